#include "domain/services/service_levels.h"

namespace ops::domain {
namespace {

// An engine whose events are followed is looked at anew every ten seconds; one look may be late.
constexpr std::chrono::seconds lookMaxAge{25};
// A busy machine is late with one check, or with two.
constexpr int checksMissed = 3;
// What is older was not on its way for so long: its stamp counts something else, or a clock was set.
constexpr std::chrono::seconds longestWay{60};

HealthLevel looked(const base::Instant& at)
{
    HealthLevel level;
    level.source = QStringLiteral("docker inspect");
    level.at = at;
    level.maxAge = lookMaxAge;
    return level;
}

// With the error of comparing both clocks on top of it: what is shown is never less than it was.
void takeWay(HealthLevel& level, const ServiceState& state, const std::optional<ClockReading>& clock)
{
    using std::chrono::milliseconds;
    if (!state.delay || !clock) {
        level.latencyBasis = state.delay ? LatencyBasis::NoClock : LatencyBasis::NoStamp;
        return;
    }
    constexpr milliseconds cutOff{1}; // of the arrival, which is told in whole milliseconds
    const milliseconds atMost = *state.delay + clock->ahead + clock->within + cutOff;
    const bool isGood = atMost >= milliseconds(0) && atMost <= longestWay;
    level.latencyBasis = isGood ? LatencyBasis::OwnStamp : LatencyBasis::BadStamp;
    if (isGood)
        level.latencyMs = static_cast<double>(atMost.count());
}

// One that is to do its work and end. What is to be started again whenever it ends is not to end at all.
bool isMadeToEnd(const Container& container)
{
    return container.restartPolicy != QLatin1String("always") &&
           container.restartPolicy != QLatin1String("unless-stopped");
}

LevelGrade runGrade(const Container& container, bool isService)
{
    switch (container.run) {
    case ContainerRun::Running:
        return LevelGrade::Ok;
    case ContainerRun::Created:
    case ContainerRun::Paused:
    case ContainerRun::Stopping:
    case ContainerRun::Removing:
        return LevelGrade::Degraded;
    case ContainerRun::Exited:
        return !isService && isMadeToEnd(container) && container.exitCode == 0 ? LevelGrade::Ok : LevelGrade::Failed;
    case ContainerRun::Restarting:
    case ContainerRun::Dead:
        return LevelGrade::Failed;
    case ContainerRun::Unknown:
        break;
    }
    return LevelGrade::Unknown;
}

} // namespace

HealthLevel containerLevel(const Container& container, bool isService, const base::Instant& at)
{
    HealthLevel level = looked(at);
    level.grade = runGrade(container, isService);
    level.value = containerRunWord(container.run);
    level.note = container.unreadable.isEmpty() ? container.error : container.unreadable;
    return level;
}

HealthLevel healthcheckLevel(const Container& container, const base::Instant& at, const base::Instant& checkedAt)
{
    HealthLevel level = looked(at);
    if (container.health == ImageHealth::None && container.unreadable.isEmpty()) {
        level.grade = LevelGrade::NotApplicable;
        return level;
    }
    level.value = imageHealthWord(container.health);
    level.latencyMs = container.healthcheckMs;
    if (container.run != ContainerRun::Running)
        return level; // Unknown
    level.at = checkedAt;
    level.maxAge = checksMissed * container.checkInterval + container.checkTimeout + lookMaxAge;
    if (container.health == ImageHealth::Healthy)
        level.grade = LevelGrade::Ok;
    else if (container.health != ImageHealth::Unknown)
        level.grade = container.health == ImageHealth::Starting ? LevelGrade::Degraded : LevelGrade::Failed;
    return level;
}

HealthLevel missingLevel(const base::Instant& at)
{
    HealthLevel level = looked(at);
    level.grade = LevelGrade::Failed;
    return level;
}

HealthLevel tradingLevel(const ServiceState& state, std::chrono::milliseconds maxAge,
                         const std::optional<ClockReading>& clock)
{
    HealthLevel level;
    level.value = tradingStateWord(state.state);
    level.source = state.source;
    level.maxAge = maxAge;
    if (state.state == TradingState::Unknown)
        return level;
    level.at = state.at;
    takeWay(level, state, clock);
    if (state.contradictedAt)
        return level; // Unknown: a newer command was seen
    if (state.state == TradingState::Open)
        level.grade = LevelGrade::Ok;
    else
        level.grade = state.state == TradingState::SoftHalt ? LevelGrade::Degraded : LevelGrade::Failed;
    return level;
}

} // namespace ops::domain
