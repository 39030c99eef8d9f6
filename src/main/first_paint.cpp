#include "main/first_paint.h"

#include "base/clock.h"

#include <QEvent>
#include <QFile>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

namespace ops::main {

FirstPaint::FirstPaint(QWidget& window, QObject* parent)
    : QObject(parent)
    , m_window(window)
{
    window.installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_seen && watched == &m_window && event->type() == QEvent::Paint) {
        m_seen = true;
        // The paint itself comes after this filter; the timer fires when it is done and flushed.
        QTimer::singleShot(0, this, [this] {
            m_window.removeEventFilter(this);
            Q_EMIT painted();
        });
    }
    return QObject::eventFilter(watched, event);
}

void printFirstPaint()
{
    long residentPages = 0;
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (statm.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> fields = statm.readAll().split(' ');
        if (fields.size() > 1)
            residentPages = fields.at(1).toLong();
    }
    const long kib = residentPages * (sysconf(_SC_PAGESIZE) / 1024);
    std::printf("FIRST_PAINT %lld %ld\n", static_cast<long long>(base::SystemClock().now().monoNs), kib);
    std::fflush(stdout);
}

} // namespace ops::main
