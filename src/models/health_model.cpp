#include "models/health_model.h"

namespace ops::models {

HealthModel::HealthModel(HeaderText headerText, CellText cellText, QObject* parent)
    : QAbstractTableModel(parent)
    , m_headerText(std::move(headerText))
    , m_cellText(std::move(cellText))
{
}

int HealthModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int HealthModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : healthColumnCount;
}

QVariant HealthModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const domain::HealthRecord& record = recordAt(index.row());
    const auto column = static_cast<HealthColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return m_cellText(record, column, m_now);
    case Qt::AccessibleTextRole:
        return QString(m_headerText(column) + QStringLiteral(": ") + m_cellText(record, column, m_now));
    case RecordRole:
        return QVariant::fromValue(record);
    default:
        return {};
    }
}

QVariant HealthModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= healthColumnCount)
        return {};
    return m_headerText(static_cast<HealthColumn>(section));
}

void HealthModel::reset(const std::vector<domain::HealthRecord>& records, const base::Instant& now)
{
    beginResetModel();
    m_records = records;
    m_now = now;
    endResetModel();
}

void HealthModel::update(int row, const domain::HealthRecord& record, const base::Instant& now)
{
    if (row < 0 || row >= rowCount() || recordAt(row) == record)
        return;
    m_records.at(static_cast<size_t>(row)) = record;
    m_now = now;
    Q_EMIT dataChanged(index(row, 0), index(row, healthColumnCount - 1));
}

void HealthModel::setNow(const base::Instant& now)
{
    m_now = now;
    if (m_records.empty())
        return;
    for (const HealthColumn column : {HealthColumn::State, HealthColumn::LastGood})
        Q_EMIT dataChanged(index(0, static_cast<int>(column)), index(rowCount() - 1, static_cast<int>(column)));
}

} // namespace ops::models
