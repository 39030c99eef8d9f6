#include "main/column_memory.h"

#include "ui/common/data_table.h"

#include <QHeaderView>

#include <algorithm>

namespace ops::main {
namespace {

constexpr int noWidth = 1; // of a column that fills what is left, or that the page hides

bool isLastVisible(const QHeaderView& header, int column)
{
    for (int at = header.count() - 1; at > header.visualIndex(column); --at)
        if (!header.isSectionHidden(header.logicalIndex(at)))
            return false;
    return true;
}

bool fillsTheRest(const QHeaderView& header, int column)
{
    return (header.stretchLastSection() && isLastVisible(header, column)) ||
           header.sectionResizeMode(column) == QHeaderView::Stretch;
}

// What a column grew by is no choice, and would be none of another window's width.
int ownWidth(const QTableView& table, int column)
{
    const auto* grows = qobject_cast<const ui::DataTable*>(&table);
    return grows != nullptr ? grows->ownWidth(column) : table.columnWidth(column);
}

bool isChoosable(const QTableView& table)
{
    return table.property(ui::columnsAreChosen).toBool();
}

QList<int> widthsOf(const QTableView& table)
{
    const QHeaderView& header = *table.horizontalHeader();
    QList<int> widths;
    for (int column = 0; column < header.count(); ++column) {
        if (table.isColumnHidden(column))
            widths << (isChoosable(table) ? 0 : noWidth);
        else
            widths << (fillsTheRest(header, column) ? noWidth : ownWidth(table, column));
    }
    return widths;
}

// What has no width at one time and one at another was not changed by the operator.
bool differ(const QList<int>& before, const QList<int>& now)
{
    bool different = before.size() != now.size();
    for (qsizetype i = 0; !different && i < now.size(); ++i)
        different = before.at(i) != now.at(i) && before.at(i) != noWidth && now.at(i) != noWidth;
    return different;
}

} // namespace

void ColumnMemory::restore(const QWidget& root, const infra::Preferences& preferences)
{
    const QList<QTableView*> tables = root.findChildren<QTableView*>();
    for (QTableView* table : tables) {
        if (table->model() == nullptr || table->objectName().isEmpty() || m_restored.contains(table))
            continue;
        const QHeaderView& header = *table->horizontalHeader();
        const QList<int> widths = preferences.columnWidths(table->objectName());
        // Another version may have other columns.
        for (int column = 0; widths.size() == header.count() && column < header.count(); ++column) {
            const int width = widths.at(column);
            if (isChoosable(*table))
                table->setColumnHidden(column, width == 0);
            if (width > noWidth && width != ownWidth(*table, column) && !fillsTheRest(header, column))
                table->setColumnWidth(column, std::max(width, header.minimumSectionSize()));
        }
        m_restored.insert(table, widthsOf(*table));
    }
}

void ColumnMemory::keep(const QWidget& root, infra::Preferences& preferences) const
{
    const QList<QTableView*> tables = root.findChildren<QTableView*>();
    for (const QTableView* table : tables) {
        const auto restored = m_restored.constFind(table);
        if (restored != m_restored.constEnd() && differ(*restored, widthsOf(*table)))
            preferences.setColumnWidths(table->objectName(), widthsOf(*table));
    }
}

} // namespace ops::main
