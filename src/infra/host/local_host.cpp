#include "infra/host/local_host.h"

#include "infra/host/local_run.h"

namespace ops::infra {

LocalHost::LocalHost(domain::HostConfig config, const base::Clock& clock, QObject* parent)
    : CommandHostPort(parent)
    , m_config(std::move(config))
    , m_clock(clock)
{
    m_status.host = m_config.name;
    m_status.phase = domain::HostPhase::Up;
    m_status.since = m_clock.now();
}

LocalHost::~LocalHost() = default;

domain::HostRunId LocalHost::run(const domain::HostCommand& command)
{
    const domain::HostRunId id{++m_lastId};
    domain::HostCommand here = command;
    if (here.workingDirectory.isEmpty())
        here.workingDirectory = m_config.workingDirectory;
    if (const auto checked = domain::checkHostCommand(here); !checked) {
        refuse(id, checked.error());
        return id;
    }
    auto run = std::make_unique<LocalRun>(m_spawner, here, m_clock);
    connect(run.get(), &LocalRun::started, this, [this, id](const base::Instant& at) { Q_EMIT started(id, at); });
    connect(run.get(), &LocalRun::outputArrived, this,
            [this, id](domain::OutputChannel channel, const QByteArray& bytes) {
                Q_EMIT outputArrived(id, channel, bytes);
            });
    connect(run.get(), &LocalRun::finished, this, [this, id](const domain::HostOutcome& outcome) {
        const auto found = m_runs.find(id.value);
        m_over.push_back(std::move(found->second)); // it is the sender
        m_runs.erase(found);
        QMetaObject::invokeMethod(
            this, [this] { m_over.clear(); }, Qt::QueuedConnection);
        Q_EMIT finished(id, outcome);
    });
    m_runs.insert({id.value, std::move(run)});
    return id;
}

void LocalHost::cancel(const domain::HostRunId& id)
{
    const auto found = m_runs.find(id.value);
    if (found != m_runs.end())
        found->second->cancel();
}

void LocalHost::refuse(const domain::HostRunId& id, const base::Error& error)
{
    QMetaObject::invokeMethod(
        this, [this, id, error] { Q_EMIT finished(id, domain::couldNotStart(error)); }, Qt::QueuedConnection);
}

} // namespace ops::infra
