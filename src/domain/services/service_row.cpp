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

std::optional<std::chrono::milliseconds> ServiceRow::uptime(const base::Instant& now) const
{
    if (!container || !container->startedUtcMs)
        return std::nullopt;
    if (container->run != ContainerRun::Running && container->run != ContainerRun::Paused)
        return std::nullopt;
    // Another machine's clock may be ahead of ours.
    return std::max(0ms, std::chrono::milliseconds(now.utcMs - *container->startedUtcMs));
}

bool isStale(const ServiceRow& row, LevelKind kind, const base::Instant& now)
{
    const HealthLevel& level = row.level(kind);
    if (!level.at)
        return false;
    const bool fromEngine = kind == LevelKind::Container || kind == LevelKind::Healthcheck;
    return level.stale(now) || (fromEngine && !row.engineFollowed);
}

bool isLoadStale(const ServiceRow& row, const base::Instant& now)
{
    return row.loadAt && (!row.engineFollowed || base::elapsed(*row.loadAt, now) > loadMaxAge);
}

bool needsAttention(const ServiceRow& row)
{
    if (!row.troubles.empty())
        return true;
    return std::any_of(allLevelKinds.begin(), allLevelKinds.end(), [&row](LevelKind kind) {
        const LevelGrade grade = row.level(kind).grade;
        return kind != LevelKind::TradingState && (grade == LevelGrade::Failed || grade == LevelGrade::Degraded);
    });
}

} // namespace ops::domain
