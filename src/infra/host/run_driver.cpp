#include "infra/host/run_driver.h"

#include <QTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace ops::infra {
namespace {

constexpr qint64 lateNs = 100'000'000;
constexpr int anotherLookMs = 20;

} // namespace

RunDriver::RunDriver(const domain::HostCommand& command, const domain::RunTimes& times, const base::Clock& clock,
                     QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_flow(domain::askRun(command, times, clock.now()))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer, &QTimer::timeout, this, &RunDriver::tick);
    take({m_flow, domain::RunEffect::None, {}});
}

// Where the thread was held up for longer, or the machine slept, an answer may lie in the pipe that came in time: what
// is there is read before anybody says that nothing came.
void RunDriver::tick()
{
    const base::Instant now = m_clock.now();
    const auto due = domain::nextTickNs(m_flow);
    if (due && now.monoNs - *due > lateNs && !std::exchange(m_looksAgain, true)) {
        m_timer->start(anotherLookMs);
        return;
    }
    m_looksAgain = false;
    take(domain::tickRun(m_flow, now));
}

void RunDriver::take(domain::RunStep step)
{
    m_flow = std::move(step.flow);
    const auto due = domain::nextTickNs(m_flow);
    if (due) {
        const qint64 leftMs = (*due - m_clock.now().monoNs + 999'999) / 1'000'000;
        m_timer->start(static_cast<int>(std::clamp<qint64>(leftMs, 0, std::numeric_limits<int>::max())));
    } else {
        m_timer->stop();
    }
    switch (step.effect) {
    case domain::RunEffect::None:
        break;
    case domain::RunEffect::SayStarted:
        Q_EMIT started(m_clock.now());
        break;
    case domain::RunEffect::AskToEnd:
        Q_EMIT endAsked();
        break;
    case domain::RunEffect::ForceEnd:
        Q_EMIT endForced();
        break;
    case domain::RunEffect::Finish:
        Q_EMIT finished(*step.outcome);
        break;
    }
}

} // namespace ops::infra
