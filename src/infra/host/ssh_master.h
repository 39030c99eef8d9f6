#pragma once

#include "base/clock.h"
#include "domain/host/host_config.h"
#include "domain/host/host_status.h"
#include "domain/host/output_tail.h"
#include "infra/host/host_process.h"
#include "infra/host/ssh_arguments.h"

#include <QObject>

#include <memory>

class QTimer;

namespace ops::infra {

class PrivateDirectory;

// One connection to a host, which carries sessions and forwards. It runs a session of its own, for its whole life: that
// proves the far shell, ends the connection when we end, and makes the far sshd send small packets at once (with `ssh
// -N` it does not: connecting to NATS and publishing once through a forward then takes 50 ms instead of 2.5; 2.3
// without ssh; measured on loopback, OpenSSH 9.2). Never reconnects by itself. GUI thread; owned by its host.
class SshMaster final : public QObject {
    Q_OBJECT

public:
    SshMaster(const domain::HostConfig& host, const SshSettings& settings, const PrivateDirectory& directory,
              const QByteArray& name, Spawner& spawner, const base::Clock& clock, QObject* parent = nullptr);
    ~SshMaster() override;

    const domain::HostStatus& status() const { return m_status; }
    // Begins to connect where it is neither up nor on its way.
    void connectNow();
    // Where the sessions and forwards find it while it is up.
    const QByteArray& socket() const { return m_socket; }
    qint64 pid() const { return m_process ? m_process->pid() : 0; }

Q_SIGNALS:
    void statusChanged(const ops::domain::HostStatus& status);

private:
    void onOutput(const QByteArray& bytes);
    base::Error shellEnded(int exitCode) const;
    void goDown(const base::Error& error);
    void setPhase(domain::HostPhase phase, std::optional<base::Error> error = {});

    domain::HostConfig m_host;
    SshSettings m_settings;
    const PrivateDirectory& m_directory;
    QByteArray m_name;
    Spawner& m_spawner;
    const base::Clock& m_clock;
    domain::HostStatus m_status;
    QTimer* m_deadline;
    std::unique_ptr<HostProcess> m_process;
    std::unique_ptr<HostProcess> m_lastProcess; // is the sender when it ends
    int m_connections = 0;
    QByteArray m_socket;
    QByteArray m_token;
    QByteArray m_printed; // up to the greeting
    domain::OutputTail m_errors{2048, 2048};
};

// 32 random hex digits, as remote_command.h wants them.
QByteArray randomToken();

} // namespace ops::infra
