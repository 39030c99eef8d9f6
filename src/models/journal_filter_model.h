#pragma once

#include "base/ids.h"

#include <QSet>
#include <QSortFilterProxyModel>

namespace ops::models {

// Narrows a JournalModel by text, kinds of event and command; all that are set have to match. Never above 10,000 rows
// (JournalModel's bound), where QSortFilterProxyModel is still quick. GUI thread; owned by the page that shows it.
class JournalFilterModel final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit JournalFilterModel(QObject* parent = nullptr);

    void setText(const QString& text);              // plain, any case; empty: all
    void setEventWords(const QSet<QString>& words); // empty: all
    void setCommand(const base::CommandId& id);     // null: all
    const QString& text() const { return m_text; }
    const QSet<QString>& eventWords() const { return m_words; }
    const base::CommandId& command() const { return m_command; }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    QString m_text;
    QSet<QString> m_words;
    base::CommandId m_command;
};

} // namespace ops::models
