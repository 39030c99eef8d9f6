#pragma once

#include "app/ports/command_host_port.h"
#include "infra/host/private_directory.h"
#include "infra/host/spawner.h"
#include "infra/host/ssh_master.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace ops::infra {

class SshRun;

// Another machine as a command host, over OpenSSH. One connection carries all commands; a server lets ten sessions
// through one, so where more run at once a further connection is made, and a command never waits for a follower. That a
// server lets through fewer (MaxSessions) is learned from its first refusal, and what it refused goes another way. A
// connection that is lost is said, and made again by the next command. GUI thread; owned by main.
class SshHost final : public app::CommandHostPort {
    Q_OBJECT

public:
    SshHost(const domain::HostConfig& config, const base::Clock& clock, const SshSettings& settings = {},
            QObject* parent = nullptr);
    ~SshHost() override;

    // Of the first connection.
    const domain::HostStatus& status() const override { return firstMaster().status(); }
    domain::HostRunId run(const domain::HostCommand& command) override;
    void cancel(const domain::HostRunId& id) override;

    // For forwards, which go through the first connection.
    const domain::HostConfig& config() const { return m_config; }
    SshMaster& firstMaster() const { return *m_lanes.front().master; }
    Spawner& spawner() { return m_spawner; }
    const PrivateDirectory& directory() const { return m_directory; }

private:
    struct Lane {
        std::unique_ptr<SshMaster> master;
        std::vector<quint64> runs;
    };

    size_t chooseLane();
    void addLane();
    // The run waits for a connection with room for it.
    void place(quint64 id);
    void onRefused(quint64 id, const base::Error& error);
    // What waits for this connection begins when it is up, and fails when it cannot be made.
    void serve(const SshMaster* master);
    void onFinished(quint64 id, const domain::HostOutcome& outcome);

    domain::HostConfig m_config;
    const base::Clock& m_clock;
    SshSettings m_settings;
    PrivateDirectory m_directory;
    Spawner m_spawner;
    std::vector<Lane> m_lanes; // never empty
    size_t m_sessionsPerLane;  // at most
    std::unordered_map<quint64, std::unique_ptr<SshRun>> m_runs;
    std::vector<std::unique_ptr<SshRun>> m_over; // until the event loop is back
    quint64 m_lastId = 0;
};

} // namespace ops::infra
