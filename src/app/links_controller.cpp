#include "app/links_controller.h"

#include <QJsonObject>

#include <utility>

namespace ops::app {
namespace {

QString phaseWord(domain::LinkPhase phase)
{
    switch (phase) {
    case domain::LinkPhase::Idle:
        return QStringLiteral("idle");
    case domain::LinkPhase::Connecting:
        return QStringLiteral("connecting");
    case domain::LinkPhase::Up:
        return QStringLiteral("up");
    case domain::LinkPhase::Down:
        break;
    }
    return QStringLiteral("down");
}

// The names under which the monitoring port shows our own connections.
QString linkName(const QString& which, const QString& actor)
{
    return QStringLiteral("titan-ops-console %1 %2").arg(which, actor);
}

} // namespace

LinksController::LinksController(const SessionContext& context, CommandLinkPort& command, TelemetryLinkPort& telemetry,
                                 ListenerProbePort& listeners, JournalPort& journal, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_command(command)
    , m_telemetry(telemetry)
    , m_probe(listeners)
    , m_journal(journal)
{
    // While the way is closed, what the links still say is about connections that were let go.
    connect(&m_command, &CommandLinkPort::linkChanged, this, [this](const domain::LinkStatus& status) {
        if (m_wayOpen)
            takeCommand(status);
    });
    connect(&m_telemetry, &TelemetryLinkPort::linkChanged, this, [this](const domain::LinkStatus& status) {
        if (m_wayOpen)
            takeTelemetry(status);
    });
    connect(&m_probe, &ListenerProbePort::probed, this, [this](const domain::ListenerSnapshot& snapshot) {
        m_snapshot = snapshot;
        m_listenersError.reset();
        Q_EMIT listenersChanged();
    });
    connect(&m_probe, &ListenerProbePort::probeFailed, this, [this](const base::Error& error) {
        // What was known stays, with its age (rule G9); the error says why it is not newer.
        m_listenersError = error;
        Q_EMIT listenersChanged();
    });
}

void LinksController::connectLinks(const QString& password)
{
    if (!m_wayOpen)
        return;
    const domain::Environment& environment = m_context.environment;
    domain::LinkConfig config;
    config.urls = environment.natsUrls;
    config.user = environment.user;
    config.password = password;
    config.clientName = linkName(QStringLiteral("command"), m_context.actor);
    config.watchSubject = m_context.runbook.halt.subject;
    m_command.connectLink(config);
    config.watchSubject.clear();
    config.clientName = linkName(QStringLiteral("telemetry"), m_context.actor);
    m_telemetry.connectLink(config, m_context.runbook.telemetrySubjects());
    m_probe.configure(environment.monitoringUrl, {linkName(QStringLiteral("command"), m_context.actor),
                                                  linkName(QStringLiteral("telemetry"), m_context.actor)});
    refreshListeners();
}

void LinksController::closeWay(const std::optional<base::Error>& why)
{
    const bool wasOpen = std::exchange(m_wayOpen, false);
    if (!wasOpen && m_noWay == why)
        return;
    m_noWay = why;
    if (wasOpen) {
        m_command.disconnectLink();
        m_telemetry.disconnectLink();
    }
    const auto closed = [this](const domain::LinkStatus& before) {
        domain::LinkStatus status;
        status.phase = m_noWay ? domain::LinkPhase::Down : domain::LinkPhase::Connecting;
        status.since = status.phase == before.phase ? before.since : m_context.clock->now();
        status.error = m_noWay;
        return status;
    };
    takeCommand(closed(m_commandStatus));
    takeTelemetry(closed(m_telemetryStatus));
    refreshListeners();
}

void LinksController::openWay()
{
    if (std::exchange(m_wayOpen, true))
        return;
    // Why there was no way is no reason any more, also while a password is still awaited.
    m_noWay.reset();
    m_listenersError.reset();
    domain::LinkStatus idle;
    idle.since = m_context.clock->now();
    takeCommand(idle);
    takeTelemetry(idle);
    Q_EMIT listenersChanged();
}

void LinksController::refreshListeners()
{
    if (!m_wayOpen) {
        if (m_noWay) {
            m_listenersError = m_noWay;
            Q_EMIT listenersChanged();
        }
        return;
    }
    m_probe.probe(m_context.runbook.halt.subject);
}

void LinksController::takeCommand(const domain::LinkStatus& status)
{
    noteLink(QStringLiteral("command"), m_commandStatus, status);
    m_commandStatus = status;
    Q_EMIT linksChanged();
}

void LinksController::takeTelemetry(const domain::LinkStatus& status)
{
    noteLink(QStringLiteral("telemetry"), m_telemetryStatus, status);
    const bool cameUp = status.up() && !m_telemetryStatus.up();
    m_telemetryStatus = status;
    if (cameUp)
        refreshListeners();
    Q_EMIT linksChanged();
}

void LinksController::noteLink(const QString& which, const domain::LinkStatus& before, const domain::LinkStatus& now)
{
    const bool worth = now.phase == domain::LinkPhase::Up || now.phase == domain::LinkPhase::Down;
    if (!worth || before.phase == now.phase)
        return;
    // A link that is replaced every second goes Connecting, Down, Connecting, …: only the change of fortune is news.
    const bool wasUp = before.up();
    if (now.phase == domain::LinkPhase::Down && !wasUp && before.error == now.error && before.error)
        return;
    domain::JournalRecord record;
    record.event = domain::JournalEvent::LinkChanged;
    record.at = m_context.clock->now();
    record.environment = m_context.environment.name;
    record.actor = m_context.actor;
    record.fields.insert(QStringLiteral("link"), which);
    record.fields.insert(QStringLiteral("phase"), phaseWord(now.phase));
    record.fields.insert(QStringLiteral("server"), now.server);
    if (!m_context.environment.natsThrough.isEmpty())
        record.fields.insert(QStringLiteral("through"), m_context.environment.natsThrough);
    if (now.error)
        record.fields.insert(QStringLiteral("error"), base::toLogLine(*now.error));
    m_journal.append(record);
}

} // namespace ops::app
