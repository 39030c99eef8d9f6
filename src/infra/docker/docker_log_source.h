#pragma once

#include "app/ports/command_host_port.h"
#include "app/ports/log_history_port.h"

#include <QHash>
#include <QThread>

namespace ops::infra {

class DockerLogHistory;
class LogHistoryWorker;
class LogWorker;

// The logs of containers, by one `docker logs --follow` each through the command hosts. GUI thread; what they print is
// read on the thread it owns. Destroying it cancels its followers.
class DockerLogSource final : public app::LogFollowPort {
    Q_OBJECT

public:
    // The hosts, by their names, outlive this.
    explicit DockerLogSource(const QHash<QString, app::CommandHostPort*>& hosts,
                             const domain::LogStoreLimits& limits = {}, QObject* parent = nullptr);
    ~DockerLogSource() override;

    std::shared_ptr<const domain::LogStore> store() const override { return m_store; }
    void start() override;
    void attach(const app::LogContainer& container, std::optional<int> tail) override;
    void close(const QString& containerId) override;
    void mark(const domain::LogMarker& marker, const QString& service, qint64 utcMs) override;
    // What is before the first lines here.
    app::LogHistoryPort& history();

private:
    // Runs of two hosts may have the same number.
    struct Run {
        app::CommandHostPort* host = nullptr;
        domain::HostRunId id;
        QString containerId;
        domain::HostOutcome outcome;
    };
    void listenTo(app::CommandHostPort& host);
    const Run* find(const app::CommandHostPort& host, const domain::HostRunId& id) const;
    void onEnded(const QString& containerId, domain::LogsEnd end, const QByteArray& said, const QByteArray& since);
    template <class Act>
    void onWorker(Act act);

    QHash<QString, app::CommandHostPort*> m_hosts;
    std::shared_ptr<domain::LogStore> m_store;
    QHash<QString, Run> m_runs;         // by container
    QHash<QString, QByteArray> m_since; // by container; where the next follower begins
    LogWorker* m_worker;                // of the thread
    LogHistoryWorker* m_historyWorker;  // of the thread
    DockerLogHistory* m_history;        // child
    QThread m_thread;
};

} // namespace ops::infra
