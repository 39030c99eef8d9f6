#include "infra/docker/docker_log_source.h"

#include "infra/docker/docker_commands.h"
#include "infra/docker/docker_error.h"
#include "infra/docker/docker_log_history.h"
#include "infra/docker/log_history_worker.h"
#include "infra/docker/log_worker.h"

namespace ops::infra {

DockerLogSource::DockerLogSource(const QHash<QString, app::CommandHostPort*>& hosts,
                                 const domain::LogStoreLimits& limits, QObject* parent)
    : LogFollowPort(parent)
    , m_hosts(hosts)
    , m_store(std::make_shared<domain::LogStore>(limits))
    , m_worker(new LogWorker(m_store))
    , m_historyWorker(new LogHistoryWorker(*m_worker))
    , m_history(new DockerLogHistory(hosts, *m_historyWorker, this))
{
    // In this order: the one that uses the other goes first.
    for (QObject* worker : std::initializer_list<QObject*>{m_historyWorker, m_worker}) {
        worker->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, worker, &QObject::deleteLater);
    }
    connect(m_worker, &LogWorker::grew, this, &DockerLogSource::grew);
    connect(m_worker, &LogWorker::ended, this, &DockerLogSource::onEnded);
    for (app::CommandHostPort* host : std::as_const(m_hosts))
        listenTo(*host);
    m_thread.setObjectName(QStringLiteral("docker logs"));
    m_thread.start();
}

DockerLogSource::~DockerLogSource()
{
    delete m_history; // before the worker that it asks
    for (app::CommandHostPort* host : std::as_const(m_hosts))
        host->disconnect(this);
    for (const Run& run : std::as_const(m_runs))
        run.host->cancel(run.id);
    m_thread.quit();
    m_thread.wait();
}

template <class Act>
void DockerLogSource::onWorker(Act act)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, act] { act(*worker); }, Qt::QueuedConnection);
}

void DockerLogSource::listenTo(app::CommandHostPort& host)
{
    connect(&host, &app::CommandHostPort::started, this, [this, &host](const domain::HostRunId& id) {
        const Run* run = find(host, id);
        if (run == nullptr)
            return;
        const QString container = run->containerId;
        onWorker([container](LogWorker& worker) { worker.began(container); });
        Q_EMIT attached(container);
    });
    connect(&host, &app::CommandHostPort::outputArrived, this,
            [this, &host](const domain::HostRunId& id, domain::OutputChannel channel, const QByteArray& bytes) {
                if (const Run* run = find(host, id))
                    onWorker([container = run->containerId, channel, bytes](LogWorker& worker) {
                        worker.take(container, channel, bytes);
                    });
            });
    connect(&host, &app::CommandHostPort::finished, this,
            [this, &host](const domain::HostRunId& id, const domain::HostOutcome& outcome) {
                const Run* run = find(host, id);
                if (run == nullptr)
                    return;
                const QString container = run->containerId;
                m_runs[container].outcome = outcome;
                onWorker([container, clean = outcome.succeeded()](LogWorker& worker) { worker.end(container, clean); });
            });
}

const DockerLogSource::Run* DockerLogSource::find(const app::CommandHostPort& host, const domain::HostRunId& id) const
{
    for (const Run& run : m_runs)
        if (run.host == &host && run.id == id)
            return &run;
    return nullptr;
}

app::LogHistoryPort& DockerLogSource::history()
{
    return *m_history;
}

void DockerLogSource::start() {}

void DockerLogSource::attach(const app::LogContainer& container, std::optional<int> tail)
{
    if (m_runs.contains(container.id))
        return;
    app::CommandHostPort* const host = m_hosts.value(container.host);
    if (host == nullptr) {
        const base::Error error{base::ErrorCode::Unavailable, QStringLiteral("no such command host"), container.host};
        QMetaObject::invokeMethod(
            this,
            [this, id = container.id, error] {
                Q_EMIT attachEnded(id, {error, 0, {}});
            },
            Qt::QueuedConnection);
        return;
    }
    const QByteArray since = m_since.value(container.id);
    const bool fromTail = tail.has_value() && since.isEmpty();
    onWorker([container, fromTail](LogWorker& worker) { worker.begin(container.id, container.service, fromTail); });
    const domain::HostRunId id = host->run(logsCommand(container.host, container.id, tail, since));
    m_runs.insert(container.id, {host, id, container.id, {}});
}

void DockerLogSource::onEnded(const QString& containerId, domain::LogsEnd end, const QByteArray& said,
                              const QByteArray& since)
{
    if (!m_runs.contains(containerId))
        return; // closed meanwhile
    const Run run = m_runs.take(containerId);
    if (!since.isEmpty())
        m_since.insert(containerId, since);
    // A client that complains and says 0 has not read the log to its end.
    if (!run.outcome.succeeded() || !complaint(said).isEmpty())
        end.error = dockerError(run.outcome, said);
    Q_EMIT attachEnded(containerId, end);
}

void DockerLogSource::close(const QString& containerId)
{
    if (m_runs.contains(containerId)) {
        const Run run = m_runs.take(containerId);
        run.host->cancel(run.id);
    }
    m_since.remove(containerId);
    onWorker([containerId](LogWorker& worker) { worker.close(containerId); });
}

void DockerLogSource::mark(const domain::LogMarker& marker, const QString& service, qint64 utcMs)
{
    onWorker([marker, service, utcMs](LogWorker& worker) { worker.mark(marker, service, utcMs); });
}

} // namespace ops::infra
