#include "main/console.h"

#include "infra/docker/docker_engine.h"
#include "infra/docker/docker_log_source.h"
#include "infra/host/docker_socket_host.h"
#include "infra/host/local_host.h"
#include "infra/host/ssh_forwarding.h"
#include "infra/host/ssh_host.h"
#include "infra/http/endpoint_probe.h"
#include "infra/http/listener_probe.h"
#include "infra/journal/journal_file.h"
#include "infra/keychain/keyring_secrets.h"
#include "infra/nats/command_link.h"
#include "infra/nats/halt_watch.h"
#include "infra/nats/telemetry_link.h"
#include "infra/search/log_search.h"
#include "infra/settings/config_directory.h"
#include "main/actor.h"
#include "main/log_limits.h"
#include "main/nats_forward.h"

#include <QJsonObject>

namespace ops::main {
namespace {

using namespace std::chrono_literals;

constexpr auto flowInterval = 50ms;
constexpr auto stateInterval = 250ms;
constexpr auto listenersInterval = 2000ms;
constexpr auto healthInterval = 250ms;
constexpr auto servicesInterval = 1s;
constexpr qsizetype mostEndpointText = 4096; // of an endpoint's answer, in a tool tip
constexpr int pastEntries = 500;             // of the journal, among the lines of logs

// What a health check found, as the third of a service's four levels.
domain::HealthLevel endpointLevel(const domain::HealthRecord& record)
{
    domain::HealthLevel level;
    switch (record.verdict.grade) {
    case domain::HealthGrade::Ok:
        level.grade = domain::LevelGrade::Ok;
        break;
    case domain::HealthGrade::Differs:
        level.grade = domain::LevelGrade::Degraded;
        break;
    case domain::HealthGrade::Failed:
        level.grade = domain::LevelGrade::Failed;
        break;
    case domain::HealthGrade::Unknown:
        break;
    }
    // All of a JSON answer, for the tool tip; its word is read from it.
    const bool isBody =
        record.verdict.actual.startsWith(QLatin1Char('{')) && record.verdict.output.size() <= mostEndpointText;
    level.value = isBody ? domain::oneLine(record.verdict.output, mostEndpointText) : record.verdict.actual;
    level.note = record.verdict.who;
    if (record.verdict.finding == domain::HealthFinding::NoHost) {
        level.gap = domain::LevelGap::NobodyToAsk; // and so it has no source
        return level;
    }
    if (level.value.isEmpty() && record.at)
        level.gap = domain::LevelGap::NoAnswer;
    level.source = record.check.url;
    level.latencyMs = record.latencyMs;
    level.at = record.at;
    level.maxAge = record.levelMaxAge();
    return level;
}

} // namespace

Console::Console(const base::Clock& clock, domain::Environment environment, domain::Runbook runbook,
                 const QString& stateDirectory, const HostMaker& makeHost, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_context{std::move(environment), std::move(runbook), currentActor(), &clock}
    , m_commandLink(std::make_unique<infra::CommandLink>(clock))
    , m_telemetryLink(std::make_unique<infra::TelemetryLink>(clock))
    , m_listenerProbe(std::make_unique<infra::ListenerProbe>(clock))
    , m_journalFile(std::make_unique<infra::JournalFile>(stateDirectory, clock))
    , m_journal(std::make_unique<app::JournalTee>(*m_journalFile))
    , m_secrets(std::make_unique<infra::KeyringSecrets>())
    , m_alarms(std::make_unique<app::AlarmController>(m_context, *m_journal))
    , m_links(std::make_unique<app::LinksController>(m_context, *m_commandLink, *m_telemetryLink, *m_listenerProbe,
                                                     *m_journal))
    , m_states(std::make_unique<app::TradingStateController>(m_context, *m_telemetryLink, *m_journal, *m_alarms))
    , m_commands(std::make_unique<app::CommandController>(m_context, *m_commandLink, *m_journal, *m_links, *m_states,
                                                          *m_alarms))
    , m_guard(std::make_unique<app::GuardController>(m_context, *m_commands, *m_links))
    , m_credentials(std::make_unique<app::CredentialsController>(m_context, *m_secrets, *m_links))
    , m_endpoints(std::make_unique<infra::EndpointProbe>(clock))
{
    makeHosts(makeHost);
    m_health = std::make_unique<app::HealthController>(m_context, *m_links, *m_hosts, *m_endpoints);
    makeServices();
    makeLogs();
    if (m_forwards) {
        m_natsForward = std::make_unique<NatsForward>(m_context, *m_forwards, *m_links, *m_credentials);
        connect(m_natsForward.get(), &NatsForward::serversChanged, this, &Console::startHealth);
        connect(m_guard.get(), &app::GuardController::lifted, m_natsForward.get(), &NatsForward::hurry);
    }
    infra::shareHaltWatch(*m_commandLink, *m_telemetryLink, m_context.runbook.halt.subject);
    m_flowTimer.setInterval(flowInterval);
    connect(&m_flowTimer, &QTimer::timeout, this, [this] {
        m_commands->tick();
        if (!m_commands->isTimeAwaited())
            m_flowTimer.stop();
    });
    connect(m_commands.get(), &app::CommandController::laddersChanged, &m_flowTimer, [this] {
        if (!m_flowTimer.isActive())
            m_flowTimer.start();
    });
    m_stateTimer.setInterval(stateInterval);
    connect(&m_stateTimer, &QTimer::timeout, m_states.get(), &app::TradingStateController::tick);
    m_listenersTimer.setInterval(listenersInterval);
    connect(&m_listenersTimer, &QTimer::timeout, m_links.get(), &app::LinksController::refreshListeners);
    m_healthTimer.setInterval(healthInterval);
    connect(&m_healthTimer, &QTimer::timeout, m_health.get(), &app::HealthController::tick);
}

Console::~Console()
{
    if (m_started)
        noteSession(domain::JournalEvent::SessionEnded);
}

void Console::start()
{
    m_started = true;
    bringPastActs();
    noteSession(domain::JournalEvent::SessionStarted);
    if (m_natsForward)
        m_natsForward->start();
    m_credentials->start();
    m_stateTimer.start();
    m_listenersTimer.start();
    // Where NATS is reached through a host, the checks begin when its address is known, or that there is none yet.
    if (!m_natsForward)
        startHealth();
    m_services->start();
    m_servicesTimer.start();
}

void Console::startHealth()
{
    m_health->start();
    m_healthTimer.start();
}

// What was done to this Titan in earlier sessions. A drill's Titan is another one each time.
void Console::bringPastActs()
{
    if (m_context.environment.kind == domain::EnvironmentKind::Drill)
        return;
    const auto bring = [this, session = m_clock.now().utcMs](QVector<domain::JournalEntry> entries) {
        entries.removeIf([this](const auto& entry) { return entry.record.environment != m_context.environment.name; });
        m_logFollow->notePast(entries, session);
    };
    connect(m_journal.get(), &app::JournalTee::loaded, m_logFollow.get(), bring, Qt::SingleShotConnection);
    m_journal->load(pastEntries);
}

void Console::makeHosts(const HostMaker& makeHost)
{
    m_here = std::make_unique<infra::LocalHost>(domain::HostConfig(), m_clock);
    m_hosts = std::make_unique<app::CommandHostsController>(m_context, *m_journal, *m_here);
    for (const domain::HostConfig& config : m_context.environment.hosts) {
        if (makeHost)
            m_hostPorts.push_back(makeHost(config));
        else if (config.kind == domain::HostKind::Ssh)
            m_hostPorts.push_back(makeSshHost(config));
        else
            m_hostPorts.push_back(std::make_unique<infra::LocalHost>(config, m_clock));
        m_hosts->addHost(config.name, *m_hostPorts.back());
    }
}

std::unique_ptr<app::CommandHostPort> Console::makeSshHost(const domain::HostConfig& config)
{
    auto host = std::make_unique<infra::SshHost>(config, m_clock);
    const bool leadsToNats = config.name == m_context.environment.natsThrough;
    if (!leadsToNats && config.dockerSocket.isEmpty())
        return host;
    auto forwards = std::make_shared<infra::SshForwarding>(*host);
    if (leadsToNats)
        m_forwards = forwards;
    if (config.dockerSocket.isEmpty())
        return host;
    return std::make_unique<infra::DockerSocketHost>(config.dockerSocket, std::move(host), std::move(forwards),
                                                     *m_here);
}

void Console::makeServices()
{
    std::vector<app::EnginePort*> engines;
    for (size_t i = 0; i < m_hostPorts.size(); ++i) {
        m_engines.push_back(
            std::make_unique<infra::DockerEngine>(m_context.environment.hosts[i].name, *m_hostPorts[i], m_clock));
        engines.push_back(m_engines.back().get());
    }
    QHash<QString, QString> serviceHosts;
    for (auto place = m_context.environment.serviceHosts.begin(); place != m_context.environment.serviceHosts.end();
         ++place)
        serviceHosts.insert(place.key(), place.value());
    m_services = std::make_unique<app::ServicesController>(m_context, engines, serviceHosts, *m_states);
    m_serviceActs = std::make_unique<app::ServiceActController>(m_context, *m_services, *m_states, *m_journal);
    connect(m_health.get(), &app::HealthController::endpointJudged, m_services.get(),
            [this](const QString& service, const domain::HealthRecord& record) {
                m_services->noteEndpoint(service, endpointLevel(record), record.check.id);
            });
    m_servicesTimer.setInterval(servicesInterval);
    connect(&m_servicesTimer, &QTimer::timeout, this, [this] {
        m_services->tick();
        m_serviceActs->tick();
    });
}

void Console::makeLogs()
{
    QHash<QString, app::CommandHostPort*> hosts;
    for (size_t i = 0; i < m_hostPorts.size(); ++i)
        hosts.insert(m_context.environment.hosts[i].name, m_hostPorts[i].get());
    const LogLimits limits = logLimits(infra::ConfigDirectory::defaultRoot());
    auto source = std::make_unique<infra::DockerLogSource>(hosts, limits.limits);
    app::LogHistoryPort& history = source->history();
    m_logSource = std::move(source);
    m_logFilterSearch = std::make_unique<infra::LogSearch>();
    m_logFindSearch = std::make_unique<infra::LogSearch>();
    m_logView = std::make_unique<app::LogViewController>(*m_logSource, *m_logFilterSearch, *m_logFindSearch);
    if (limits.problem)
        m_logView->noteProblem(*limits.problem);
    m_logFollow = std::make_unique<app::LogFollowController>(m_clock, *m_services, *m_logSource);
    m_logFollow->setTail(limits.tail);
    connect(m_journal.get(), &app::JournalTee::recorded, m_logFollow.get(), &app::LogFollowController::note);
    m_logHistory = std::make_unique<app::LogHistoryController>(*m_logFollow, history);
    connect(&history, &app::LogHistoryPort::frontChanged, m_logView.get(), &app::LogViewController::takeFront);
}

void Console::setServers(const QStringList& natsUrls, const QString& monitoringUrl)
{
    m_context.environment.natsUrls = natsUrls;
    m_context.environment.monitoringUrl = monitoringUrl;
}

void Console::setHealthUrls(const QMap<QString, QString>& urls)
{
    m_context.environment.healthUrls = urls;
}

void Console::noteSession(domain::JournalEvent event)
{
    domain::JournalRecord record;
    record.event = event;
    record.at = m_clock.now();
    record.environment = m_context.environment.name;
    record.actor = m_context.actor;
    record.fields.insert(QStringLiteral("version"), QStringLiteral(OPS_VERSION));
    record.fields.insert(QStringLiteral("kind"), domain::environmentKindWord(m_context.environment.kind));
    record.fields.insert(QStringLiteral("runbook"), m_context.runbook.id);
    if (!m_context.environment.natsThrough.isEmpty())
        record.fields.insert(QStringLiteral("natsThrough"), m_context.environment.natsThrough);
    m_journal->append(record);
}

} // namespace ops::main
