#include "bench/heartbeat.h"

#include "base/clock.h"
#include "bench/figures.h"

#include <QCoreApplication>
#include <QEvent>

#include <ctime>
#include <utility>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto interval = 1ms;
constexpr double worthSayingMs = 16;

qint64 monoNs()
{
    static const base::SystemClock clock;
    return clock.now().monoNs;
}

// What this thread has worked so far, whatever else had its processor meanwhile.
qint64 workedNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * qint64{1'000'000'000} + time.tv_nsec;
}

} // namespace

Heartbeat::~Heartbeat()
{
    stop();
}

void Heartbeat::start()
{
    m_running = true;
    m_posted = false;
    m_workedNs = workedNs();
    m_thread = std::thread([this] { beat(); });
}

void Heartbeat::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_running = false;
    }
    m_changed.notify_one();
    m_thread.join();
    QCoreApplication::removePostedEvents(this);
}

void Heartbeat::beat()
{
    std::unique_lock lock(m_mutex);
    while (m_running) {
        m_posted = true;
        m_postedNs = monoNs();
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
        m_changed.wait(lock, [this] { return !m_posted || !m_running; });
        m_changed.wait_for(lock, interval, [this] { return !m_running; });
    }
}

void Heartbeat::customEvent(QEvent*)
{
    const qint64 now = monoNs();
    const qint64 worked = workedNs();
    double waited = 0;
    {
        const std::lock_guard lock(m_mutex);
        waited = static_cast<double>(now - m_postedNs) / 1e6;
        m_posted = false;
    }
    m_changed.notify_one();
    m_waited.add(waited);
    m_worked.add(static_cast<double>(worked - std::exchange(m_workedNs, worked)) / 1e6);
    if (waited > worthSayingMs)
        say("  an event waited for %.1f ms for the GUI thread, which worked for %.1f ms meanwhile", waited,
            m_worked.last());
}

} // namespace ops::bench
