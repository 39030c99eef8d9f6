#include "models/health_model.h"

#include <utility>

namespace ops::models {

HealthModel::HealthModel(Texts texts, QObject* parent)
    : QAbstractTableModel(parent)
    , m_texts(std::move(texts))
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
        return m_texts.cell(record, column, m_now);
    case Qt::AccessibleTextRole:
        return m_texts.spoken(record, column, m_now);
    case Qt::AccessibleDescriptionRole:
        return m_texts.note(record, column, m_now);
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
    return m_texts.header(static_cast<HealthColumn>(section));
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
    passTo(now);
    Q_EMIT dataChanged(index(row, 0), index(row, healthColumnCount - 1));
}

void HealthModel::setNow(const base::Instant& now)
{
    passTo(now);
    if (m_records.empty())
        return;
    for (const HealthColumn column : {HealthColumn::State, HealthColumn::LastGood})
        Q_EMIT dataChanged(index(0, static_cast<int>(column)), index(rowCount() - 1, static_cast<int>(column)));
}

// A row that is stale from now on is another in all of its columns.
void HealthModel::passTo(const base::Instant& now)
{
    const base::Instant before = std::exchange(m_now, now);
    for (int row = 0; row < rowCount(); ++row)
        if (recordAt(row).stale(before) != recordAt(row).stale(now))
            Q_EMIT dataChanged(index(row, 0), index(row, healthColumnCount - 1));
}

} // namespace ops::models
