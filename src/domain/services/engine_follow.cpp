#include "domain/services/engine_follow.h"

#include <algorithm>

namespace ops::domain {
namespace {

using Effects = std::vector<EngineEffect>;

// NTP that slews a clock stays far below it; what is above it was set, or slept.
constexpr std::chrono::seconds ownClockSet{1};

base::Instant after(const base::Instant& now, std::chrono::milliseconds pause)
{
    return {now.monoNs + std::chrono::nanoseconds(pause).count(), now.utcMs + pause.count()};
}

void enter(EngineStatus& status, EnginePhase phase, const std::optional<base::Error>& error, const base::Instant& now)
{
    if (status.phase != phase)
        status.since = now;
    status.phase = phase;
    status.error = error;
}

std::chrono::milliseconds retryPause(const EngineFollow& follow)
{
    const int doublings = std::clamp(follow.failures - 1, 0, 10);
    return std::min(follow.times.firstRetry * (1 << doublings), follow.times.lastRetry);
}

void endEvents(EngineFollow& follow, Effects& effects)
{
    if (std::exchange(follow.eventsOpen, false))
        effects.push_back(EngineEffect::EndEvents);
}

// Another reading of the engine's clock is due: the last one is old, or this machine's own clock has been set since, of
// which its two clocks tell at no cost.
bool isClockDue(const EngineFollow& follow, const base::Instant& now)
{
    const std::chrono::nanoseconds passed = base::elapsed(follow.clockAt, now);
    const std::chrono::milliseconds shown(now.utcMs - follow.clockAt.utcMs);
    return passed >= follow.times.clock || std::chrono::abs(shown - passed) > ownClockSet;
}

void takeClock(EngineFollow& follow, const std::optional<ClockReading>& clock, const base::Instant& now)
{
    follow.clockAt = now;
    follow.status.clockAhead = clock ? std::optional(clock->ahead) : std::nullopt;
    follow.status.clockWithin = clock ? clock->within : std::chrono::milliseconds(0);
}

void ask(EngineFollow& follow, Effects& effects)
{
    follow.asking = true;
    follow.looking = false;
    follow.dueAt.reset();
    effects.push_back(EngineEffect::AskEngine);
}

} // namespace

EngineFollow idleEngine(const QString& host, const EngineTimes& times, const base::Instant& now)
{
    EngineFollow follow;
    follow.times = times;
    follow.status.host = host;
    follow.status.since = now;
    return follow;
}

EngineStep beginFollowing(EngineFollow follow, const base::Instant& now)
{
    if (follow.status.phase != EnginePhase::Idle)
        return {std::move(follow), {}};
    Effects effects;
    enter(follow.status, EnginePhase::Attaching, std::nullopt, now);
    ask(follow, effects);
    effects.push_back(EngineEffect::SayStatus);
    return {std::move(follow), effects};
}

EngineStep endFollowing(EngineFollow follow, const base::Instant& now)
{
    if (follow.status.phase == EnginePhase::Idle)
        return {std::move(follow), {}};
    Effects effects;
    endEvents(follow, effects);
    EngineFollow idle = idleEngine(follow.status.host, follow.times, now);
    idle.status.answeredAt = follow.status.answeredAt;
    idle.status.version = follow.status.version;
    idle.status.clockAhead = follow.status.clockAhead;
    idle.status.clockWithin = follow.status.clockWithin;
    idle.status.reattached = follow.status.reattached;
    idle.followed = follow.followed;
    effects.push_back(EngineEffect::EndQuestions);
    effects.push_back(EngineEffect::SayStatus);
    return {std::move(idle), effects};
}

EngineStep onEngineAnswered(EngineFollow follow, const QString& version, const base::Instant& now,
                            const std::optional<ClockReading>& clock)
{
    if (!follow.asking)
        return {std::move(follow), {}};
    Effects effects;
    follow.asking = false;
    endEvents(follow, effects);
    enter(follow.status, EnginePhase::Attaching, std::nullopt, now);
    follow.status.version = version;
    takeClock(follow, clock, now);
    follow.status.answeredAt = now;
    follow.eventsOpen = true;
    follow.dueAt = after(now, follow.times.eventsPatience);
    effects.insert(effects.end(), {EngineEffect::BeginEvents, EngineEffect::SayStatus});
    return {std::move(follow), effects};
}

EngineStep onEventsBegan(EngineFollow follow, const base::Instant&)
{
    if (!follow.eventsOpen || follow.looking || follow.status.phase != EnginePhase::Attaching)
        return {std::move(follow), {}};
    follow.looking = true;
    follow.dueAt.reset();
    return {std::move(follow), {EngineEffect::LookAtAll}};
}

EngineStep onEventsEnded(EngineFollow follow, const EngineFailure& failure, const base::Instant& now)
{
    if (!std::exchange(follow.eventsOpen, false))
        return {std::move(follow), {}};
    if (follow.status.phase != EnginePhase::Following)
        return onEngineFailed(std::move(follow), failure, now);
    // Why is for the engine to say: it may have been restarted and answer again.
    Effects effects;
    enter(follow.status, EnginePhase::Attaching, failure.error, now);
    follow.looking = false;
    ++follow.failures;
    if (follow.failures == 1)
        ask(follow, effects);
    else
        follow.dueAt = after(now, retryPause(follow));
    effects.push_back(EngineEffect::SayStatus);
    return {std::move(follow), effects};
}

EngineStep onLooked(EngineFollow follow, const base::Instant& now)
{
    if (!follow.looking || !follow.eventsOpen)
        return {std::move(follow), {}};
    follow.looking = false;
    if (follow.status.phase == EnginePhase::Following) {
        follow.failures = 0;
    } else {
        follow.status.reattached += follow.followed ? 1 : 0;
        follow.followed = true;
    }
    enter(follow.status, EnginePhase::Following, std::nullopt, now);
    follow.status.answeredAt = now;
    follow.dueAt = after(now, follow.times.reconcile);
    Effects effects{EngineEffect::SayStatus};
    // After the look and not beside it: each would make the other slower, and the reading less exact.
    if (isClockDue(follow, now))
        effects.push_back(EngineEffect::ReadClock);
    return {std::move(follow), effects};
}

EngineStep onClockRead(EngineFollow follow, const std::optional<ClockReading>& clock, const base::Instant& now)
{
    if (follow.status.phase != EnginePhase::Following)
        return {std::move(follow), {}};
    const EngineStatus before = follow.status;
    const bool isSame = clock && before.clockAhead &&
                        std::chrono::abs(clock->ahead - *before.clockAhead) <= clock->within + before.clockWithin;
    follow.clockAt = now;
    // The error of the measuring shall not make uptimes jump.
    if (!isSame || clock->within < before.clockWithin)
        takeClock(follow, clock, now);
    const bool isNews = follow.status != before;
    return {std::move(follow), isNews ? Effects{EngineEffect::SayStatus} : Effects{}};
}

EngineStep onEngineFailed(EngineFollow follow, const EngineFailure& failure, const base::Instant& now)
{
    if (follow.status.phase == EnginePhase::Idle)
        return {std::move(follow), {}};
    Effects effects;
    endEvents(follow, effects);
    const EngineStatus before = follow.status;
    enter(follow.status, failure.phase, failure.error, now);
    follow.asking = false;
    follow.looking = false;
    ++follow.failures;
    follow.dueAt = after(now, retryPause(follow));
    if (follow.status != before)
        effects.push_back(EngineEffect::SayStatus);
    return {std::move(follow), effects};
}

EngineStep tickEngine(EngineFollow follow, const base::Instant& now)
{
    if (!follow.dueAt || now.monoNs < follow.dueAt->monoNs)
        return {std::move(follow), {}};
    Effects effects;
    follow.dueAt.reset();
    if (follow.status.phase == EnginePhase::Following) {
        follow.looking = true;
        return {std::move(follow), {EngineEffect::LookAtAll}};
    }
    if (follow.eventsOpen) {
        const base::Error late{base::ErrorCode::TimedOut, QStringLiteral("docker events did not begin in time"),
                               QStringLiteral("docker events")};
        return onEngineFailed(std::move(follow), {EnginePhase::Gone, late}, now);
    }
    ask(follow, effects);
    return {std::move(follow), effects};
}

std::optional<qint64> nextTickNs(const EngineFollow& follow)
{
    return follow.dueAt ? std::optional(follow.dueAt->monoNs) : std::nullopt;
}

} // namespace ops::domain
