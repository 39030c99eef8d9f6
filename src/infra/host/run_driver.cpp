#include "infra/host/run_driver.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace ops::infra {

RunDriver::RunDriver(const domain::HostCommand& command, const domain::RunTimes& times, const base::Clock& clock,
                     QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_flow(domain::askRun(command, times, clock.now()))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer, &QTimer::timeout, this, [this] { take(domain::tickRun(m_flow, m_clock.now())); });
    take({m_flow, domain::RunEffect::None, {}});
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
