#include "domain/services/service_levels.h"

namespace ops::domain {
namespace {

// An engine whose events are followed is looked at anew every ten seconds; one look may be late.
constexpr std::chrono::seconds lookMaxAge{25};

HealthLevel looked(const base::Instant& at)
{
    HealthLevel level;
    level.source = QStringLiteral("docker inspect");
    level.at = at;
    level.maxAge = lookMaxAge;
    return level;
}

LevelGrade runGrade(const Container& container, bool inRunbook)
{
    switch (container.run) {
    case ContainerRun::Running:
        return LevelGrade::Ok;
    case ContainerRun::Created:
    case ContainerRun::Paused:
    case ContainerRun::Removing:
        return LevelGrade::Degraded;
    case ContainerRun::Exited:
        return !inRunbook && container.exitCode == 0 ? LevelGrade::Ok : LevelGrade::Failed;
    case ContainerRun::Restarting:
    case ContainerRun::Dead:
        return LevelGrade::Failed;
    case ContainerRun::Unknown:
        break;
    }
    return LevelGrade::Unknown;
}

} // namespace

HealthLevel containerLevel(const Container& container, bool inRunbook, const base::Instant& at)
{
    HealthLevel level = looked(at);
    level.grade = runGrade(container, inRunbook);
    level.value = containerRunWord(container.run);
    level.note = container.error;
    return level;
}

HealthLevel healthcheckLevel(const Container& container, const base::Instant& at)
{
    HealthLevel level = looked(at);
    if (container.health == ImageHealth::None) {
        level.grade = LevelGrade::NotApplicable;
        return level;
    }
    level.value = imageHealthWord(container.health);
    level.latencyMs = container.healthcheckMs;
    if (container.run != ContainerRun::Running)
        return level; // Unknown
    if (container.health == ImageHealth::Healthy)
        level.grade = LevelGrade::Ok;
    else
        level.grade = container.health == ImageHealth::Starting ? LevelGrade::Degraded : LevelGrade::Failed;
    return level;
}

HealthLevel missingLevel(const base::Instant& at)
{
    HealthLevel level = looked(at);
    level.grade = LevelGrade::Failed;
    return level;
}

HealthLevel tradingLevel(const ServiceState& state, std::chrono::milliseconds maxAge)
{
    HealthLevel level;
    level.value = tradingStateWord(state.state);
    level.source = state.source;
    level.maxAge = maxAge;
    if (state.state == TradingState::Unknown)
        return level;
    level.at = state.at;
    if (state.contradictedAt)
        return level; // Unknown: a newer command was seen
    if (state.state == TradingState::Open)
        level.grade = LevelGrade::Ok;
    else
        level.grade = state.state == TradingState::SoftHalt ? LevelGrade::Degraded : LevelGrade::Failed;
    return level;
}

} // namespace ops::domain
