#include "sim/stack.h"

#include "base/json_text.h"
#include "sim/ordered_json.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ops::sim {
namespace {

constexpr int startRetryMs = 100;
constexpr int drainPollMs = 5;
constexpr qint64 drainNs = 800'000'000;
constexpr int crashExitCode = 3;

Subjects subjectsFor(const Options& options)
{
    Subjects subjects = subjectsOf(options.behaviour);
    if (!options.haltSubject.isEmpty())
        subjects.halt = options.haltSubject;
    return subjects;
}

QByteArray errorJson(const base::Error& error)
{
    const QString text = error.subject.isEmpty() ? error.detail : error.subject + QStringLiteral(": ") + error.detail;
    return OrderedJson().add("ok", false).add("error", text).bytes();
}

} // namespace

Stack::Stack(const Options& options, const base::Clock& clock, LogWriter& log, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_clock(clock)
    , m_log(log)
    , m_subjects(subjectsFor(options))
    , m_storm(clock, log)
    , m_infrastructure(playedInfrastructure(options.behaviour))
    , m_flow(initialFlow(options.seed))
{
    for (const Role role : m_options.roles) {
        auto made = std::make_unique<Service>(role, Service::Surroundings{m_options, m_subjects, m_clock, m_log});
        connect(made.get(), &Service::policyChanged, this, &Stack::publishPolicy);
        connect(made.get(), &Service::flattenRequested, this,
                [this] { emitFlow(flowFlatten(m_flow, nowMs(), m_subjects)); });
        m_services.push_back(std::move(made));
    }
    connect(&m_control, &NatsLink::messageArrived, this, &Stack::onControl);
    connect(&m_control, &NatsLink::errorReported, this,
            [this](const QString& text) { m_log.write(true, "[sim] control connection: " + text.toUtf8() + '\n'); });
    connect(&m_flowTimer, &QTimer::timeout, this, &Stack::flowBeat);
    connect(&m_secondTimer, &QTimer::timeout, this, &Stack::secondBeat);
    connect(&m_fiveSecondTimer, &QTimer::timeout, this, &Stack::fiveSecondBeat);
    m_flowTimer.setTimerType(Qt::PreciseTimer);
    m_secondTimer.setTimerType(Qt::PreciseTimer);
    m_fiveSecondTimer.setTimerType(Qt::PreciseTimer);
}

Stack::~Stack() = default;

void Stack::start()
{
    m_startDeadlineNs = m_clock.now().monoNs + static_cast<qint64>(m_options.connectTimeoutMs) * 1'000'000;
    tryStart();
}

void Stack::tryStart()
{
    while (m_nextToStart < m_services.size()) {
        const auto started = m_services[m_nextToStart]->start();
        if (started) {
            ++m_nextToStart;
            continue;
        }
        const base::Error& error = started.error();
        if (error.code == base::ErrorCode::Busy)
            return Q_EMIT failed(
                QStringLiteral("%1: %2; give another port, or 0 for a free one").arg(error.subject, error.detail));
        if (error.code == base::ErrorCode::AuthFailed)
            return Q_EMIT failed(
                QStringLiteral("%1: %2; check --user and TITAN_SIM_PASSWORD").arg(error.subject, error.detail));
        if (m_clock.now().monoNs >= m_startDeadlineNs)
            return Q_EMIT failed(
                QStringLiteral("no NATS server at %1 within %2 s (%3); start nats-server, or give --nats URL")
                    .arg(error.subject)
                    .arg(m_options.connectTimeoutMs / 1000.0)
                    .arg(error.detail));
        QTimer::singleShot(startRetryMs, this, &Stack::tryStart);
        return;
    }
    openControl();
    if (!openFront())
        return;
    setRate(m_options.rate);
    m_secondTimer.start(1000);
    m_fiveSecondTimer.start(5000);
    Q_EMIT ready();
    secondBeat();
    fiveSecondBeat();
}

void Stack::openControl()
{
    if (m_options.controlSubject.isEmpty())
        return;
    auto opened = m_control.open({m_options.natsUrls, QStringLiteral("titan-sim"), m_options.user, m_options.password});
    if (opened)
        opened = m_control.subscribe(m_options.controlSubject);
    if (!opened)
        m_log.write(true, "[sim] no control subject: " + base::toLogLine(opened.error()).toUtf8() + '\n');
    m_control.flush(1000);
}

bool Stack::openFront()
{
    for (PlayedService& each : m_infrastructure) {
        each.up = true;
        each.startedMs = nowMs();
    }
    if (m_options.frontSocket.isEmpty())
        return true;
    m_front = std::make_unique<FrontServer>([this] { return look(); },
                                            [this](FrontAct what, const QString& name) { act(what, name); },
                                            [this] { return nowMs(); });
    for (const auto& each : m_services) {
        const QString container = playedService(m_options.behaviour, each->role()).container;
        connect(each.get(), &Service::logged, m_front.get(), [this, container](bool toStderr, const QByteArray& lines) {
            m_front->addLog(container, toStderr, lines);
        });
    }
    if (m_front->listen(m_options.frontSocket))
        return true;
    Q_EMIT failed(QStringLiteral("front socket %1: %2").arg(m_options.frontSocket, m_front->errorText()));
    return false;
}

std::vector<PlayedService> Stack::look() const
{
    std::vector<PlayedService> services = m_infrastructure;
    // The server is real: it is up when it answers.
    services.front().up = services.front().up && (m_control.isConnected() || m_options.controlSubject.isEmpty());
    for (const auto& each : m_services) {
        PlayedService service = playedService(m_options.behaviour, each->role());
        service.up = each->isUp();
        service.startedMs = each->startedMs();
        service.unhealthy = !each->state().faults.sickWord.isEmpty();
        service.port = each->httpPort();
        services.push_back(service);
    }
    services.insert(services.end(), m_crowd.begin(), m_crowd.end());
    return services;
}

void Stack::act(FrontAct what, const QString& container)
{
    for (auto* list : {&m_infrastructure, &m_crowd})
        for (PlayedService& each : *list) {
            if (each.container != container)
                continue;
            const bool wasUp = std::exchange(each.up, what != FrontAct::Stop);
            if (each.up && (!wasUp || what == FrontAct::Restart))
                each.startedMs = nowMs();
            return;
        }
    for (const auto& each : m_services) {
        if (playedService(m_options.behaviour, each->role()).container != container)
            continue;
        if (what == FrontAct::Restart)
            each->restart();
        else if (what == FrontAct::Stop)
            each->end();
        else if (const auto started = each->isUp() ? base::Result<void>() : each->start(); !started)
            m_log.write(true, "[sim] " + container.toUtf8() +
                                  " does not start: " + base::toLogLine(started.error()).toUtf8() + '\n');
    }
}

base::Result<void> Stack::setEngine(const QString& word)
{
    if (!m_front)
        return base::Error{base::ErrorCode::Unavailable, QStringLiteral("no --front-socket was given"), word};
    m_front->setEngine(word == QLatin1String("gone")     ? FrontServer::Engine::Gone
                       : word == QLatin1String("frozen") ? FrontServer::Engine::Frozen
                                                         : FrontServer::Engine::Running);
    return {};
}

void Stack::setCrowd(int count)
{
    m_crowd.resize(std::min(m_crowd.size(), static_cast<size_t>(count)));
    while (m_crowd.size() < static_cast<size_t>(count)) {
        m_crowd.push_back(playedGuest(static_cast<int>(m_crowd.size()) + 1));
        m_crowd.back().up = true;
        m_crowd.back().startedMs = nowMs();
    }
}

Service* Stack::service(Role role) const
{
    for (const auto& each : m_services)
        if (each->role() == role)
            return each.get();
    return nullptr;
}

QByteArray Stack::readyLine() const
{
    QByteArray names;
    for (const auto& each : m_services)
        names += (names.isEmpty() ? "" : ",") + base::jsonString(roleInfo(each->role()).service);
    OrderedJson json;
    json.add("pid", QCoreApplication::applicationPid())
        .add("behaviour", behaviourWord(m_options.behaviour))
        .addRaw("roles", "[" + names + "]");
    const std::pair<const char*, Role> ports[] = {
        {"brainPort", Role::Brain}, {"consolePort", Role::Console}, {"executionPort", Role::Execution}};
    for (const auto& [key, role] : ports)
        if (const Service* each = service(role))
            json.add(key, static_cast<int>(each->httpPort()));
    return "READY " + json.bytes() + '\n';
}

QByteArray Stack::takeFaultLine(const QByteArray& line)
{
    const auto command = parseFault(line);
    if (!command)
        return "ERROR " + errorJson(command.error()) + '\n';
    if (command->kind == FaultKind::Status)
        return "STATUS " + statusJson() + '\n';
    if (const auto done = carryOut(*command); !done)
        return "ERROR " + errorJson(done.error()) + '\n';
    return "OK " + OrderedJson().add("ok", true).add("fault", QString::fromUtf8(line.trimmed())).bytes() + '\n';
}

void Stack::onControl(const IncomingMessage& message)
{
    const auto command = parseFault(message.payload);
    const auto answer = [&](const QByteArray& json) {
        if (!message.reply.isEmpty())
            m_control.publish(message.reply, json);
    };
    if (!command)
        return answer(errorJson(command.error()));
    // Several practice stacks may share a server: a fault for a role that another one plays is not ours to answer.
    if (!plays(*command))
        return;
    if (command->kind == FaultKind::Status)
        return answer(statusJson());
    if (command->kind == FaultKind::Crash || command->kind == FaultKind::Quit) {
        answer(OrderedJson().add("ok", true).bytes()); // afterwards there may be nobody left to answer
        m_control.flush(200);
        (void)carryOut(*command).ok();
        return;
    }
    const auto done = carryOut(*command);
    answer(done ? OrderedJson().add("ok", true).bytes() : errorJson(done.error()));
}

bool Stack::plays(const FaultCommand& command) const
{
    return !command.role || service(*command.role) != nullptr;
}

base::Result<void> Stack::carryOut(const FaultCommand& command)
{
    if (!plays(command))
        return base::Error{base::ErrorCode::NotFound, QStringLiteral("not played by this titan-sim"),
                           roleInfo(*command.role).service};
    switch (command.kind) {
    case FaultKind::Quiet:
    case FaultKind::Trade:
        m_tradeWanted = command.kind == FaultKind::Trade;
        return {};
    case FaultKind::Rate:
        setRate(command.rate);
        return {};
    case FaultKind::Script:
        return runScript(command);
    case FaultKind::Engine:
        return setEngine(command.word);
    case FaultKind::Crowd:
        setCrowd(command.number);
        return {};
    case FaultKind::Quit:
        QMetaObject::invokeMethod(this, &Stack::shutDown, Qt::QueuedConnection);
        return {};
    default:
        break;
    }
    for (const auto& each : m_services) {
        if (command.role && *command.role != each->role())
            continue;
        if (command.kind == FaultKind::Storm)
            m_storm.add(*each, command.number, command.perSecond);
        else
            each->applyFault(command);
    }
    if (command.kind == FaultKind::Crash && !command.role) {
        m_control.close();
        Q_EMIT finished(crashExitCode);
    }
    return {};
}

base::Result<void> Stack::runScript(const FaultCommand& command)
{
    if (!m_control.isConnected())
        return base::Error{base::ErrorCode::LinkDown, QStringLiteral("no server to send to"), m_subjects.halt};
    OrderedJson message;
    message.add("state", command.word).add("reason", QStringLiteral("Sent by a script"));
    if (!command.sender.isEmpty())
        message.add("operator", command.sender);
    m_control.publish(m_subjects.halt, message.add("timestamp", nowMs() / 1000).bytes());
    m_control.flush(200);
    return {};
}

QByteArray Stack::statusJson() const
{
    OrderedJson services;
    for (const auto& each : m_services) {
        const CoreState& state = each->state();
        services.addRaw(roleInfo(each->role()).service.toUtf8().constData(),
                        OrderedJson()
                            .add("up", each->isUp())
                            .add("state", domain::tradingStateWord(state.trading))
                            .add("reason", state.reason)
                            .add("slowMs", state.faults.slowMs)
                            .add("deaf", state.faults.deaf)
                            .add("malformed", state.faults.malformed)
                            .add("lying", state.faults.lying)
                            .add("sick", state.faults.sickWord)
                            .bytes());
    }
    return OrderedJson()
        .add("ok", true)
        .add("behaviour", behaviourWord(m_options.behaviour))
        .add("trading", m_tradeWanted)
        .add("rate", m_rate)
        .add("orders", m_flow.orders)
        .add("fills", m_flow.fills)
        .add("rejects", m_flow.rejects)
        .add("positions", static_cast<qint64>(m_flow.positions.size()))
        .addRaw("services", services.bytes())
        .bytes();
}

void Stack::setRate(double rate)
{
    m_rate = rate;
    if (rate <= 0)
        m_flowTimer.stop();
    else
        m_flowTimer.start(std::max(1, static_cast<int>(std::lround(1000 / rate))));
}

void Stack::flowBeat()
{
    const Service* engine = service(Role::Execution);
    if (engine == nullptr || !engine->isUp())
        return;
    emitFlow(flowTick(std::move(m_flow), {engine->state().trading, engine->state().armed, m_tradeWanted, nowMs()},
                      m_subjects));
}

void Stack::emitFlow(FlowStep step)
{
    m_flow = std::move(step.state);
    Service* engine = service(Role::Execution);
    if (engine == nullptr)
        return;
    for (const FlowMessage& message : step.messages) {
        engine->publish({message.subject, message.payload});
        const QJsonObject fields{{QStringLiteral("subject"), message.subject}};
        if (message.kind == FlowKind::Reject)
            engine->log(LogLevel::Warn, QStringLiteral("intent rejected"), fields);
        else
            engine->log(LogLevel::Info,
                        message.kind == FlowKind::Order ? QStringLiteral("order placed")
                                                        : QStringLiteral("order filled"),
                        fields);
    }
}

void Stack::secondBeat()
{
    for (const auto& each : m_services)
        each->beat();
    Service* brain = service(Role::Brain);
    if (brain == nullptr || !brain->isUp())
        return;
    const qint64 now = nowMs();
    if (m_dashboardMs < 0 || now - m_dashboardMs >= dashboardCacheMs(m_options.behaviour)) {
        m_dashboard = dashboard(brain->config(), brain->state(), m_flow, m_subjects, now, brain->startedMs()).payload;
        m_dashboardMs = now;
    }
    brain->publish({m_subjects.dashboard, m_dashboard});
}

void Stack::fiveSecondBeat()
{
    for (const auto& each : m_services)
        each->beatSlowly();
    publishPolicy();
    Service* engine = service(Role::Execution);
    if (engine != nullptr && engine->isUp() && m_options.behaviour == Behaviour::Feb16)
        engine->publish(truthSnapshot(m_flow, nowMs()));
}

void Stack::publishPolicy()
{
    Service* brain = service(Role::Brain);
    if (brain != nullptr && brain->isUp())
        brain->publish(policyMessage(brain->config(), brain->state(), m_subjects, nowMs()));
}

void Stack::shutDown()
{
    if (m_drainDeadlineNs != 0)
        return;
    for (QTimer* timer : {&m_flowTimer, &m_secondTimer, &m_fiveSecondTimer})
        timer->stop();
    m_storm.stop();
    for (const auto& each : m_services)
        each->stop();
    if (m_control.isConnected())
        m_control.startDrain();
    else
        m_control.close();
    m_drainDeadlineNs = m_clock.now().monoNs + drainNs;
    awaitDrained();
}

void Stack::awaitDrained()
{
    const bool drained = m_control.isClosed() && std::all_of(m_services.begin(), m_services.end(),
                                                             [](const auto& each) { return each->isStopped(); });
    if (drained || m_clock.now().monoNs >= m_drainDeadlineNs)
        return Q_EMIT finished(0);
    QTimer::singleShot(drainPollMs, this, &Stack::awaitDrained);
}

} // namespace ops::sim
