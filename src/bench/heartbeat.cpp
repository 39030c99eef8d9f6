#include "bench/heartbeat.h"

#include "base/clock.h"
#include "bench/figures.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <pthread.h>
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

} // namespace

Heartbeat::~Heartbeat()
{
    stop();
}

void Heartbeat::start()
{
    m_running = true;
    m_posted = false;
    m_schedule = infra::Descriptor(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC));
    m_queuedNs = queuedNs();
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
    // A beat that is itself late for want of a processor would be laid to the GUI thread's charge.
    const sched_param first{1};
    if (m_urgency == Urgency::BeforeOthers && ::pthread_setschedparam(::pthread_self(), SCHED_FIFO, &first) != 0)
        say("  the heartbeat is not let through before others: its waits are upper bounds");
    std::unique_lock lock(m_mutex);
    while (m_running) {
        m_posted = true;
        m_postedNs = monoNs();
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
        m_changed.wait(lock, [this] { return !m_posted || !m_running; });
        m_changed.wait_for(lock, interval, [this] { return !m_running; });
    }
}

// "on a processor, waiting for one, how often": nanoseconds.
qint64 Heartbeat::queuedNs() const
{
    std::array<char, 128> text{};
    if (!m_schedule.isOpen() || ::pread(m_schedule.get(), text.data(), text.size() - 1, 0) <= 0)
        return 0;
    return QByteArray(text.data()).split(' ').value(1).toLongLong();
}

void Heartbeat::customEvent(QEvent*)
{
    const qint64 now = monoNs();
    const qint64 queued = queuedNs();
    double waited = 0;
    {
        const std::lock_guard lock(m_mutex);
        waited = static_cast<double>(now - m_postedNs) / 1e6;
        m_posted = false;
    }
    m_changed.notify_one();
    m_waited.add(waited);
    // A wait for a processor may have begun before the event was there: up to a beat's interval too much is taken off.
    const double others = static_cast<double>(queued - std::exchange(m_queuedNs, queued)) / 1e6;
    m_own.add(std::max(0.0, waited - others));
    if (waited > worthSayingMs)
        say("  an event waited for %.1f ms for the GUI thread, which had no processor for %.1f ms of it", waited,
            others);
}

} // namespace ops::bench
