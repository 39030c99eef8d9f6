#pragma once

#include "domain/host/run_flow.h"

#include <QObject>

class QTimer;

namespace ops::infra {

// Carries out one run's flow: the clock, the timer, and what has to be said of it. What happens to the run comes in by
// the functions, what is to be done about it goes out by the signals. GUI thread; owned by a run.
class RunDriver final : public QObject {
    Q_OBJECT

public:
    RunDriver(const domain::HostCommand& command, const domain::RunTimes& times, const base::Clock& clock,
              QObject* parent);

    const domain::RunFlow& flow() const { return m_flow; }
    bool isOver() const { return m_flow.phase == domain::RunPhase::Over; }

    void handedOver() { take(domain::onHandedOver(m_flow)); }
    void notHandedOver() { take(domain::onNotHandedOver(m_flow)); }
    void began() { take(domain::onBegan(m_flow)); }
    void exitSaid(int code) { take(domain::onExitSaid(m_flow, code)); }
    void groupGone() { take(domain::onGroupGone(m_flow)); }
    void processEnded(std::optional<int> code, int signalNumber)
    {
        take(domain::onProcessEnded(m_flow, code, signalNumber));
    }
    void couldNotStart(const base::Error& error) { take(domain::onCouldNotStart(m_flow, error)); }
    void transportEnded(const base::Error& error) { take(domain::onTransportEnded(m_flow, error)); }
    void cancel() { take(domain::cancelRun(m_flow, m_clock.now())); }

Q_SIGNALS:
    void started(const ops::base::Instant& at);
    void endAsked();
    void endForced();
    void finished(const ops::domain::HostOutcome& outcome);

private:
    void take(domain::RunStep step);
    void tick();

    const base::Clock& m_clock;
    domain::RunFlow m_flow;
    QTimer* m_timer;
    bool m_looksAgain = false;
};

} // namespace ops::infra
