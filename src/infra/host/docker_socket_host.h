#pragma once

#include "app/ports/command_host_port.h"
#include "app/ports/host_forward_port.h"
#include "domain/host/tool_report.h"

#include <QTimer>

#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace ops::infra {

struct DockerSocketTimes {
    // From a look that found no way, because there is no client here or the engine does not answer it, to the next.
    std::chrono::milliseconds lookAgain{60'000};
    // For ssh to give a sign of life: a slow login shell takes a part of a second.
    std::chrono::milliseconds signPatience{3000};
};

// A host over ssh whose docker commands are run by the client on this machine, over a forward of its engine's socket
// through the same ssh: no session and no login shell for each (`docker ps`: 22 ms against 210 to 361, measured).
// Everything else runs there, `docker compose` and scripts included, whose files are there. Nothing depends on the
// forward: until the client here was seen to reach the engine over it, and after a loss, docker runs there as well.
// A client here that hears nothing in time cannot tell a frozen engine from a frozen ssh: then ssh is asked for a sign
// of life, by a command that does nothing, and the run's end is told with what that proved. GUI thread; owned by main.
class DockerSocketHost final : public app::CommandHostPort {
    Q_OBJECT

public:
    // `socket` is the engine's, on that host. `forwards` go through `ssh`; whoever shares them lets go of them first.
    // `here` runs the docker client, may be others' as well, and outlives this.
    DockerSocketHost(QString socket, std::unique_ptr<app::CommandHostPort> ssh,
                     std::shared_ptr<app::HostForwardPort> forwards, app::CommandHostPort& here,
                     const DockerSocketTimes& times = {}, QObject* parent = nullptr);
    ~DockerSocketHost() override;

    const domain::HostStatus& status() const override { return m_ssh->status(); }
    domain::HostRunId run(const domain::HostCommand& command) override;
    void cancel(const domain::HostRunId& id) override;

private:
    // One that goes over the forward.
    struct Run {
        QByteArray errors;                       // the end of what it said there
        std::optional<base::Error> lost;         // why its way was lost while it ran
        std::optional<domain::HostOutcome> held; // it is over, and its way may have something to say about it
        bool awaitsSign = false;                 // held until ssh has given a sign of life, or has not in time
    };

    bool isProven();
    void prove();
    void giveUp();
    void onProved(const domain::HostOutcome& outcome);
    void onReady(const QString& address);
    void onLost(const base::Error& why);
    void onOutput(const domain::HostRunId& there, domain::OutputChannel channel, const QByteArray& bytes);
    void onFinished(const domain::HostRunId& there, const domain::HostOutcome& outcome);
    void askForSign();
    void onSign(bool alive);
    void say(quint64 number, const domain::HostOutcome& outcome);

    QString m_socket;
    std::unique_ptr<app::CommandHostPort> m_ssh;
    std::shared_ptr<app::HostForwardPort> m_forwards;
    app::CommandHostPort& m_here;
    std::unordered_map<quint64, Run> m_runs; // by their numbers here
    bool m_opened = false;
    QString m_near;            // of the forward; empty: it is not ready
    domain::HostRunId m_proof; // the look whether the client here reaches the engine; null: none
    domain::ToolAnswer m_answer;
    bool m_proven = false;
    QTimer m_pause;                      // from a look that found no way to the next
    domain::HostRunId m_sign;            // the run of ssh's that shall show that it lives; null: none
    std::unordered_set<quint64> m_signs; // with those that came too late and are not over yet: nobody hears of them
    QTimer m_signPatience;
};

} // namespace ops::infra
