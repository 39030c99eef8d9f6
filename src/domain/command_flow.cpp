#include "domain/command_flow.h"

#include <QJsonObject>

#include <algorithm>

namespace ops::domain {
namespace {

JournalRecord recordFor(JournalEvent event, const Command& command, const base::Instant& at)
{
    JournalRecord record;
    record.event = event;
    record.at = at;
    record.environment = command.environment;
    record.actor = command.actor;
    record.command = command.id;
    record.fields.insert(QStringLiteral("kind"), commandWord(command.kind));
    record.fields.insert(QStringLiteral("attempt"), command.attempt);
    return record;
}

JournalRecord preparedRecord(const Command& command)
{
    JournalRecord record = recordFor(JournalEvent::CommandPrepared, command, command.decidedAt);
    record.fields.insert(QStringLiteral("subject"), command.subject);
    record.fields.insert(QStringLiteral("payload"), QString::fromUtf8(command.payload));
    record.fields.insert(QStringLiteral("reason"), command.reason);
    return record;
}

QString sendVerdictWord(SendVerdict verdict)
{
    switch (verdict) {
    case SendVerdict::Sent:
        return QStringLiteral("SENT");
    case SendVerdict::Denied:
        return QStringLiteral("DENIED");
    case SendVerdict::Refused:
        return QStringLiteral("NOT SENT");
    case SendVerdict::Unknown:
        break;
    }
    return QStringLiteral("UNKNOWN");
}

double sinceDecided(const Ladder& ladder, const base::Instant& at)
{
    return base::elapsedMs(ladder.command.decidedAt, at);
}

// One record per rung that was newly reached or lost, and one when the verdict moved.
void journalDifference(const Ladder& before, const Ladder& after, const base::Instant& now,
                       std::vector<FlowEffect>& effects)
{
    for (const Rung rung : {Rung::Stored, Rung::Received, Rung::Applied, Rung::Quiet}) {
        const RungState& was = before.rung(rung);
        const RungState& is = after.rung(rung);
        if (was.phase == is.phase || (is.phase != RungPhase::Reached && is.phase != RungPhase::Failed))
            continue;
        JournalRecord record = recordFor(JournalEvent::CommandStage, after.command, is.at.value_or(now));
        record.fields.insert(QStringLiteral("rung"), rungWord(rung));
        record.fields.insert(QStringLiteral("reached"), is.phase == RungPhase::Reached);
        record.fields.insert(QStringLiteral("sinceActMs"), sinceDecided(after, is.at.value_or(now)));
        effects.emplace_back(JournalEffect{record, 0});
    }
    if (before.verdict() != after.verdict() && after.verdict() != LadderVerdict::Pending) {
        JournalRecord record = recordFor(JournalEvent::CommandStage, after.command, now);
        record.fields.insert(QStringLiteral("verdict"), verdictWord(after.verdict()));
        record.fields.insert(QStringLiteral("received"), after.receivedCount());
        record.fields.insert(QStringLiteral("applied"), after.appliedCount());
        record.fields.insert(QStringLiteral("expected"), static_cast<int>(after.rules.expectedServices.size()));
        effects.emplace_back(JournalEffect{record, 0});
    }
}

// Applies `change` to every ladder that `concerns` picks, with the records that follow.
template <class Concerns, class Change>
FlowStep overLadders(CommandFlow flow, const base::Instant& now, Concerns concerns, Change change)
{
    FlowStep step;
    for (Ladder& ladder : flow.ladders) {
        if (!concerns(ladder))
            continue;
        Ladder after = change(ladder);
        journalDifference(ladder, after, now, step.effects);
        step.changed.push_back(after.command.id);
        ladder = std::move(after);
    }
    step.flow = std::move(flow);
    return step;
}

bool isAttempt(const Ladder& ladder, const base::CommandId& id, int attempt)
{
    return ladder.command.id == id && ladder.command.attempt == attempt;
}

bool isLive(const Ladder& ladder, const base::Instant& now)
{
    // After a minute the record stands; later messages belong to the trading state, not to this command.
    return !ladder.cancelled && base::elapsed(ladder.command.decidedAt, now) < std::chrono::minutes(1);
}

void addLadder(CommandFlow& flow, Ladder ladder)
{
    flow.ladders.insert(flow.ladders.begin(), std::move(ladder));
    if (flow.ladders.size() > maxLadders)
        flow.ladders.pop_back();
}

void cancelPending(FlowStep& step, const base::Instant& now)
{
    const Command dropped = step.flow.pendingStart->command;
    step.flow.pendingStart.reset();
    for (Ladder& ladder : step.flow.ladders)
        if (ladder.command.id == dropped.id)
            ladder = onCancelled(std::move(ladder), now);
    JournalRecord record = recordFor(JournalEvent::CommandCancelled, dropped, now);
    record.fields.insert(QStringLiteral("why"), QStringLiteral("a stop wins over a resume that is not out yet"));
    step.effects.emplace_back(JournalEffect{record, 0});
    step.changed.push_back(dropped.id);
}

// Nothing but a record on the disk lets a resume out, and one that took this long belongs to another situation: the
// operator is told that it was not sent and decides anew (rules R4, G6).
void dropLate(FlowStep& step, const base::Instant& now)
{
    const Command dropped = step.flow.pendingStart->command;
    step.flow.pendingStart.reset();
    const QString why = QStringLiteral("its record was not on the disk within %1 s").arg(maxStartDelay.count());
    const SendOutcome outcome{
        dropped.id, dropped.attempt, SendVerdict::Refused, now, {}, base::Error{base::ErrorCode::TimedOut, why, {}}};
    for (Ladder& ladder : step.flow.ladders)
        ladder = onSendFinished(std::move(ladder), outcome);
    JournalRecord record = recordFor(JournalEvent::CommandCancelled, dropped, now);
    record.fields.insert(QStringLiteral("why"), why);
    step.effects.emplace_back(JournalEffect{record, 0});
    step.changed.push_back(dropped.id);
}

// A resume that no service can have seen: it changes nothing, and above all it ends no halt's series.
bool isResumeThatNeverLeft(const Ladder& ladder)
{
    return !isStopKind(ladder.command.kind) &&
           (ladder.sendVerdict == SendVerdict::Refused || ladder.sendVerdict == SendVerdict::Denied);
}

// The newest command that was not dropped.
const Ladder* newestLive(const CommandFlow& flow)
{
    for (const Ladder& ladder : flow.ladders)
        if (!ladder.cancelled && !isResumeThatNeverLeft(ladder))
            return &ladder;
    return nullptr;
}

// The command that explains what services show now: the newest, unless somebody else's came after it.
const Ladder* inForce(const CommandFlow& flow)
{
    const Ladder* newest = newestLive(flow);
    const bool overtaken =
        newest != nullptr && flow.overtakenAt && newest->command.decidedAt.monoNs < flow.overtakenAt->monoNs;
    return overtaken ? nullptr : newest;
}

// A repeat of the newest command is one more attempt at it, unless a resume ended its series (rule H4).
void numberAttempt(const CommandFlow& flow, Command& command)
{
    const Ladder* newest = newestLive(flow);
    if (!isStopKind(command.kind) || newest == nullptr || newest->command.kind != command.kind ||
        newest->command.id == flow.closedSeries)
        return;
    command.id = newest->command.id;
    command.attempt = newest->command.attempt + 1;
}

} // namespace

FlowStep onRequest(CommandFlow flow, const CommandRequest& request)
{
    Command command;
    command.id = request.freshId;
    command.kind = request.kind;
    command.environment = request.environment;
    command.actor = request.actor;
    command.reason = request.reason;
    command.subject = request.subject;
    command.decidedAt = request.now;
    command.payload =
        buildHaltMessage(requestedState(request.kind), request.reason, request.now.utcMs, request.timestampUnit);
    FlowStep step;
    step.flow = std::move(flow);
    if (isStopKind(command.kind) && step.flow.pendingStart)
        cancelPending(step, request.now); // first: a resume that is not out ends no series
    numberAttempt(step.flow, command);
    LadderRules rules = step.flow.rules;
    rules.streamStores = rules.streamStores && !request.noStream;
    Ladder ladder = startLadder(command, rules, request.activitySeenBefore);
    step.changed.push_back(command.id);
    if (isStopKind(command.kind)) {
        addLadder(step.flow, std::move(ladder));
        // Order matters: the bytes first, every record after (rule H9).
        std::vector<FlowEffect> ordered{CancelStartsEffect{}, SendEffect{command},
                                        JournalEffect{preparedRecord(command), 0}};
        ordered.insert(ordered.end(), step.effects.begin(), step.effects.end());
        step.effects = std::move(ordered);
        return step;
    }
    addLadder(step.flow, std::move(ladder));
    const quint64 token = step.flow.nextToken++;
    step.flow.pendingStart = PendingStart{command, token};
    step.effects.emplace_back(JournalEffect{preparedRecord(command), token});
    return step;
}

FlowStep onJournalled(CommandFlow flow, quint64 token, const base::Instant& now)
{
    FlowStep step;
    step.flow = std::move(flow);
    if (!step.flow.pendingStart || step.flow.pendingStart->token != token)
        return step;
    const Command command = step.flow.pendingStart->command;
    if (base::elapsed(command.decidedAt, now) > maxStartDelay) {
        dropLate(step, now);
        return step;
    }
    step.flow.pendingStart.reset();
    step.effects.emplace_back(SendEffect{command});
    return step;
}

FlowStep onJournalFailed(CommandFlow flow, quint64 token, const base::Error& error, const base::Instant& now)
{
    FlowStep step;
    step.flow = std::move(flow);
    if (!step.flow.pendingStart || step.flow.pendingStart->token != token)
        return step;
    const Command command = step.flow.pendingStart->command;
    step.flow.pendingStart.reset();
    SendOutcome outcome{command.id, command.attempt, SendVerdict::Refused, now, {}, error};
    for (Ladder& ladder : step.flow.ladders)
        ladder = onSendFinished(std::move(ladder), outcome);
    step.changed.push_back(command.id);
    return step;
}

FlowStep onFlowSendFinished(CommandFlow flow, const SendOutcome& outcome)
{
    const auto concerns = [&](const Ladder& ladder) { return isAttempt(ladder, outcome.id, outcome.attempt); };
    FlowStep step = overLadders(std::move(flow), outcome.at, concerns,
                                [&](const Ladder& ladder) { return onSendFinished(ladder, outcome); });
    for (const Ladder& ladder : step.flow.ladders) {
        if (!concerns(ladder))
            continue;
        JournalRecord record = recordFor(JournalEvent::CommandSent, ladder.command, outcome.at);
        record.fields.insert(QStringLiteral("result"), sendVerdictWord(outcome.verdict));
        record.fields.insert(QStringLiteral("sinceActMs"), sinceDecided(ladder, outcome.at));
        record.fields.insert(QStringLiteral("server"), outcome.server);
        if (outcome.error)
            record.fields.insert(QStringLiteral("error"), base::toLogLine(*outcome.error));
        step.effects.insert(step.effects.begin(), JournalEffect{record, 0});
    }
    return step;
}

FlowStep onFlowReply(CommandFlow flow, const CommandReply& reply)
{
    const auto concerns = [&](const Ladder& ladder) { return isAttempt(ladder, reply.id, reply.attempt); };
    FlowStep step =
        overLadders(std::move(flow), reply.at, concerns, [&](const Ladder& ladder) { return onReply(ladder, reply); });
    for (const Ladder& ladder : step.flow.ladders) {
        if (!concerns(ladder))
            continue;
        JournalRecord record = recordFor(JournalEvent::CommandReply, ladder.command, reply.at);
        record.fields.insert(QStringLiteral("sinceActMs"), sinceDecided(ladder, reply.at));
        record.fields.insert(QStringLiteral("reply"), reply.noResponders ? QStringLiteral("503 no responders")
                                                                         : QString::fromUtf8(reply.payload.left(2000)));
        step.effects.insert(step.effects.begin(), JournalEffect{record, 0});
    }
    return step;
}

FlowStep onFlowReading(CommandFlow flow, const StateReading& reading)
{
    const Ladder* current = inForce(flow);
    return overLadders(
        std::move(flow), reading.at,
        [&](const Ladder& ladder) { return &ladder == current && isLive(ladder, reading.at); },
        [&](const Ladder& ladder) { return onStateReading(ladder, reading); });
}

FlowStep onFlowActivity(CommandFlow flow, const ActivitySeen& activity)
{
    // However long ago it was sent: an order while a halt is in force is never just traffic.
    const Ladder* current = inForce(flow);
    const bool resumed = current != nullptr && current->command.id == flow.closedSeries;
    return overLadders(
        std::move(flow), activity.at, [&](const Ladder& ladder) { return &ladder == current && !resumed; },
        [&](const Ladder& ladder) { return onActivity(ladder, activity); });
}

FlowStep onFlowTick(CommandFlow flow, const base::Instant& now, const std::optional<base::Instant>& hearingSince)
{
    FlowStep step;
    for (Ladder& ladder : flow.ladders) {
        if (!isLive(ladder, now))
            continue;
        Ladder after = onTick(ladder, now, hearingSince);
        if (after.verdict() == ladder.verdict() && after.rungs == ladder.rungs)
            continue;
        journalDifference(ladder, after, now, step.effects);
        step.changed.push_back(after.command.id);
        ladder = std::move(after);
    }
    step.flow = std::move(flow);
    if (step.flow.pendingStart && base::elapsed(step.flow.pendingStart->command.decidedAt, now) > maxStartDelay)
        dropLate(step, now);
    return step;
}

bool isTimeAwaited(const CommandFlow& flow, const base::Instant& now)
{
    return flow.pendingStart.has_value() || std::any_of(flow.ladders.begin(), flow.ladders.end(),
                                                        [&now](const Ladder& ladder) { return isLive(ladder, now); });
}

CommandFlow onForeignCommand(CommandFlow flow, TradingState state, const base::Instant& at)
{
    const Ladder* newest = newestLive(flow);
    if (newest != nullptr && requestedState(newest->command.kind) != state)
        flow.overtakenAt = at;
    return flow;
}

CommandFlow onResumed(CommandFlow flow)
{
    for (const Ladder& ladder : flow.ladders)
        if (isStopKind(ladder.command.kind)) {
            flow.closedSeries = ladder.command.id;
            break;
        }
    return flow;
}

} // namespace ops::domain
