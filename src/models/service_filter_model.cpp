#include "models/service_filter_model.h"

#include "models/service_model.h"

namespace ops::models {

ServiceFilterModel::ServiceFilterModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    setSortRole(ServiceModel::SortRole);
}

void ServiceFilterModel::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateRowsFilter();
}

void ServiceFilterModel::setAttentionOnly(bool only)
{
    if (only == m_attentionOnly)
        return;
    m_attentionOnly = only;
    invalidateRowsFilter();
}

bool ServiceFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    if (m_attentionOnly && !index.data(ServiceModel::AttentionRole).toBool())
        return false;
    return m_text.isEmpty() ||
           index.data(ServiceModel::SearchTextRole).toString().contains(m_text, Qt::CaseInsensitive);
}

bool ServiceFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(ServiceModel::SortRole);
    const QVariant b = right.data(ServiceModel::SortRole);
    // What is unknown stands last, whichever way it is sorted.
    if (a.isValid() != b.isValid())
        return sortOrder() == Qt::AscendingOrder ? a.isValid() : b.isValid();
    const auto order = QVariant::compare(a, b);
    if (order == QPartialOrdering::Less)
        return true;
    if (order == QPartialOrdering::Greater)
        return false;
    // The variant's own order among equals, the same whichever way it is sorted.
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : right.row() < left.row();
}

} // namespace ops::models
