#pragma once

#include "app/alarm_controller.h"
#include "app/ports/journal_port.h"
#include "app/ports/telemetry_link_port.h"
#include "app/session_context.h"
#include "domain/state_watch.h"
#include "domain/telemetry.h"

#include <QObject>
#include <QSet>

namespace ops::app {

// Watches the halt subject and the telemetry, and says what state trading is provably in. GUI thread; owned by main.
class TradingStateController : public QObject {
    Q_OBJECT

public:
    TradingStateController(const SessionContext& context, TelemetryLinkPort& telemetry, JournalPort& journal,
                           AlarmController& alarms, QObject* parent = nullptr);

    domain::StateView view() const;
    const domain::StateWatch& watch() const { return m_watch; }
    const std::optional<domain::Exposure>& exposure() const { return m_exposure; }
    // An order or fill was seen during the last minute, so silence after a halt would mean something.
    bool activitySeenLately() const;

    // A reply to one of our commands that says a service's state.
    void noteReply(const domain::StateReading& reading);
    // Bytes we publish, so that their echo on the halt subject is known to be ours.
    void noteOwnCommand(const domain::Command& command);
    // Time passes (about once a second): ages grow, OPEN goes stale.
    void tick();

Q_SIGNALS:
    // What is shown, or its age class, changed.
    void changed();
    void readingAccepted(const ops::domain::StateReading& reading);
    void activitySeen(const ops::domain::ActivitySeen& activity);
    // Somebody's message on the halt subject, ours included.
    void commandSeen(const ops::domain::SeenCommand& command);

private:
    void takeBatch(const QVector<TelemetryMessage>& batch);
    void takeHaltMessage(const TelemetryMessage& message);
    void takeStored(const StoredMessage& message);
    void takeReading(const domain::StateReading& reading);
    void publishIfChanged();
    void raiseHaltLost(const domain::StateView& now);

    const SessionContext& m_context;
    TelemetryLinkPort& m_telemetry;
    JournalPort& m_journal;
    AlarmController& m_alarms;
    domain::StateWatch m_watch;
    domain::StateView m_lastView;
    std::optional<domain::Exposure> m_exposure;
    std::optional<base::Instant> m_lastActivityAt;
    bool m_openExpected = false;               // the newest command, sent or heard, lets trading go on
    std::optional<base::Instant> m_haltLostAt; // of the newest HaltLost
    QVector<QByteArray> m_ownPayloads;         // the newest few, as published
    bool m_storedAsked = false;
};

} // namespace ops::app
