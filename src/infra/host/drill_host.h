#pragma once

#include "infra/host/local_host.h"

namespace ops::infra {

// The command host of a drill: every command, whatever it is, is played by titan-sim's own front end from the state of
// the practice stack, and none runs on this machine for real. GUI thread; owned by main.
class DrillHost final : public app::CommandHostPort {
    Q_OBJECT

public:
    // `simProgram` is titan-sim, `socketPath` the socket that the drill's own one answers on.
    DrillHost(const domain::HostConfig& config, const QString& simProgram, const QString& socketPath,
              const base::Clock& clock, QObject* parent = nullptr);

    const domain::HostStatus& status() const override { return m_local.status(); }
    domain::HostRunId run(const domain::HostCommand& command) override;
    void cancel(const domain::HostRunId& id) override { m_local.cancel(id); }

private:
    QByteArrayList m_frontEnd; // what stands before every argv
    LocalHost m_local;
};

} // namespace ops::infra
