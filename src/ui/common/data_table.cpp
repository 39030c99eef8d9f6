#include "ui/common/data_table.h"

#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QHeaderView>
#include <QPainter>

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
