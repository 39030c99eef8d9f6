#include "bench/wait.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace ops::bench {

bool waitUntil(const std::function<bool()>& condition, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience, Qt::PreciseTimer);
    QTimer wake;
    wake.setTimerType(Qt::PreciseTimer);
    wake.start(patience);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void serveFor(std::chrono::microseconds time)
{
    using namespace std::chrono;
    const QDeadlineTimer deadline(time, Qt::PreciseTimer);
    // Qt's timers count whole milliseconds.
    waitUntil([&] { return deadline.hasExpired(); }, ceil<milliseconds>(time));
}

} // namespace ops::bench
