#pragma once

#include "app/ports/command_host_port.h"
#include "domain/host/host_config.h"
#include "domain/host/run_flow.h"
#include "infra/host/spawner.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace ops::infra {

class LocalRun;

// This machine as a command host. Commands are its own processes, each in a session and process group of its own, and
// die with the console. GUI thread; owned by main.
class LocalHost final : public app::CommandHostPort {
    Q_OBJECT

public:
    LocalHost(domain::HostConfig config, const base::Clock& clock, QObject* parent = nullptr);
    ~LocalHost() override;

    const domain::HostStatus& status() const override { return m_status; }
    domain::HostRunId run(const domain::HostCommand& command) override;
    void cancel(const domain::HostRunId& id) override;

private:
    void refuse(const domain::HostRunId& id, const base::Error& error);

    domain::HostConfig m_config;
    const base::Clock& m_clock;
    domain::HostStatus m_status;
    Spawner m_spawner;
    std::unordered_map<quint64, std::unique_ptr<LocalRun>> m_runs;
    std::vector<std::unique_ptr<LocalRun>> m_over; // until the event loop is back
    quint64 m_lastId = 0;
};

} // namespace ops::infra
