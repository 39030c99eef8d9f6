#include "ui/window/page_area.h"

#include <QEvent>
#include <QScrollBar>
#include <QStackedWidget>

namespace ops::ui {

PageArea::PageArea(QStackedWidget* pages, QWidget* parent)
    : QScrollArea(parent)
    , m_pages(pages)
{
    setObjectName(QStringLiteral("pageArea"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(pages);
    pages->installEventFilter(this); // QScrollArea's own one is told what happens to the page, and not what it needs
    connect(pages, &QStackedWidget::currentChanged, this, &PageArea::fit);
}

QSize PageArea::minimumSizeHint() const
{
    return {};
}

void PageArea::resizeEvent(QResizeEvent* event)
{
    fit();
    QScrollArea::resizeEvent(event);
}

bool PageArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_pages && event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

// Not setWidgetResizable(): that would make a page with wrapping texts as high as it would like to be, not as it must.
void PageArea::fit()
{
    const QWidget* page = m_pages->currentWidget();
    const QSize least = page != nullptr ? page->minimumSizeHint().expandedTo(page->minimumSize()) : QSize();
    QSize room = maximumViewportSize();
    const bool isHigh = least.height() > room.height();
    if (isHigh)
        room.rwidth() -= verticalScrollBar()->sizeHint().width();
    const bool isWide = least.width() > room.width();
    if (isWide)
        room.rheight() -= horizontalScrollBar()->sizeHint().height();
    if (isWide && !isHigh && least.height() > room.height())
        room.rwidth() -= verticalScrollBar()->sizeHint().width();
    m_pages->resize(room.expandedTo(least));
}

} // namespace ops::ui
