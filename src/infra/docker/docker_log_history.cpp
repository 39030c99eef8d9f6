#include "infra/docker/docker_log_history.h"

#include "infra/docker/docker_commands.h"
#include "infra/docker/docker_error.h"

#include <algorithm>
#include <iterator>

namespace ops::infra {

DockerLogHistory::DockerLogHistory(const QHash<QString, app::CommandHostPort*>& hosts, LogHistoryWorker& worker,
                                   QObject* parent)
    : LogHistoryPort(parent)
    , m_hosts(hosts)
    , m_worker(worker)
{
    const auto current = [this](quint64 load) { return m_loading && load == m_load; };
    connect(&m_worker, &LogHistoryWorker::planned, this,
            [this, current](quint64 load, const QVector<LogHistoryAsk>& asks) {
                if (current(load))
                    onPlanned(asks);
            });
    connect(&m_worker, &LogHistoryWorker::read, this,
            [this, current](quint64 load, const QString& containerId, const QByteArray& said) {
                if (current(load))
                    onRead(containerId, said);
            });
    connect(&m_worker, &LogHistoryWorker::progressed, this,
            [this, current](quint64 load, qint64 rows, domain::LogTime earliest) {
                if (current(load))
                    Q_EMIT progressed(rows, earliest);
            });
    connect(&m_worker, &LogHistoryWorker::frontChanged, this, &DockerLogHistory::frontChanged);
    connect(&m_worker, &LogHistoryWorker::done, this, [this, current](quint64 load, const app::LogHistoryEnd& end) {
        if (current(load))
            onDone(end);
    });
    for (app::CommandHostPort* host : std::as_const(m_hosts))
        listenTo(*host);
}

DockerLogHistory::~DockerLogHistory()
{
    for (app::CommandHostPort* host : std::as_const(m_hosts))
        host->disconnect(this);
    cancelRuns();
}

template <class Act>
void DockerLogHistory::onWorker(Act act)
{
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, act] { act(*worker); }, Qt::QueuedConnection);
}

void DockerLogHistory::listenTo(app::CommandHostPort& host)
{
    connect(&host, &app::CommandHostPort::outputArrived, this,
            [this, &host](const domain::HostRunId& id, domain::OutputChannel channel, const QByteArray& bytes) {
                if (const Run* run = find(host, id))
                    onWorker([load = m_load, container = run->container.id, channel, bytes](LogHistoryWorker& worker) {
                        worker.take(load, container, channel, bytes);
                    });
            });
    connect(&host, &app::CommandHostPort::finished, this,
            [this, &host](const domain::HostRunId& id, const domain::HostOutcome& outcome) {
                Run* run = find(host, id);
                if (run == nullptr)
                    return;
                run->outcome = outcome;
                run->over = true;
                onWorker([load = m_load, container = run->container.id](LogHistoryWorker& worker) {
                    worker.end(load, container);
                });
            });
}

DockerLogHistory::Run* DockerLogHistory::find(const app::CommandHostPort& host, const domain::HostRunId& id)
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [&](const Run& run) { return run.host == &host && run.id == id && !run.over; });
    return found == m_runs.end() ? nullptr : &*found;
}

void DockerLogHistory::load(const QVector<app::LogContainer>& containers)
{
    if (m_loading)
        return;
    m_loading = true;
    ++m_load;
    m_failed.clear();
    m_gone.clear();
    m_problems.clear();
    onWorker([load = m_load, containers](LogHistoryWorker& worker) { worker.begin(load, containers); });
}

void DockerLogHistory::onPlanned(const QVector<LogHistoryAsk>& asks)
{
    m_waiting = {};
    m_waiting.append(asks);
    m_runs.clear();
    askNext();
}

void DockerLogHistory::askNext()
{
    while (!m_waiting.isEmpty() && m_runs.size() < atOnce) {
        const LogHistoryAsk ask = m_waiting.dequeue();
        app::CommandHostPort* const host = m_hosts.value(ask.container.host);
        if (host == nullptr) {
            leaveOut(ask.container, {base::ErrorCode::Unavailable, QStringLiteral("no such command host"), QString()});
            continue;
        }
        const domain::HostRunId id =
            host->run(historyCommand(ask.container.host, ask.container.id, ask.since, ask.until));
        m_runs.append({host, id, ask.container, {}, false});
    }
    if (m_runs.isEmpty())
        onWorker([load = m_load, failed = m_failed, gone = m_gone](LogHistoryWorker& worker) {
            worker.finish(load, failed, gone);
        });
}

void DockerLogHistory::onRead(const QString& containerId, const QByteArray& said)
{
    const auto run = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                  [&](const Run& each) { return each.container.id == containerId && each.over; });
    if (run == m_runs.cend())
        return;
    const Run over = m_runs.takeAt(std::distance(m_runs.cbegin(), run));
    // A client that complains and says 0 has not read the log to its end.
    if (!over.outcome.succeeded() || !complaint(said).isEmpty())
        leaveOut(over.container, dockerError(over.outcome, said));
    askNext();
}

void DockerLogHistory::leaveOut(const app::LogContainer& container, base::Error error)
{
    m_failed.insert(container.id);
    if (error.code == base::ErrorCode::NotFound)
        m_gone.insert(container.id);
    error.subject =
        container.host.isEmpty() ? container.service : container.service + QStringLiteral("@") + container.host;
    m_problems.push_back(std::move(error));
}

void DockerLogHistory::onDone(app::LogHistoryEnd end)
{
    m_loading = false;
    end.problems.insert(end.problems.end(), m_problems.begin(), m_problems.end());
    Q_EMIT ended(end);
}

void DockerLogHistory::cancel()
{
    if (!m_loading)
        return;
    m_loading = false;
    cancelRuns();
    onWorker([load = m_load](LogHistoryWorker& worker) { worker.drop(load); });
}

void DockerLogHistory::cancelRuns()
{
    m_waiting.clear();
    for (const Run& run : std::exchange(m_runs, {}))
        if (!run.over)
            run.host->cancel(run.id);
}

void DockerLogHistory::letGo()
{
    onWorker([](LogHistoryWorker& worker) { worker.letGo(); });
}

} // namespace ops::infra
