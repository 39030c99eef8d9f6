#pragma once

#include "app/ports/journal_port.h"
#include "app/session_context.h"
#include "domain/effect_ladder.h"

#include <QObject>

#include <vector>

namespace ops::app {

enum class AlarmKind {
    CommandOutcome,    // a command did not end in APPLIED; `verdict` says how
    ActivityAfterHalt, // an order or fill was seen after a halt was applied
    JournalFailing,    // records cannot be written
    ForeignResume,     // somebody else sent OPEN while a halt was shown
    HaltLost,          // services left the halt that was shown, and no OPEN was seen
    RunbookRefused,    // the operator's own runbook variant is broken; the built-in one is in force
};

// Something abnormal that stays until a person acknowledges it.
struct Alarm {
    quint64 id = 0;
    AlarmKind kind = AlarmKind::CommandOutcome;
    base::Instant at;
    domain::Command command; // CommandOutcome, ActivityAfterHalt
    domain::LadderVerdict verdict = domain::LadderVerdict::Pending;
    std::optional<base::Error> error; // evidence, where there is any
    QString detail;                   // evidence: a subject, a sender; data from outside
    bool conditionOver = false;       // it ended since; the alarm stays until somebody acknowledges it
};

// Holds the alarms that are up. GUI thread; owned by main.
class AlarmController : public QObject {
    Q_OBJECT

public:
    AlarmController(const SessionContext& context, JournalPort& journal, QObject* parent = nullptr);

    const std::vector<Alarm>& alarms() const { return m_alarms; } // newest first
    // Replaces an alarm of the same kind about the same command; otherwise adds one. News that a person has
    // acknowledged already is not raised again.
    void raise(Alarm alarm);
    // The outcome improved by itself (a late proof): the alarm is withdrawn and that is journalled.
    void withdraw(AlarmKind kind, const base::CommandId& command);
    void acknowledge(quint64 id);
    // The condition is over for now: what a person acknowledged is news again if it comes back. Alarms that are up stay
    // until somebody acknowledges them.
    void conditionEnded(AlarmKind kind, const base::CommandId& command);

Q_SIGNALS:
    void changed();

private:
    void journal(domain::JournalEvent event, const Alarm& alarm, const QString& how);

    const SessionContext& m_context;
    JournalPort& m_journal;
    std::vector<Alarm> m_alarms;
    std::vector<Alarm> m_acknowledged; // the newest few, so that the same news does not come back
    quint64 m_nextId = 1;
};

} // namespace ops::app
