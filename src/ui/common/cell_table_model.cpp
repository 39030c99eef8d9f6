#include "ui/common/cell_table_model.h"

#include <algorithm>

namespace ops::ui {

CellTableModel::CellTableModel(const QStringList& headings, QObject* parent)
    : QAbstractTableModel(parent)
    , m_headings(headings)
{
}

int CellTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
}

const Cell& CellTableModel::cell(const QModelIndex& index) const
{
    return m_rows.at(index.row()).cells.at(index.column());
}

QVariant CellTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Cell& shown = cell(index);
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(m_headings.at(index.column()), shown.text);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (shown.fixed ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant CellTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_headings.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_headings.at(section);
    if (role == Qt::TextAlignmentRole) {
        const bool right = !m_rows.isEmpty() && m_rows.first().cells.at(section).fixed;
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (right ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

void CellTableModel::setRows(const QVector<CellRow>& rows)
{
    if (!m_rows.isEmpty() && !rows.isEmpty()) {
        const auto same = std::find_if(rows.begin(), rows.end(),
                                       [this](const CellRow& row) { return row.key == m_rows.first().key; });
        const auto fresh = same == rows.end() ? 0 : std::distance(rows.begin(), same);
        if (fresh > 0) {
            beginInsertRows({}, 0, static_cast<int>(fresh) - 1);
            m_rows = rows.first(fresh) + m_rows;
            endInsertRows();
        }
    }
    if (m_rows.size() > rows.size()) {
        beginRemoveRows({}, static_cast<int>(rows.size()), rowCount() - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    } else if (m_rows.size() < rows.size()) {
        beginInsertRows({}, rowCount(), static_cast<int>(rows.size()) - 1);
        m_rows += rows.mid(m_rows.size());
        endInsertRows();
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (m_rows.at(i) == rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        const int row = static_cast<int>(i);
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

} // namespace ops::ui
