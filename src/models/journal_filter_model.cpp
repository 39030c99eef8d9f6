#include "models/journal_filter_model.h"

#include "models/journal_model.h"

namespace ops::models {

JournalFilterModel::JournalFilterModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
}

void JournalFilterModel::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateRowsFilter();
}

void JournalFilterModel::setEventWords(const QSet<QString>& words)
{
    if (words == m_words)
        return;
    m_words = words;
    invalidateRowsFilter();
}

void JournalFilterModel::setCommand(const base::CommandId& id)
{
    if (id == m_command)
        return;
    m_command = id;
    invalidateRowsFilter();
}

bool JournalFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    if (!m_words.isEmpty() && !m_words.contains(index.data(JournalModel::EventWordRole).toString()))
        return false;
    if (!m_command.isNull() && index.data(JournalModel::CommandIdRole).toString() != m_command.text())
        return false;
    return m_text.isEmpty() ||
           index.data(JournalModel::SearchTextRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace ops::models
