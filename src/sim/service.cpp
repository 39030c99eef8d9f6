#include "sim/service.h"

#include "sim/jetstream_setup.h"
#include "sim/ordered_json.h"

#include <QTimer>
#include <QUuid>

namespace ops::sim {
namespace {

constexpr int restartMs = 500;
constexpr int retryMs = 100;
constexpr int flushMs = 1000;
constexpr QLatin1String ackPrefix("$JS.ACK.");

} // namespace

Service::Service(Role role, Surroundings surroundings, QObject* parent)
    : QObject(parent)
    , m_config{surroundings.options.behaviour, role}
    , m_in(surroundings)
    , m_lock(role == Role::Execution && surroundings.options.behaviour != Behaviour::Runbook
                 ? surroundings.options.stateDir
                 : QString())
{
    m_state.armed = !m_in.options.disarmed;
    connect(&m_link, &NatsLink::messageArrived, this, &Service::onMessage);
    connect(&m_link, &NatsLink::errorReported, this,
            [this](const QString& text) { log(LogLevel::Error, QStringLiteral("NATS: %1").arg(text)); });
    connect(&m_link, &NatsLink::connectionLost, this, [this] {
        if (m_up) // not while we are leaving ourselves
            log(LogLevel::Warn, QStringLiteral("Lost the connection to NATS"));
    });
    connect(&m_link, &NatsLink::connectionRestored, this, [this] {
        log(LogLevel::Info, QStringLiteral("Reconnected to NATS"));
        pullRiskCommands();
    });
}

base::Result<void> Service::start()
{
    ++m_life;
    const Options& options = m_in.options;
    if (const auto opened = m_link.open(
            {options.natsUrls, clientName(options.behaviour, m_config.role), options.user, options.password});
        !opened)
        return opened.error();
    if (const auto listening = listenHttp(); !listening) {
        m_link.close();
        return listening.error();
    }
    m_startedMs = m_in.clock.now().utcMs;
    m_health.reset();
    // The runbook's services keep their state over a restart; the public engine knows only its lock file.
    domain::TradingState initial = options.initialState;
    if (m_startedBefore)
        initial = options.behaviour == Behaviour::Runbook ? m_state.trading : domain::TradingState::Open;
    m_startedBefore = true;
    m_up = true;
    handle(event::Started{initial, m_lock.read()});
    setUpJetStream();
    if (const auto subscribed = subscribeAll(); !subscribed)
        log(LogLevel::Error,
            QStringLiteral("NATS: cannot subscribe %1: %2").arg(subscribed.error().subject, subscribed.error().detail));
    m_link.flush(flushMs);
    return {};
}

base::Result<void> Service::subscribeAll()
{
    for (const QString& subject : subscriptionsOf(m_config, m_in.subjects))
        if (!(m_state.faults.deaf && subject == m_in.subjects.halt))
            if (const auto subscribed = m_link.subscribe(subject); !subscribed)
                return subscribed.error();
    return {};
}

std::optional<quint16> Service::wantedPort() const
{
    if (m_httpPort != 0) // a restarted service comes back where it was
        return m_httpPort;
    switch (m_config.role) {
    case Role::Brain:
        return m_in.options.brainPort;
    case Role::Console:
        return m_in.options.consolePort;
    case Role::Execution:
        return m_in.options.executionPort;
    default:
        return std::nullopt;
    }
}

base::Result<void> Service::listenHttp()
{
    const auto port = wantedPort();
    if (!port)
        return {};
    m_http = std::make_unique<HttpServer>(
        [this](const QByteArray& method, const QByteArray& path) { return answer(method, path); },
        [this] { return m_state.faults.slowMs; });
    if (!m_http->listen(m_in.options.bind, *port)) {
        const QString detail = m_http->errorText();
        m_http.reset();
        return base::Error{base::ErrorCode::Busy, detail,
                           QStringLiteral("%1 HTTP port %2").arg(roleInfo(m_config.role).service).arg(*port)};
    }
    m_httpPort = m_http->port();
    return {};
}

HttpReply Service::answer(const QByteArray& method, const QByteArray& path)
{
    const qint64 now = m_in.clock.now().utcMs;
    HttpReply fresh = answerHttp(m_config, m_state, {m_link.isConnected(), now, m_startedMs}, method, path);
    const qint64 cacheMs = healthCacheMs(m_config);
    if (cacheMs == 0 || path != "/health" || method != "GET")
        return fresh;
    if (!m_health || now - m_healthMs >= cacheMs) {
        m_health = fresh;
        m_healthMs = now;
    }
    return *m_health;
}

void Service::crash()
{
    if (m_up)
        writeLines(true, crashTrace(m_config.role));
    end();
}

void Service::end()
{
    ++m_life;
    if (!m_up)
        return;
    m_up = false;
    m_http.reset();
    m_link.close();
}

void Service::restart()
{
    if (m_up) {
        log(LogLevel::Info, QStringLiteral("Restarting"));
        m_up = false;
        m_http.reset();
        m_link.close();
    }
    const quint64 life = ++m_life;
    const auto comeBack = [this, life](auto&& self, int delay) -> void {
        QTimer::singleShot(delay, this, [this, life, self] {
            if (life != m_life)
                return;
            const auto started = start();
            if (started)
                return;
            m_in.log.write(true, "[sim] " + roleInfo(m_config.role).service.toUtf8() +
                                     " cannot come back yet: " + base::toLogLine(started.error()).toUtf8() + '\n');
            m_life = life;
            self(self, retryMs);
        });
    };
    comeBack(comeBack, restartMs);
}

void Service::stop()
{
    ++m_life;
    m_up = false;
    m_http.reset();
    if (m_link.isConnected())
        m_link.startDrain();
    else
        m_link.close();
}

void Service::applyFault(const FaultCommand& command)
{
    switch (command.kind) {
    case FaultKind::Crash:
        return crash();
    case FaultKind::Restart:
        return restart();
    default:
        break;
    }
    const bool wasDeaf = m_state.faults.deaf;
    sim::applyFault(m_state.faults, command);
    if (!m_state.faults.lying)
        m_state.claimed.reset();
    if (!m_up || wasDeaf == m_state.faults.deaf)
        return;
    const auto subjects = subscriptionsOf(m_config, m_in.subjects);
    if (subjects.empty())
        return;
    if (m_state.faults.deaf)
        m_link.unsubscribe(m_in.subjects.halt);
    else if (const auto subscribed = subscribeAll(); !subscribed)
        log(LogLevel::Error, QStringLiteral("NATS: cannot subscribe: %1").arg(subscribed.error().detail));
    m_link.flush(flushMs);
}

void Service::onMessage(const IncomingMessage& message)
{
    if (!m_up)
        return;
    const Subjects& s = m_in.subjects;
    const bool wantsReply = !message.reply.isEmpty();
    if (message.reply.startsWith(ackPrefix)) { // pulled from the work queue: always acked, whatever is in it
        m_link.publish(message.reply, "+ACK");
        handle(event::SignedRiskCommand{message.subject, message.payload});
        pullRiskCommands();
    } else if (message.subject == s.halt) {
        if (!m_state.faults.deaf)
            handle(event::Halt{message.payload, wantsReply, m_in.clock.now().utcMs}, message.reply);
    } else if (message.subject == s.riskUpdate) {
        handle(event::RiskUpdate{message.payload, wantsReply}, message.reply);
    } else if (message.subject == s.riskReload) {
        handle(event::RiskReload{wantsReply}, message.reply);
    } else if (message.subject == s.policy) {
        handle(event::Policy{message.payload});
    } else if (message.subject == s.flatten) {
        handle(event::Flatten{});
    } else if (message.subject == s.arm || message.subject == s.disarm) {
        handle(event::Arm{message.subject == s.arm, message.payload});
    }
}

void Service::handle(const Event& event, const QString& reply)
{
    Step next = step(m_config, std::move(m_state), event);
    m_state = std::move(next.state);
    for (const Effect& effect : next.effects)
        carryOut(effect, reply);
}

void Service::carryOut(const Effect& effect, const QString& reply)
{
    if (const auto* answerTo = std::get_if<effect::Reply>(&effect)) {
        const QByteArray payload = answerTo->payload;
        if (m_state.faults.slowMs <= 0)
            m_link.publish(reply, payload);
        else
            QTimer::singleShot(m_state.faults.slowMs, this, [this, reply, payload] { m_link.publish(reply, payload); });
    } else if (const auto* line = std::get_if<effect::Log>(&effect)) {
        log(line->level, line->text, line->fields);
    } else if (const auto* lock = std::get_if<effect::WriteLock>(&effect)) {
        if (const auto written = m_lock.write(lock->reason); !written)
            log(LogLevel::Warn, QStringLiteral("Failed to write system.halt: %1").arg(written.error().detail));
    } else if (std::holds_alternative<effect::RemoveLock>(effect)) {
        m_lock.remove();
    } else if (std::holds_alternative<effect::StateChanged>(effect)) {
        for (const Message& message : heartbeat(m_config, m_state, m_in.subjects, m_in.clock.now().utcMs))
            publish(message);
    } else if (std::holds_alternative<effect::PolicyChanged>(effect)) {
        Q_EMIT policyChanged();
    } else {
        Q_EMIT flattenRequested();
    }
}

void Service::setUpJetStream()
{
    if (m_config.behaviour == Behaviour::Runbook)
        return;
    if (m_config.role != Role::Brain && m_config.role != Role::Execution)
        return;
    if (const auto made = ensureCommandStream(m_link.handle()); !made)
        return log(LogLevel::Error, QStringLiteral("JetStream: %1: %2").arg(made.error().subject, made.error().detail));
    if (m_config.role != Role::Execution)
        return;
    if (const auto made = ensureRiskEnforcer(m_link.handle()); !made)
        return log(LogLevel::Error, QStringLiteral("JetStream: %1: %2").arg(made.error().subject, made.error().detail));
    m_pullInbox = QStringLiteral("_INBOX.practice.") + QUuid::createUuid().toString(QUuid::Id128);
    if (m_link.subscribe(m_pullInbox))
        pullRiskCommands();
}

void Service::pullRiskCommands()
{
    if (m_pullInbox.isEmpty() || !m_up)
        return;
    // One at a time, waiting on the server for at most ten seconds; beatSlowly() asks again before that is over.
    m_link.publish(QStringLiteral("$JS.API.CONSUMER.MSG.NEXT.%1.%2")
                       .arg(QLatin1String(commandStream), QLatin1String(riskEnforcer)),
                   R"({"batch":1,"expires":10000000000})", m_pullInbox);
}

void Service::beat()
{
    if (!m_up)
        return;
    for (const Message& message : heartbeat(m_config, m_state, m_in.subjects, m_in.clock.now().utcMs))
        publish(message);
}

void Service::beatSlowly()
{
    if (!m_up)
        return;
    const qint64 now = m_in.clock.now().utcMs;
    for (const Message& message : fiveSecondTelemetry(m_config, m_in.subjects, now, m_startedMs))
        publish(message);
    pullRiskCommands();
    log(LogLevel::Info, QStringLiteral("alive, up %1 s").arg((now - m_startedMs) / 1000));
}

QByteArray Service::logLine(LogLevel level, const QString& text, const QJsonObject& fields) const
{
    QByteArray line = formatLog(m_config.role, {m_in.clock.now().utcMs, level, text, fields});
    if (m_in.options.composePrefix)
        line.prepend(roleInfo(m_config.role).service.toUtf8() + "  | ");
    return line;
}

void Service::log(LogLevel level, const QString& text, const QJsonObject& fields)
{
    writeLines(goesToStderr(m_config.role, level), logLine(level, text, fields));
}

void Service::writeLines(bool toStderr, const QByteArray& lines)
{
    m_in.log.write(toStderr, lines);
    Q_EMIT logged(toStderr, lines);
}

} // namespace ops::sim
