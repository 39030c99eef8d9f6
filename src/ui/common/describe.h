#pragma once

#include "app/alarm_controller.h"
#include "domain/effect_ladder.h"
#include "domain/link.h"
#include "domain/listeners.h"
#include "domain/resume_gate.h"
#include "domain/state_watch.h"

#include <QString>

// The one place where values become sentences for operators. Everything here is translated; what is data stays data and
// is shown as plain text (rule G7).
namespace ops::ui {

// What went wrong, with the evidence: "The server did not answer in time. nats://…: no PONG in 250 ms".
QString describe(const base::Error& error);
// The same without the evidence, for where there is no room: "The connection was refused."
QString causeText(base::ErrorCode code);
// What to do about it; empty where nothing helps but waiting.
QString nextAct(base::ErrorCode code);
// Both of them: what went wrong, and what to do about it where there is something.
QString describeWithAct(const base::Error& error);

// Why the shown state is what it is, as one sentence.
QString describe(const domain::StateView& view, const base::Instant& now);
// The same in the banner's few words: "proven by titan-execution, titan-brain".
QString proofText(const domain::StateView& view);
// "3 s ago", "last known 42 s ago", "no proof yet".
QString proofAgeText(const domain::StateView& view, const base::Instant& now);

// What a verdict means for a command, and what to do now; nextAct is empty where nothing needs doing.
QString describe(domain::LadderVerdict verdict, domain::CommandKind kind = domain::CommandKind::HardHalt);
QString nextAct(domain::LadderVerdict verdict, domain::CommandKind kind = domain::CommandKind::HardHalt);
// "waiting", "reached", "by some", "failed", "cannot be known here", "not seen in time".
QString rungPhaseText(domain::RungPhase phase);
// "APPLIED 2 of 2", "SENT 17:04:08.113", "QUIET not seen in time".
QString rungText(const domain::Ladder& ladder, domain::Rung rung);

// What stands between the operator and OPEN.
QString describe(const domain::ResumeGate& gate, const QString& environment);

struct AlarmText {
    QString word;  // "NOBODY LISTENING"
    QString about; // "HARD_HALT a41c, attempt 2, 17:04:08.113 UTC"
    QString cause;
    QString act;
};
AlarmText describe(const app::Alarm& alarm);

QString linkPhaseText(domain::LinkPhase phase);
// "proven 6 s ago · 0.4 ms", "down: connection refused".
QString describe(const domain::LinkStatus& link, const base::Instant& now);

// "Command sent" for a journal's event word; a word of a later version is shown as it is.
QString journalEventText(const QString& word);

} // namespace ops::ui
