#pragma once

#include "infra/host/host_process.h"
#include "infra/host/run_driver.h"

namespace ops::infra {

// One command on this machine. GUI thread; owned by its host.
class LocalRun final : public QObject {
    Q_OBJECT

public:
    LocalRun(Spawner& spawner, const domain::HostCommand& command, const base::Clock& clock);

    void cancel() { m_driver.cancel(); }

Q_SIGNALS:
    void started(const ops::base::Instant& at);
    void outputArrived(ops::domain::OutputChannel channel, const QByteArray& bytes);
    void finished(const ops::domain::HostOutcome& outcome);

private:
    RunDriver m_driver;
    HostProcess m_process;
};

} // namespace ops::infra
