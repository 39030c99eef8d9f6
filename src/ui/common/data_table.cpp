#include "ui/common/data_table.h"

#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace ops::ui {

DataTable::DataTable(const QString& objectName, const QString& accessibleName, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the table; arrows walk in it
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(ui::rowHeight());
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(typeFont(Type::CaptionStrong));
    horizontalHeader()->setFixedHeight(ui::rowHeight());
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { noteWidth(column, width); });
}

void DataTable::setColumnCharacters(const QVector<int>& characters)
{
    const int unit = QFontMetrics(bodyFont()).averageCharWidth();
    for (int column = 0; column < characters.size(); ++column) {
        const int wanted = characters.at(column);
        horizontalHeader()->setSectionResizeMode(column, wanted == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (wanted > 0)
            setColumnWidth(column, wanted * unit + 2 * space::s);
    }
}

void DataTable::setGrowing(int column, int most, int spare)
{
    if (!m_growing.contains(column))
        m_growing.insert(column, {columnWidth(column)});
    m_growing[column].most = std::max(most, m_growing[column].least);
    m_spare = spare;
    grow();
}

void DataTable::setLeastWidth(int column, int pixels)
{
    m_leastWidths.insert(column, pixels);
    noteWidth(column, columnWidth(column));
}

int DataTable::ownWidth(int column) const
{
    const auto growing = m_growing.constFind(column);
    return growing == m_growing.constEnd() || growing->isChosen ? columnWidth(column) : growing->least;
}

void DataTable::grow()
{
    const QHeaderView& header = *horizontalHeader();
    int room = viewport()->width() - m_spare;
    int wanted = 0;
    for (int column = 0; column < header.count(); ++column)
        if (!isColumnHidden(column) && header.sectionResizeMode(column) != QHeaderView::Stretch)
            room -= ownWidth(column);
    for (const Growing& growing : std::as_const(m_growing))
        wanted += growing.isChosen ? 0 : growing.most - growing.least;
    if (wanted == 0)
        return;
    const double share = std::clamp(static_cast<double>(room) / wanted, 0.0, 1.0);
    m_grows = true;
    for (auto growing = m_growing.constBegin(); growing != m_growing.constEnd(); ++growing)
        if (!growing->isChosen)
            setColumnWidth(growing.key(), growing->least + static_cast<int>(share * (growing->most - growing->least)));
    m_grows = false;
}

void DataTable::noteWidth(int column, int width)
{
    if (const int least = m_leastWidths.value(column); width > 0 && width < least)
        setColumnWidth(column, least);
    if (const auto growing = m_growing.find(column); growing != m_growing.end() && !m_grows)
        growing->isChosen = true;
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (!m_growing.isEmpty())
        grow();
}

void DataTable::setEmptyText(const QString& text)
{
    if (m_emptyText == text)
        return;
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

void DataTable::setFixedRows(int rows)
{
    setFixedHeight(horizontalHeader()->height() + rows * ui::rowHeight() + 2 * frameWidth());
}

void DataTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (model() == nullptr || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(bodyFont());
    painter.setPen(tokens(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(space::l, space::s, -space::l, -space::s),
                     static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, m_emptyText);
}

} // namespace ops::ui
