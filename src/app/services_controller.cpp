#include "app/services_controller.h"

#include <algorithm>

namespace ops::app {
namespace {

std::vector<domain::WantedService> wantedServices(const domain::Runbook& runbook, const QString& firstHost,
                                                  const QHash<QString, QString>& serviceHosts)
{
    std::vector<domain::WantedService> wanted;
    for (const domain::RunbookService& service : runbook.services) {
        const bool hasEndpoint = std::any_of(
            runbook.healthEndpoints.begin(), runbook.healthEndpoints.end(),
            [&service](const domain::HealthEndpoint& endpoint) { return endpoint.service == service.name; });
        wanted.push_back({service, serviceHosts.value(service.name, firstHost), hasEndpoint});
    }
    return wanted;
}

} // namespace

ServicesController::ServicesController(const SessionContext& context, std::vector<EnginePort*> engines,
                                       const QHash<QString, QString>& serviceHosts, TradingStateController& states,
                                       QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_engines(std::move(engines))
    , m_states(states)
{
    QStringList hosts;
    for (EnginePort* engine : m_engines) {
        hosts << engine->host();
        listenTo(*engine);
    }
    QHash<QString, QString> directories;
    for (const domain::HostConfig& host : context.environment.hosts)
        directories.insert(host.name, host.workingDirectory);
    m_table =
        domain::startServiceTable(wantedServices(context.runbook, hosts.value(0), serviceHosts), hosts, directories);
    connect(&m_states, &TradingStateController::readingAccepted, this, &ServicesController::takeTrading);
    connect(&m_states, &TradingStateController::changed, this, &ServicesController::takeTrading);
    m_table = domain::onTradingStates(std::move(m_table), m_states.watch());
    m_rows = domain::serviceRows(m_table, m_context.clock->now());
}

void ServicesController::listenTo(EnginePort& engine)
{
    const QString host = engine.host();
    connect(&engine, &EnginePort::statusChanged, this, [this](const domain::EngineStatus& status) {
        m_table = domain::onEngineStatus(std::move(m_table), status);
        remake();
        Q_EMIT enginesChanged();
    });
    connect(&engine, &EnginePort::snapshotTaken, this, [this, host](const EngineSnapshot& snapshot) {
        m_table = domain::onLook(std::move(m_table), host, snapshot.containers, snapshot.at, snapshot.latencyMs);
        remake();
    });
    connect(
        &engine, &EnginePort::containerChanged, this,
        [this, host](const domain::Container& container, const domain::EngineEvent& event, const base::Instant& at) {
            m_table = domain::onContainerChanged(std::move(m_table), host, container, event, at);
            remake();
        });
    connect(&engine, &EnginePort::containerGone, this, [this, host](const QString& id) {
        m_table = domain::onContainerGone(std::move(m_table), host, id);
        remake();
    });
    connect(&engine, &EnginePort::loadTaken, this,
            [this, host](const QVector<domain::ContainerLoad>& loads, const base::Instant& at) {
                m_table = domain::onLoads(std::move(m_table), host, loads, at);
                remake();
            });
    connect(&engine, &EnginePort::tailRead, this, [this](quint64 token, const QByteArray& text) {
        if (const auto key = answeredBy(token))
            Q_EMIT tailRead(*key, text);
    });
    connect(&engine, &EnginePort::tailFailed, this, [this](quint64 token, const base::Error& error) {
        if (const auto key = answeredBy(token))
            Q_EMIT tailFailed(*key, error);
    });
}

void ServicesController::start()
{
    for (EnginePort* engine : m_engines)
        engine->follow();
}

void ServicesController::setWatched(bool watched)
{
    for (EnginePort* engine : m_engines)
        engine->setLoadWanted(watched);
}

const domain::ServiceRow* ServicesController::row(const QString& key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&key](const domain::ServiceRow& candidate) { return candidate.key == key; });
    return found == m_rows.end() ? nullptr : &*found;
}

std::vector<domain::EngineStatus> ServicesController::engines() const
{
    std::vector<domain::EngineStatus> statuses;
    for (const domain::HostContainers& host : m_table.hosts)
        statuses.push_back(host.engine);
    return statuses;
}

std::vector<ServicesController::Doubt> ServicesController::doubts() const
{
    std::vector<Doubt> all;
    for (const domain::HostContainers& host : m_table.hosts)
        if (domain::ProjectChoice choice = domain::chooseProject(m_table.wanted, host); !choice.certain)
            all.push_back({host.engine.host, std::move(choice)});
    return all;
}

EnginePort* ServicesController::engine(const QString& host) const
{
    const auto found = std::find_if(m_engines.begin(), m_engines.end(),
                                    [&host](const EnginePort* engine) { return engine->host() == host; });
    return found == m_engines.end() ? nullptr : *found;
}

// Whose newest question that answers: two of them may end in either order, and the older one may be about a container
// that is no more.
std::optional<QString> ServicesController::answeredBy(quint64 token)
{
    const auto asked = m_tails.constFind(token);
    if (asked == m_tails.constEnd())
        return std::nullopt;
    const QString key = m_tails.take(token);
    return m_newestTails.value(key) == token ? std::optional(key) : std::nullopt;
}

void ServicesController::readTail(const QString& key)
{
    const domain::ServiceRow* wanted = row(key);
    EnginePort* from = wanted != nullptr ? engine(wanted->host) : nullptr;
    if (from == nullptr || !wanted->container) {
        Q_EMIT tailFailed(key, {base::ErrorCode::NotFound, {}, wanted != nullptr ? wanted->name : key});
        return;
    }
    const quint64 token = m_nextTail++;
    m_tails.insert(token, key);
    m_newestTails.insert(key, token);
    from->readTail(wanted->container->id, tailLines, token);
}

void ServicesController::noteEndpoint(const QString& service, const domain::HealthLevel& level, const QString& check)
{
    m_table = domain::onEndpointLevel(std::move(m_table), service, level, check);
    remake();
}

void ServicesController::tick()
{
    remake();
    m_table = domain::noteHistories(std::move(m_table), m_rows, m_context.clock->now());
}

void ServicesController::takeTrading()
{
    // Heartbeats come many times a second and mostly say the same again: how old that is, the next tick tells.
    const bool news = !domain::saysTheSame(m_table.trading, m_states.watch().services);
    m_table = domain::onTradingStates(std::move(m_table), m_states.watch());
    if (news)
        remake();
}

void ServicesController::remake()
{
    std::vector<domain::ServiceRow> rows = domain::serviceRows(m_table, m_context.clock->now());
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    Q_EMIT rowsChanged();
}

} // namespace ops::app
