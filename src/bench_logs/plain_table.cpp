#include "bench_logs/plain_table.h"

#include "models/log_model.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_words.h"

#include <QHeaderView>

#include <algorithm>

namespace ops::bench_logs {
namespace {

using models::LogColumn;

constexpr std::array shown{LogColumn::TimeUtc, LogColumn::Level, LogColumn::Service, LogColumn::Message};
constexpr int mostTexts = 8192;

} // namespace

PlainRows::PlainRows(const std::shared_ptr<const domain::LogStore>& store, int rows)
    : m_rows(rows)
{
    const models::LogModel lines(store, ui::logTexts());
    m_texts.resize(static_cast<size_t>(std::min(lines.rowCount(), mostTexts)));
    for (size_t row = 0; row < m_texts.size(); ++row)
        for (size_t column = 0; column < shown.size(); ++column)
            m_texts[row].at(column) =
                lines.index(static_cast<int>(row), static_cast<int>(shown.at(column))).data().toString();
}

void PlainRows::append(int rows)
{
    if (rows <= 0)
        return;
    beginInsertRows({}, m_rows, m_rows + rows - 1);
    m_rows += rows;
    endInsertRows();
}

QVariant PlainRows::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return m_texts[static_cast<size_t>(index.row()) % m_texts.size()].at(static_cast<size_t>(index.column()));
}

PlainTable::PlainTable(PlainRows& rows, const QTableView& like)
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(like.visualRect(like.model()->index(0, 0)).height());
    setWordWrap(false);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFont(ui::fixedFont());
    setModel(&rows);
    for (size_t column = 0; column < shown.size(); ++column)
        setColumnWidth(static_cast<int>(column), like.columnWidth(static_cast<int>(shown.at(column))));
    resize(like.size());
}

} // namespace ops::bench_logs
