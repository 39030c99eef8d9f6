#pragma once

#include "domain/command_flow.h"
#include "domain/link.h"
#include "domain/state_watch.h"

// What stands between an operator and OPEN: starting has to be earned (rules R1, R4, R5). Pure.
namespace ops::domain {

// One condition for OPEN, with what it rests on.
enum class ResumeGateKind {
    EnvironmentTyped, // the environment's name was typed, exactly
    CommandLink,      // the command link is up and was heard lately
    Journal,          // the record can be written before sending
    StopInFlight,     // no stop is still waiting for its outcome
    HaltLastProven,   // a halt is the last proven state; there is something to resume from
    PendingResume,    // no other OPEN of this console is under way
};
inline constexpr ResumeGateKind allResumeGateKinds[] = {
    ResumeGateKind::EnvironmentTyped, ResumeGateKind::CommandLink,    ResumeGateKind::Journal,
    ResumeGateKind::StopInFlight,     ResumeGateKind::HaltLastProven, ResumeGateKind::PendingResume,
};
// Stable name for records: "environment-typed", …
QString resumeGateWord(ResumeGateKind kind);

struct ResumeGate {
    ResumeGateKind kind = ResumeGateKind::EnvironmentTyped;
    bool met = false;
    bool blocking = true;            // false: shown as a warning, does not stop OPEN
    QString evidence;                // a value as observed; data
    std::optional<base::Instant> at; // when it was observed
};

struct ResumeFacts {
    QString environment;
    QString typed;
    LinkStatus commandLink;
    bool journalWritable = false;
    QString journalEvidence;
    StateView state;
};

// All gates, in the order they are shown.
std::vector<ResumeGate> judgeResume(const CommandFlow& flow, const ResumeFacts& facts);

} // namespace ops::domain
