#include "infra/host/ssh_host.h"

#include "infra/host/ssh_run.h"

#include <algorithm>

namespace ops::infra {
namespace {

// sshd's MaxSessions is 10 by default, and the connection's own session is one of them.
constexpr size_t sessionsPerConnection = 8;

} // namespace

SshHost::SshHost(const domain::HostConfig& config, const base::Clock& clock, const SshSettings& settings,
                 QObject* parent)
    : CommandHostPort(parent)
    , m_config(config)
    , m_clock(clock)
    , m_settings(settings)
    , m_sessionsPerLane(sessionsPerConnection)
{
    addLane();
}

SshHost::~SshHost() = default;

void SshHost::addLane()
{
    Lane lane;
    const QByteArray name = QByteArray::number(static_cast<qulonglong>(m_lanes.size()));
    lane.master = std::make_unique<SshMaster>(m_config, m_settings, m_directory, name, m_spawner, m_clock);
    const SshMaster* master = lane.master.get();
    const bool isFirst = m_lanes.empty();
    connect(master, &SshMaster::statusChanged, this, [this, master, isFirst](const domain::HostStatus& status) {
        if (isFirst)
            Q_EMIT statusChanged(status);
        serve(master);
    });
    m_lanes.push_back(std::move(lane));
}

size_t SshHost::chooseLane()
{
    for (size_t index = 0; index < m_lanes.size(); ++index)
        if (m_lanes[index].runs.size() < m_sessionsPerLane)
            return index;
    addLane();
    return m_lanes.size() - 1;
}

domain::HostRunId SshHost::run(const domain::HostCommand& command)
{
    const domain::HostRunId id{++m_lastId};
    domain::HostCommand there = command;
    if (there.workingDirectory.isEmpty())
        there.workingDirectory = m_config.workingDirectory;
    if (const auto checked = domain::checkHostCommand(there); !checked) {
        QMetaObject::invokeMethod(
            this, [this, id, error = checked.error()] { Q_EMIT finished(id, domain::couldNotStart(error)); },
            Qt::QueuedConnection);
        return id;
    }
    auto run = std::make_unique<SshRun>(m_config, there, m_clock);
    connect(run.get(), &SshRun::started, this, [this, id](const base::Instant& at) { Q_EMIT started(id, at); });
    connect(run.get(), &SshRun::outputArrived, this,
            [this, id](domain::OutputChannel channel, const QByteArray& bytes) {
                Q_EMIT outputArrived(id, channel, bytes);
            });
    connect(run.get(), &SshRun::finished, this,
            [this, id](const domain::HostOutcome& outcome) { onFinished(id.value, outcome); });
    connect(run.get(), &SshRun::refused, this, [this, id](const base::Error& error) { onRefused(id.value, error); });
    m_runs.insert({id.value, std::move(run)});
    place(id.value);
    return id;
}

void SshHost::place(quint64 id)
{
    Lane& lane = m_lanes[chooseLane()];
    lane.runs.push_back(id);
    m_runs.at(id)->setAlone(m_sessionsPerLane == 1);
    QMetaObject::invokeMethod(
        this,
        [this, master = lane.master.get()] {
            master->connectNow();
            serve(master);
        },
        Qt::QueuedConnection);
}

void SshHost::onRefused(quint64 id, const base::Error& error)
{
    size_t others = 0; // in the lane that has no room for it
    for (Lane& lane : m_lanes)
        if (std::erase(lane.runs, id) > 0)
            others = lane.runs.size();
    m_sessionsPerLane = std::clamp<size_t>(others, 1, m_sessionsPerLane);
    SshRun& run = *m_runs.at(id);
    if (run.isAlone()) // there is no room for anything
        run.giveUp(error);
    else
        place(id);
}

void SshHost::cancel(const domain::HostRunId& id)
{
    const auto found = m_runs.find(id.value);
    if (found != m_runs.end())
        found->second->cancel();
}

void SshHost::serve(const SshMaster* master)
{
    const domain::HostStatus status = master->status();
    if (!status.up() && status.phase != domain::HostPhase::Down)
        return;
    std::vector<quint64> ids; // a copy: a run that fails leaves the lane, and may bring another
    for (const Lane& lane : m_lanes)
        if (lane.master.get() == master)
            ids = lane.runs;
    for (const quint64 id : ids) {
        const auto found = m_runs.find(id);
        if (found == m_runs.end() || !found->second->isWaiting())
            continue;
        if (status.up())
            found->second->begin(*master, m_spawner);
        else
            found->second->giveUp(*status.error);
    }
}

void SshHost::onFinished(quint64 id, const domain::HostOutcome& outcome)
{
    for (Lane& lane : m_lanes)
        lane.runs.erase(std::remove(lane.runs.begin(), lane.runs.end(), id), lane.runs.end());
    const auto found = m_runs.find(id);
    m_over.push_back(std::move(found->second)); // it is the sender
    m_runs.erase(found);
    QMetaObject::invokeMethod(
        this, [this] { m_over.clear(); }, Qt::QueuedConnection);
    Q_EMIT finished({id}, outcome);
}

} // namespace ops::infra
