#include "domain/log/log_follow.h"

#include <algorithm>

namespace ops::domain {
namespace {

using Phase = LogFollowPhase;
using Effect = LogFollowEffect;
using Effects = std::vector<Effect>;

bool attached(const LogFollow& follow)
{
    return follow.phase == Phase::Attaching || follow.phase == Phase::Following;
}

LogFollowStep said(LogFollow follow, const LogFollow& before, Effects effects)
{
    if (follow.phase != before.phase || follow.error != before.error)
        effects.push_back(Effect::SayFollowed);
    return {std::move(follow), std::move(effects)};
}

LogFollowStep attach(LogFollow follow, const base::Instant& now)
{
    const LogFollow before = follow;
    follow.phase = Phase::Attaching;
    follow.attachedAt = now;
    follow.dueNs.reset();
    return said(std::move(follow), before, {Effect::Attach});
}

LogFollowStep retryLater(LogFollow follow, const std::optional<base::Error>& error, const base::Instant& now)
{
    const LogFollow before = follow;
    follow.phase = Phase::Retrying;
    follow.error = error;
    const int doublings = std::clamp(follow.failures - 1, 0, 10);
    const auto pause = std::min(follow.times.firstRetry * (1 << doublings), follow.times.lastRetry);
    follow.dueNs = now.monoNs + std::chrono::nanoseconds(pause).count();
    return said(std::move(follow), before, {});
}

LogFollowStep over(LogFollow follow, bool readToItsEnd)
{
    const LogFollow before = follow;
    follow.phase = Phase::Over;
    follow.error.reset();
    follow.dueNs.reset();
    return said(std::move(follow), before, readToItsEnd ? Effects{} : Effects{Effect::SayMissing});
}

} // namespace

LogFollow idleLogFollow(const LogFollowTimes& times)
{
    LogFollow follow;
    follow.times = times;
    return follow;
}

LogFollowStep onContainerSeen(LogFollow follow, bool runs, const base::Instant& now)
{
    const bool started = runs && !follow.runs;
    follow.runs = runs;
    const bool begin = follow.phase == Phase::Idle || (follow.phase == Phase::Waiting && runs) ||
                       (follow.phase == Phase::Retrying && started);
    if (begin && follow.engineAnswers)
        return attach(std::move(follow), now);
    return {std::move(follow), {}};
}

LogFollowStep onContainerRemoved(LogFollow follow, const base::Instant&)
{
    follow.gone = true;
    follow.runs = false;
    switch (follow.phase) {
    case Phase::Idle:
    case Phase::Waiting:
        return over(std::move(follow), true);
    case Phase::Retrying:
        return over(std::move(follow), false);
    case Phase::Attaching: // what they print is still read
    case Phase::Following:
    case Phase::Over:
        break;
    }
    return {std::move(follow), {}};
}

LogFollowStep onEngineSeen(LogFollow follow, bool answers, const base::Instant& now)
{
    const bool returned = answers && !follow.engineAnswers;
    follow.engineAnswers = answers;
    // Whatever Waiting means to know: the container may have run meanwhile, and ended again.
    const bool waits = follow.phase == Phase::Idle || follow.phase == Phase::Retrying || follow.phase == Phase::Waiting;
    if (returned && waits)
        return attach(std::move(follow), now);
    return {std::move(follow), {}};
}

LogFollowStep onLogsBegan(LogFollow follow, const base::Instant& now)
{
    if (follow.phase != Phase::Attaching)
        return {std::move(follow), {}};
    const LogFollow before = follow;
    follow.phase = Phase::Following;
    follow.attachedAt = now;
    follow.error.reset();
    return said(std::move(follow), before, {});
}

LogFollowStep onLogsEnded(LogFollow follow, const LogsEnd& end, const base::Instant& now)
{
    if (!attached(follow))
        return {std::move(follow), {}};
    const bool removed = end.error && end.error->code == base::ErrorCode::NotFound;
    // Engines have lost the last lines of a container that stopped from those who followed it: only one that brought
    // nothing new has seen the log's end.
    if (follow.gone || removed)
        return over(std::move(follow), !end.error && end.fresh == 0);
    const bool steady =
        follow.phase == Phase::Following && base::elapsed(follow.attachedAt, now) >= follow.times.steady;
    follow.failures = steady ? 1 : follow.failures + 1;
    if (end.error)
        return retryLater(std::move(follow), end.error, now);
    if (follow.runs)
        return retryLater(std::move(follow), std::nullopt, now);
    if (end.fresh > 0)
        return attach(std::move(follow), now);
    const LogFollow before = follow;
    follow.phase = Phase::Waiting;
    follow.failures = 0;
    follow.error.reset();
    return said(std::move(follow), before, {});
}

LogFollowStep tickLogFollow(LogFollow follow, const base::Instant& now)
{
    if (!follow.dueNs || now.monoNs < *follow.dueNs || follow.phase != Phase::Retrying)
        return {std::move(follow), {}};
    if (follow.engineAnswers)
        return attach(std::move(follow), now);
    follow.dueNs.reset(); // when it is back
    return {std::move(follow), {}};
}

std::optional<qint64> nextTickNs(const LogFollow& follow)
{
    return follow.dueNs;
}

} // namespace ops::domain
