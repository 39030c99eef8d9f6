#include "domain/services/service_row.h"

#include <algorithm>

namespace ops::domain {
namespace {

using namespace std::chrono_literals;

constexpr auto loadMaxAge = 15s;

} // namespace

bool ServiceRow::has(ServiceTrouble trouble) const
{
    return std::find(troubles.begin(), troubles.end(), trouble) != troubles.end();
}

QString ServiceRow::foreignProject() const
{
    const bool isForeign =
        !project.isEmpty() && container && !container->project.isEmpty() && container->project != project;
    return isForeign ? container->project : QString();
}

std::optional<std::chrono::milliseconds> ServiceRow::uptime(const base::Instant& now) const
{
    if (!container || !container->startedUtcMs)
        return std::nullopt;
    if (container->run != ContainerRun::Running && container->run != ContainerRun::Paused)
        return std::nullopt;
    // How far that clock is ahead of ours is not known exactly, if at all.
    return std::max(0ms, ageOf(*container->startedUtcMs, now));
}

bool isStale(const ServiceRow& row, LevelKind kind, const base::Instant& now)
{
    const HealthLevel& level = row.level(kind);
    if (!level.at)
        return false;
    if (kind != LevelKind::Container && kind != LevelKind::Healthcheck)
        return level.stale(now);
    // Nothing that the engine says is younger than the look at it, however seldom the image's check is made.
    return level.stale(now) || row.level(LevelKind::Container).stale(now) || !row.engineFollowed;
}

bool isLoadStale(const ServiceRow& row, const base::Instant& now)
{
    return row.loadAt && (!row.engineFollowed || base::tookLonger(*row.loadAt, now, loadMaxAge));
}

bool hasStoppedChecking(const ServiceRow& row, const base::Instant& now)
{
    return row.level(LevelKind::Healthcheck).stale(now) && !isStale(row, LevelKind::Container, now);
}

TradingState provenTrading(const ServiceRow& row, const base::Instant& now)
{
    const HealthLevel& level = row.level(LevelKind::TradingState);
    const TradingState state = parseTradingState(level.value).value_or(TradingState::Unknown);
    const bool proven = isHalted(state) || (level.grade == LevelGrade::Ok && !level.stale(now));
    return proven ? state : TradingState::Unknown;
}

bool needsAttention(const ServiceRow& row, const base::Instant& now)
{
    if (!row.troubles.empty() || isStale(row, LevelKind::Container, now) || hasStoppedChecking(row, now))
        return true;
    // A word of a later engine tells nobody how it does.
    const bool isOddlyChecked = row.container && row.container->run == ContainerRun::Running &&
                                row.level(LevelKind::Healthcheck).grade == LevelGrade::Unknown;
    if (!row.knownAt || row.level(LevelKind::Container).grade == LevelGrade::Unknown || isOddlyChecked)
        return true;
    // It was to be asked, and could not be. An endpoint that nobody has asked yet is no news.
    if (const HealthLevel& endpoint = row.level(LevelKind::Endpoint);
        endpoint.grade == LevelGrade::Unknown && endpoint.at)
        return true;
    return std::any_of(allLevelKinds.begin(), allLevelKinds.end(), [&row](LevelKind kind) {
        const LevelGrade grade = row.level(kind).grade;
        return kind != LevelKind::TradingState && (grade == LevelGrade::Failed || grade == LevelGrade::Degraded);
    });
}

} // namespace ops::domain
