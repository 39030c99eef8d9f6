#include "bench/repainting_window.h"

#include "bench/wait.h"

#include <QEvent>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto frameTime = 16ms; // Qt's timers count whole milliseconds: 62.5 frames a second

} // namespace

RepaintingWindow::RepaintingWindow(const ui::WindowContext& context)
    : m_window(context)
{
    m_window.installEventFilter(this);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.setInterval(frameTime);
    connect(&m_frame, &QTimer::timeout, &m_window, qOverload<>(&QWidget::update));
}

bool RepaintingWindow::show()
{
    m_window.show();
    return waitUntil([this] { return m_seen; }, 10s);
}

void RepaintingWindow::run(bool on)
{
    if (on == m_frame.isActive())
        return;
    if (on) {
        m_since.start();
        m_frame.start();
    } else {
        m_frame.stop();
        m_ranNs += m_since.nsecsElapsed();
    }
}

double RepaintingWindow::framesPerSecond() const
{
    return m_ranNs > 0 ? m_painted * 1e9 / static_cast<double>(m_ranNs) : 0;
}

bool RepaintingWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Paint) {
        m_seen = true;
        m_painted += m_frame.isActive() ? 1 : 0;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ops::bench
