#pragma once

#include "app/ports/command_host_port.h"
#include "app/ports/log_history_port.h"
#include "infra/docker/log_history_worker.h"

#include <QQueue>

namespace ops::infra {

// Older lines by `docker logs --until`, a few containers at a time, through the command hosts. GUI thread; owned by
// DockerLogSource, whose thread does the rest. Destroying it cancels its commands.
class DockerLogHistory final : public app::LogHistoryPort {
    Q_OBJECT

public:
    // An engine reads a log from its beginning for each question: so many at once, that it still serves others.
    static constexpr int atOnce = 4;

    // The hosts, by their names, and the worker outlive this.
    DockerLogHistory(const QHash<QString, app::CommandHostPort*>& hosts, LogHistoryWorker& worker,
                     QObject* parent = nullptr);
    ~DockerLogHistory() override;

    void load(const QVector<app::LogContainer>& containers) override;
    void cancel() override;
    void letGo() override;

private:
    // Runs of two hosts may have the same number.
    struct Run {
        app::CommandHostPort* host = nullptr;
        domain::HostRunId id;
        app::LogContainer container;
        domain::HostOutcome outcome;
        bool over = false;
    };
    void listenTo(app::CommandHostPort& host);
    Run* find(const app::CommandHostPort& host, const domain::HostRunId& id);
    void onPlanned(const QVector<LogHistoryAsk>& asks);
    void askNext();
    void onRead(const QString& containerId, const QByteArray& said);
    void leaveOut(const app::LogContainer& container, base::Error error);
    void onDone(app::LogHistoryEnd end);
    void cancelRuns();
    template <class Act>
    void onWorker(Act act);

    QHash<QString, app::CommandHostPort*> m_hosts;
    LogHistoryWorker& m_worker;
    quint64 m_load = 0;
    bool m_loading = false;
    QQueue<LogHistoryAsk> m_waiting;
    QVector<Run> m_runs;
    QSet<QString> m_failed; // containers
    QSet<QString> m_gone;
    std::vector<base::Error> m_problems;
};

} // namespace ops::infra
