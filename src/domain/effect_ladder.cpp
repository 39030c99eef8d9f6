#include "domain/effect_ladder.h"

#include <algorithm>

namespace ops::domain {
namespace {

RungState& at(Ladder& ladder, Rung rung)
{
    return ladder.rungs[static_cast<size_t>(rung)];
}

void reach(Ladder& ladder, Rung rung, const base::Instant& when)
{
    RungState& state = at(ladder, rung);
    if (state.phase == RungPhase::Reached)
        return;
    state = {RungPhase::Reached, when};
}

bool isCurrent(const Ladder& ladder, const base::CommandId& id, int attempt)
{
    return ladder.command.id == id && ladder.command.attempt == attempt && !ladder.cancelled;
}

ServiceEffect& effectOf(Ladder& ladder, const QString& service)
{
    const QString name = service.isEmpty() ? QStringLiteral("?") : service;
    const auto found = std::find_if(ladder.services.begin(), ladder.services.end(),
                                    [&](const ServiceEffect& effect) { return effect.service == name; });
    if (found != ladder.services.end())
        return *found;
    ladder.services.push_back({name, false, {}, {}, TradingState::Unknown, {}, {}});
    return ladder.services.back();
}

// Received and Applied follow from the matrix: all expected services, some, or (where none is expected) anybody.
void settleCounted(Ladder& ladder, Rung rung, int count, const std::optional<base::Instant>& last)
{
    RungState& state = at(ladder, rung);
    const int expected = static_cast<int>(ladder.rules.expectedServices.size());
    if (state.phase == RungPhase::Failed || count == 0)
        return;
    if (count >= expected)
        reach(ladder, rung, last.value());
    else
        state = {RungPhase::Partly, last};
}

void recount(Ladder& ladder)
{
    const bool anyCounts = ladder.rules.expectedServices.isEmpty();
    int received = 0;
    int applied = 0;
    bool disobeyed = false;
    std::optional<base::Instant> lastReceived;
    std::optional<base::Instant> lastApplied;
    const auto later = [](std::optional<base::Instant>& known, const base::Instant& when) {
        if (!known || when.monoNs > known->monoNs)
            known = when;
    };
    for (const ServiceEffect& effect : ladder.services) {
        if (!effect.expected && !anyCounts)
            continue;
        if (effect.receivedAt) {
            ++received;
            later(lastReceived, *effect.receivedAt);
        }
        if (effect.appliedAt) {
            ++applied;
            later(lastApplied, *effect.appliedAt);
        } else if (effect.receivedAt && effect.readBack != TradingState::Unknown) {
            disobeyed = true;
        }
    }
    settleCounted(ladder, Rung::Received, received, lastReceived);
    RungState& appliedRung = at(ladder, Rung::Applied);
    if (disobeyed) {
        appliedRung.phase = RungPhase::Failed;
        return;
    }
    if (appliedRung.phase == RungPhase::Failed)
        appliedRung = {};
    settleCounted(ladder, Rung::Applied, applied, lastApplied);
}

} // namespace

QString rungWord(Rung rung)
{
    switch (rung) {
    case Rung::Prepared:
        return QStringLiteral("PREPARED");
    case Rung::Sent:
        return QStringLiteral("SENT");
    case Rung::Stored:
        return QStringLiteral("STORED");
    case Rung::Received:
        return QStringLiteral("RECEIVED");
    case Rung::Applied:
        return QStringLiteral("APPLIED");
    case Rung::Quiet:
        break;
    }
    return QStringLiteral("QUIET");
}

QString verdictWord(LadderVerdict verdict)
{
    switch (verdict) {
    case LadderVerdict::Pending:
        return QStringLiteral("IN FLIGHT");
    case LadderVerdict::SentOnly:
        return QStringLiteral("SENT");
    case LadderVerdict::Stored:
        return QStringLiteral("STORED");
    case LadderVerdict::Received:
        return QStringLiteral("RECEIVED");
    case LadderVerdict::PartlyApplied:
        return QStringLiteral("PARTLY APPLIED");
    case LadderVerdict::Applied:
        return QStringLiteral("APPLIED");
    case LadderVerdict::Quiet:
        return QStringLiteral("QUIET");
    case LadderVerdict::Disobeyed:
        return QStringLiteral("NOT OBEYED");
    case LadderVerdict::NobodyListening:
        return QStringLiteral("NOBODY LISTENING");
    case LadderVerdict::Denied:
        return QStringLiteral("DENIED");
    case LadderVerdict::Refused:
        return QStringLiteral("NOT SENT");
    case LadderVerdict::Cancelled:
        return QStringLiteral("CANCELLED");
    case LadderVerdict::Unknown:
        break;
    }
    return QStringLiteral("UNKNOWN");
}

bool isAlarming(LadderVerdict verdict)
{
    return verdict != LadderVerdict::Pending && verdict != LadderVerdict::Applied && verdict != LadderVerdict::Quiet &&
           verdict != LadderVerdict::Cancelled;
}

LadderRules ladderRulesFor(const Runbook& runbook)
{
    LadderRules rules;
    rules.expectedServices = runbook.provingServices();
    rules.repliesProveState = runbook.halt.repliesProveState;
    rules.replyServiceField = runbook.halt.replyServiceField;
    rules.replyStateField = runbook.halt.replyStateField;
    rules.streamStores = !runbook.halt.stream.isEmpty();
    rules.activityVisible = !runbook.activityProbes.empty();
    rules.replyWindow = runbook.halt.replyWindow;
    rules.quietAfter = runbook.halt.quietAfter;
    return rules;
}

int Ladder::receivedCount() const
{
    return static_cast<int>(std::count_if(services.begin(), services.end(), [this](const ServiceEffect& e) {
        return (e.expected || rules.expectedServices.isEmpty()) && e.receivedAt;
    }));
}

int Ladder::appliedCount() const
{
    return static_cast<int>(std::count_if(services.begin(), services.end(), [this](const ServiceEffect& e) {
        return (e.expected || rules.expectedServices.isEmpty()) && e.appliedAt;
    }));
}

LadderVerdict Ladder::verdict() const
{
    if (cancelled)
        return LadderVerdict::Cancelled;
    // The server's own answer to the publish, on the wire before the PONG: it waits for nothing else.
    if (!sendVerdict)
        return noResponders ? LadderVerdict::NobodyListening : LadderVerdict::Pending;
    // What services prove stands above what sending could not: an UNKNOWN that was applied was delivered.
    const RungPhase applied = rung(Rung::Applied).phase;
    if (applied == RungPhase::Failed)
        return LadderVerdict::Disobeyed;
    if (applied == RungPhase::Reached)
        return rung(Rung::Quiet).phase == RungPhase::Reached ? LadderVerdict::Quiet : LadderVerdict::Applied;
    if (*sendVerdict == SendVerdict::Denied)
        return LadderVerdict::Denied;
    if (*sendVerdict == SendVerdict::Refused)
        return LadderVerdict::Refused;
    if (noResponders)
        return LadderVerdict::NobodyListening;
    if (*sendVerdict == SendVerdict::Unknown && receivedCount() == 0)
        return LadderVerdict::Unknown;
    if (!windowClosed)
        return LadderVerdict::Pending;
    if (applied == RungPhase::Partly)
        return LadderVerdict::PartlyApplied;
    if (receivedCount() > 0)
        return LadderVerdict::Received;
    return rung(Rung::Stored).phase == RungPhase::Reached ? LadderVerdict::Stored : LadderVerdict::SentOnly;
}

Ladder startLadder(const Command& command, const LadderRules& rules, bool activitySeenBefore)
{
    Ladder ladder;
    ladder.command = command;
    ladder.rules = rules;
    ladder.activitySeenBefore = activitySeenBefore;
    for (const QString& service : rules.expectedServices)
        ladder.services.push_back({service, true, {}, {}, TradingState::Unknown, {}, {}});
    reach(ladder, Rung::Prepared, command.decidedAt);
    if (!rules.streamStores)
        at(ladder, Rung::Stored).phase = RungPhase::NotApplicable;
    if (!rules.activityVisible || !isStopKind(command.kind))
        at(ladder, Rung::Quiet).phase = RungPhase::NotApplicable;
    return ladder;
}

Ladder onSendFinished(Ladder ladder, const SendOutcome& outcome)
{
    if (!isCurrent(ladder, outcome.id, outcome.attempt))
        return ladder;
    ladder.sendVerdict = outcome.verdict;
    ladder.sendError = outcome.error;
    ladder.server = outcome.server;
    if (outcome.verdict == SendVerdict::Sent)
        reach(ladder, Rung::Sent, outcome.at);
    else
        at(ladder, Rung::Sent).phase = outcome.verdict == SendVerdict::Unknown ? RungPhase::Missed : RungPhase::Failed;
    return ladder;
}

Ladder onReply(Ladder ladder, const CommandReply& reply)
{
    if (!isCurrent(ladder, reply.id, reply.attempt))
        return ladder;
    const ReplyMeaning meaning =
        classifyReply(reply.payload, reply.noResponders, ladder.rules.replyServiceField, ladder.rules.replyStateField);
    if (std::holds_alternative<NoResponders>(meaning)) {
        ladder.noResponders = true;
        at(ladder, Rung::Received).phase = RungPhase::Failed;
    } else if (const auto* ack = std::get_if<StreamAck>(&meaning)) {
        ladder.storedIn = QStringLiteral("%1 #%2").arg(ack->stream, QString::number(ack->sequence));
        reach(ladder, Rung::Stored, reply.at);
    } else if (const auto* error = std::get_if<StreamError>(&meaning)) {
        ladder.storedIn = error->what;
        at(ladder, Rung::Stored).phase = RungPhase::Failed;
    } else if (const auto* service = std::get_if<ServiceReply>(&meaning)) {
        ServiceEffect& effect = effectOf(ladder, service->service);
        if (!effect.receivedAt)
            effect.receivedAt = reply.at;
        effect.complaint = service->complaint;
        if (service->state && ladder.rules.repliesProveState) {
            effect.readBack = *service->state;
            effect.proof = QStringLiteral("reply");
            if (*service->state == requestedState(ladder.command.kind) && !effect.appliedAt)
                effect.appliedAt = reply.at;
        }
        recount(ladder);
    } else {
        ++ladder.unreadableReplies;
        ladder.lastUnreadable = std::get<UnreadableReply>(meaning).why;
    }
    return ladder;
}

Ladder onStateReading(Ladder ladder, const StateReading& reading)
{
    // Only what was read after the bytes were on their way can be their effect.
    if (ladder.cancelled || !ladder.sendVerdict || *ladder.sendVerdict == SendVerdict::Refused ||
        reading.at.monoNs <= ladder.command.decidedAt.monoNs)
        return ladder;
    const TradingState wanted = requestedState(ladder.command.kind);
    ServiceEffect& effect = effectOf(ladder, reading.service);
    if (reading.state == wanted) {
        effect.readBack = reading.state;
        if (!effect.appliedAt) {
            effect.appliedAt = reading.at;
            effect.proof = reading.source;
        }
    } else if (effect.appliedAt && effect.expected && reading.state != TradingState::Unknown) {
        // It obeyed and then went elsewhere: what is shown must follow, and the rung falls.
        effect.readBack = reading.state;
        effect.appliedAt.reset();
        effect.proof = reading.source;
        at(ladder, Rung::Applied) = {};
        at(ladder, Rung::Quiet) = {};
    }
    recount(ladder);
    return ladder;
}

Ladder onActivity(Ladder ladder, const ActivitySeen& activity)
{
    if (ladder.cancelled || !isStopKind(ladder.command.kind) || activity.at.monoNs <= ladder.command.decidedAt.monoNs ||
        ladder.rung(Rung::Quiet).phase == RungPhase::NotApplicable)
        return ladder;
    ladder.activitySince += activity.count;
    ladder.lastActivityAt = activity.at;
    ladder.lastActivity = activity.subject;
    RungState& quiet = at(ladder, Rung::Quiet);
    // What was under way when the halt was applied may still come in; after that, trading goes on, and a QUIET that
    // merely never came would hide it.
    const RungState& applied = ladder.rung(Rung::Applied);
    const bool overdue = applied.phase == RungPhase::Reached && applied.at &&
                         base::elapsed(*applied.at, activity.at) >= ladder.rules.quietAfter;
    if (quiet.phase == RungPhase::Reached || overdue)
        quiet = {RungPhase::Failed, activity.at};
    return ladder;
}

Ladder onCancelled(Ladder ladder, const base::Instant& when)
{
    if (ladder.sendVerdict)
        return ladder; // it is out already; nothing can call it back
    ladder.cancelled = true;
    at(ladder, Rung::Sent) = {RungPhase::Failed, when};
    return ladder;
}

Ladder onTick(Ladder ladder, const base::Instant& now, const std::optional<base::Instant>& hearingSince)
{
    if (ladder.cancelled || !ladder.sendVerdict)
        return ladder;
    if (!ladder.windowClosed && base::elapsed(ladder.command.decidedAt, now) >= ladder.rules.replyWindow) {
        ladder.windowClosed = true;
        for (const Rung rung : {Rung::Stored, Rung::Received, Rung::Applied}) {
            RungState& state = at(ladder, rung);
            if (state.phase == RungPhase::Waiting)
                state.phase = RungPhase::Missed;
        }
    }
    RungState& quiet = at(ladder, Rung::Quiet);
    if (quiet.phase == RungPhase::NotApplicable || quiet.phase == RungPhase::Reached || !hearingSince ||
        !ladder.activitySeenBefore)
        return ladder;
    base::Instant from = ladder.lastActivityAt ? *ladder.lastActivityAt : ladder.command.decidedAt;
    if (hearingSince->monoNs > from.monoNs)
        from = *hearingSince;
    if (*ladder.sendVerdict == SendVerdict::Sent && base::elapsed(from, now) >= ladder.rules.quietAfter)
        quiet = {RungPhase::Reached, now};
    return ladder;
}

} // namespace ops::domain
