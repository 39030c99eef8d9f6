#include "ui/services/noticed_table.h"

#include "ui/common/data_table.h"
#include "ui/common/tokens.h"
#include "ui/services/engine_bar.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace ops::ui {
namespace {

constexpr int fewestRows = 3;

} // namespace

NoticedTable::NoticedTable(DataTable* table, EngineBar* notices, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
    , m_notices(notices)
    , m_area(new QScrollArea(this))
{
    m_table->setParent(this);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setWidget(m_notices);
    m_notices->installEventFilter(this);
    arrange();
}

QSize NoticedTable::sizeHint() const
{
    return m_table->sizeHint();
}

QSize NoticedTable::minimumSizeHint() const
{
    return {m_table->minimumSizeHint().width(), 2 * fewestRows * rowHeight()};
}

void NoticedTable::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool NoticedTable::eventFilter(QObject* watched, QEvent* event)
{
    const bool isNews = event->type() == QEvent::LayoutRequest || event->type() == QEvent::ShowToParent ||
                        event->type() == QEvent::HideToParent;
    if (watched == m_notices && isNews)
        arrange();
    return QWidget::eventFilter(watched, event);
}

void NoticedTable::arrange()
{
    int high = 0;
    // Before the height is asked for: what is not shown is not laid out either.
    m_area->setVisible(!m_notices->isHidden());
    if (!m_notices->isHidden()) {
        const int most = std::max(height() / 2, 1);
        int wide = width();
        high = m_notices->heightForWidth(wide);
        if (high > most)
            wide -= m_area->verticalScrollBar()->sizeHint().width();
        m_notices->resize(wide, m_notices->heightForWidth(wide));
        high = std::min(high, most);
    }
    m_area->setGeometry(0, height() - high, width(), high);
    m_table->setGeometry(0, 0, width(), high > 0 ? height() - high - space::s : height());
}

} // namespace ops::ui
