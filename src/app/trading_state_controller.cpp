#include "app/trading_state_controller.h"

#include "base/lateness.h"

#include <QJsonObject>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcState, "ops.state")

namespace ops::app {
namespace {

constexpr int rememberedPayloads = 32;
constexpr std::chrono::seconds activityMemory{60};
// Commands and services' words come on two connections: a service may be heard to have left a halt before the OPEN is.
constexpr std::chrono::seconds openMayFollow{5};

std::chrono::milliseconds longestAge(const domain::Runbook& runbook)
{
    std::chrono::milliseconds age{5000};
    for (const domain::StateProbe& probe : runbook.stateProbes)
        age = std::max(age, probe.maxAge);
    return age;
}

} // namespace

TradingStateController::TradingStateController(const SessionContext& context, TelemetryLinkPort& telemetry,
                                               JournalPort& journal, AlarmController& alarms, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_telemetry(telemetry)
    , m_journal(journal)
    , m_alarms(alarms)
    , m_watch(domain::startStateWatch(context.runbook.provingServices(), longestAge(context.runbook)))
{
    connect(&m_telemetry, &TelemetryLinkPort::received, this, &TradingStateController::takeBatch);
    connect(&m_telemetry, &TelemetryLinkPort::storedMessageRead, this, &TradingStateController::takeStored);
    connect(&m_telemetry, &TelemetryLinkPort::storedMessageMissing, this, [](const base::Error& why) {
        qCInfo(lcState).noquote() << "no stored halt command:" << base::toLogLine(why);
    });
    connect(&m_telemetry, &TelemetryLinkPort::linkChanged, this, [this](const domain::LinkStatus& status) {
        // Once per session, and only to read: what a stream remembers is history, not state.
        if (!status.up() || m_storedAsked || m_context.runbook.halt.stream.isEmpty())
            return;
        m_storedAsked = true;
        m_telemetry.readLastStored(m_context.runbook.halt.stream, m_context.runbook.halt.subject);
    });
}

domain::StateView TradingStateController::view() const
{
    return domain::viewState(m_watch, m_context.clock->now());
}

bool TradingStateController::activitySeenLately() const
{
    return m_lastActivityAt && !base::tookLonger(*m_lastActivityAt, m_context.clock->now(), activityMemory);
}

void TradingStateController::noteReply(const domain::StateReading& reading)
{
    takeReading(reading);
    publishIfChanged();
}

void TradingStateController::noteOwnCommand(const domain::Command& command)
{
    m_ownPayloads.append(command.payload);
    if (m_ownPayloads.size() > rememberedPayloads)
        m_ownPayloads.removeFirst();
    m_openExpected = !domain::isStopKind(command.kind);
}

void TradingStateController::tick()
{
    publishIfChanged();
}

void TradingStateController::takeBatch(const QVector<TelemetryMessage>& batch)
{
    for (const TelemetryMessage& message : batch) {
        if (message.subject == m_context.runbook.halt.subject) {
            takeHaltMessage(message);
            continue;
        }
        const domain::TelemetryMeaning meaning =
            domain::readTelemetry(m_context.runbook, message.subject, message.payload, message.at);
        if (!meaning.unreadable.isEmpty())
            qCInfo(lcState).noquote() << message.subject << "unreadable:" << meaning.unreadable;
        for (const domain::StateReading& reading : meaning.readings)
            takeReading(reading);
        if (meaning.exposure)
            m_exposure = meaning.exposure;
        if (meaning.activity) {
            m_lastActivityAt = message.at;
            Q_EMIT activitySeen(*meaning.activity);
        }
    }
    publishIfChanged();
}

void TradingStateController::takeHaltMessage(const TelemetryMessage& message)
{
    domain::SeenCommand seen;
    seen.at = message.at;
    const qsizetype own = m_ownPayloads.indexOf(message.payload);
    seen.ours = own >= 0;
    const auto parsed = domain::parseHaltMessage(message.payload);
    if (parsed) {
        seen.state = parsed->state;
        seen.stateWord = parsed->stateWord;
        seen.reason = parsed->reason;
        seen.sender = seen.ours ? m_context.actor : parsed->sender;
        seen.legacyShape = parsed->legacyShape;
    } else {
        // Somebody wrote to the halt subject in a way nobody can read: shown, and no ground for any state.
        seen.stateWord = QStringLiteral("?");
        seen.reason = base::toLogLine(parsed.error());
    }
    const bool justLost = m_haltLostAt && base::elapsed(*m_haltLostAt, seen.at) < openMayFollow;
    // What the services said just before it, in the same batch, has not been shown to anybody yet.
    const bool haltShown = domain::isHalted(view().shown) || domain::isHalted(m_lastView.shown) || justLost;
    const bool mayResume = seen.state == domain::TradingState::Open || seen.legacyShape;
    if (parsed)
        m_openExpected = mayResume;
    m_watch = domain::onCommandSeen(std::move(m_watch), seen);
    if (!seen.ours) {
        domain::JournalRecord record;
        record.event = domain::JournalEvent::ForeignCommand;
        record.at = seen.at;
        record.environment = m_context.environment.name;
        record.actor = seen.sender.isEmpty() ? QStringLiteral("unknown") : seen.sender;
        record.fields.insert(QStringLiteral("state"), seen.stateWord);
        record.fields.insert(QStringLiteral("reason"), seen.reason);
        record.fields.insert(QStringLiteral("payload"), QString::fromUtf8(message.payload.left(2000)));
        record.fields.insert(QStringLiteral("bytes"), static_cast<double>(message.size));
        m_journal.append(record);
        if (haltShown && mayResume) {
            if (justLost)
                m_alarms.withdraw(AlarmKind::HaltLost, {}); // this is why
            m_haltLostAt.reset();
            Alarm alarm;
            alarm.kind = AlarmKind::ForeignResume;
            alarm.at = seen.at;
            alarm.detail = record.actor;
            m_alarms.raise(alarm);
        }
    }
    Q_EMIT commandSeen(seen);
    Q_EMIT changed();
}

void TradingStateController::takeStored(const StoredMessage& message)
{
    const auto parsed = domain::parseHaltMessage(message.payload);
    if (!parsed) {
        qCInfo(lcState).noquote() << "stored halt command unreadable:" << base::toLogLine(parsed.error());
        return;
    }
    domain::SeenCommand seen;
    seen.state = parsed->state;
    seen.stateWord = parsed->stateWord;
    seen.reason = parsed->reason;
    seen.sender = parsed->sender;
    seen.legacyShape = parsed->legacyShape;
    seen.stored = true;
    seen.at = m_context.clock->now();
    seen.sentUtcMs = message.storedUtcMs;
    m_watch = domain::onCommandSeen(std::move(m_watch), seen);
    Q_EMIT commandSeen(seen);
    Q_EMIT changed();
}

void TradingStateController::takeReading(const domain::StateReading& reading)
{
    domain::ReadingResult result = domain::onReading(std::move(m_watch), reading);
    m_watch = std::move(result.watch);
    if (result.accepted)
        Q_EMIT readingAccepted(reading);
}

void TradingStateController::publishIfChanged()
{
    const domain::StateView now = view();
    const bool sameState = now.shown == m_lastView.shown && now.reason == m_lastView.reason;
    if (!sameState) {
        domain::JournalRecord record;
        record.event = domain::JournalEvent::StateChanged;
        record.at = m_context.clock->now();
        record.environment = m_context.environment.name;
        record.actor = m_context.actor;
        record.fields.insert(QStringLiteral("from"), domain::tradingStateWord(m_lastView.shown));
        record.fields.insert(QStringLiteral("to"), domain::tradingStateWord(now.shown));
        record.fields.insert(QStringLiteral("provenBy"), now.provenBy.join(QStringLiteral(", ")));
        record.fields.insert(QStringLiteral("missing"), now.missing.join(QStringLiteral(", ")));
        record.fields.insert(QStringLiteral("source"), now.source);
        record.fields.insert(QStringLiteral("stale"), now.stale);
        m_journal.append(record);
        if (domain::isHalted(m_lastView.shown) && !domain::isHalted(now.shown) && !m_openExpected)
            raiseHaltLost(now);
    }
    const bool sameProof = now.provenBy == m_lastView.provenBy && now.missing == m_lastView.missing;
    m_lastView = now;
    if (!sameState || !sameProof)
        Q_EMIT changed();
}

// A restart, a file, a way that this console does not watch: trading may go on and nobody here said so.
void TradingStateController::raiseHaltLost(const domain::StateView& now)
{
    QStringList left;
    for (const domain::ServiceState& service : m_watch.services)
        if (service.state != m_lastView.shown && service.state != domain::TradingState::Unknown)
            left << QStringLiteral("%1: %2 (%3)")
                        .arg(service.service, domain::tradingStateWord(service.state), service.source);
    Alarm alarm;
    alarm.kind = AlarmKind::HaltLost;
    alarm.at = m_context.clock->now();
    alarm.detail = left.isEmpty() ? domain::tradingStateWord(now.shown) : left.join(QStringLiteral(", "));
    m_haltLostAt = alarm.at;
    m_alarms.raise(alarm);
}

} // namespace ops::app
