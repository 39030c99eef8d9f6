#pragma once

#include "app/alarm_controller.h"
#include "app/links_controller.h"
#include "app/ports/command_link_port.h"
#include "app/ports/journal_port.h"
#include "app/session_context.h"
#include "app/trading_state_controller.h"
#include "domain/command_flow.h"
#include "domain/resume_gate.h"

#include <QObject>

namespace ops::app {

// The one door for writes: every command goes through here. Carries out what domain::CommandFlow decides: stop-kind
// commands are sent and then journalled, resumes are journalled (flushed) and then sent; a stop cancels a resume that
// is not out yet. GUI thread; owned by main. tick() drives the time; main calls it every 50 ms.
class CommandController : public QObject {
    Q_OBJECT

public:
    CommandController(const SessionContext& context, CommandLinkPort& link, JournalPort& journal,
                      LinksController& links, TradingStateController& states, AlarmController& alarms,
                      QObject* parent = nullptr);

    // The bytes that requestStop / requestResume would send at this moment; for reading before the act.
    QByteArray previewPayload(domain::CommandKind kind, const QString& reason) const;
    // HARD_HALT or SOFT_HALT: always accepted, sent at once. A repeat before any resume keeps the command id and
    // counts the attempt (rule H4).
    base::CommandId requestStop(domain::CommandKind kind, const QString& reason);
    // OPEN: journalled first; refused, with the first unmet gate, when a blocking one is not met.
    base::Result<base::CommandId> requestResume(const QString& reason, const QString& typedEnvironment);
    // What stands between the operator and OPEN right now.
    std::vector<domain::ResumeGate> resumeGates(const QString& typedEnvironment) const;

    const std::vector<domain::Ladder>& ladders() const { return m_flow.ladders; } // newest first
    const domain::Ladder* ladder(const base::CommandId& id) const;                // newest attempt; nullptr if unknown
    // The shell line of the runbook for an attempt's exact bytes, for the operator to paste elsewhere.
    QString cliLine(const domain::Command& command) const;

    void tick();
    // Nothing waits for time: ticks change nothing until laddersChanged().
    bool isTimeAwaited() const;

Q_SIGNALS:
    // A ladder was added or changed; ladders().front() is the newest command.
    void laddersChanged();
    void ladderChanged(const ops::base::CommandId& id);

private:
    domain::CommandRequest makeRequest(domain::CommandKind kind, const QString& reason) const;
    void apply(domain::FlowStep step);
    void carryOut(const domain::FlowEffect& effect);
    void judge(const domain::Ladder& ladder);

    const SessionContext& m_context;
    CommandLinkPort& m_link;
    JournalPort& m_journal;
    LinksController& m_links;
    TradingStateController& m_states;
    AlarmController& m_alarms;
    domain::CommandFlow m_flow;
    JournalStatus m_journalStatus;
};

} // namespace ops::app
