#pragma once

#include "domain/effect_ladder.h"
#include "domain/journal_record.h"

#include <chrono>
#include <variant>
#include <vector>

// The order in which commands are sent and recorded, and which of them win. Pure: state and event in, state and
// effects out; the command controller carries the effects out, in their order.
namespace ops::domain {

struct SendEffect {
    Command command;
};
struct JournalEffect {
    JournalRecord record;
    quint64 token = 0; // non-zero: the flow waits for the flush
};
struct CancelStartsEffect {};
using FlowEffect = std::variant<SendEffect, JournalEffect, CancelStartsEffect>;

// A resume that is journalled but not flushed yet, so not sent yet.
struct PendingStart {
    Command command;
    quint64 token = 0;
};

struct CommandFlow {
    LadderRules rules;
    std::vector<Ladder> ladders; // newest first, at most maxLadders
    std::optional<PendingStart> pendingStart;
    quint64 nextToken = 1;
    // Somebody else commanded another state after our newest command: what services show from then on is not its
    // effect.
    std::optional<base::Instant> overtakenAt;
    base::CommandId closedSeries; // the stop that a resume ended; a new stop does not continue it
};
inline constexpr size_t maxLadders = 100;
// A resume whose record is not on the disk after this long is dropped, never sent late (rules R4, G6).
inline constexpr std::chrono::seconds maxStartDelay{2};

struct FlowStep {
    CommandFlow flow;
    std::vector<FlowEffect> effects;
    std::vector<base::CommandId> changed;
};

struct CommandRequest {
    CommandKind kind = CommandKind::HardHalt;
    base::CommandId freshId; // used unless the request repeats an earlier command
    QString environment;
    QString actor;
    QString reason;
    QString subject;
    TimestampUnit timestampUnit = TimestampUnit::Seconds;
    bool activitySeenBefore = false;
    bool noStream = false; // the server says that no stream stores the subject, so none will ack
    base::Instant now;
};

// Stop-kind: {CancelStarts, Send, Journal}. Start-kind: {Journal with token}; the Send follows onJournalled.
FlowStep onRequest(CommandFlow flow, const CommandRequest& request);
FlowStep onJournalled(CommandFlow flow, quint64 token, const base::Instant& now);
FlowStep onJournalFailed(CommandFlow flow, quint64 token, const base::Error& error, const base::Instant& now);
FlowStep onFlowSendFinished(CommandFlow flow, const SendOutcome& outcome);
FlowStep onFlowReply(CommandFlow flow, const CommandReply& reply);
FlowStep onFlowReading(CommandFlow flow, const StateReading& reading);
FlowStep onFlowActivity(CommandFlow flow, const ActivitySeen& activity);
// Time passes: reply windows close, and a resume that is still waiting for its record after maxStartDelay is dropped.
FlowStep onFlowTick(CommandFlow flow, const base::Instant& now, const std::optional<base::Instant>& hearingSince);
// Whether time still decides something: then onFlowTick is to come many times a second.
bool isTimeAwaited(const CommandFlow& flow, const base::Instant& now);
// Somebody else's command on the halt subject; `state` Unknown: it carried none we know.
CommandFlow onForeignCommand(CommandFlow flow, TradingState state, const base::Instant& at);
// A resume was seen or proven: the next stop is a command of its own, not an attempt at an old one.
CommandFlow onResumed(CommandFlow flow);

} // namespace ops::domain
