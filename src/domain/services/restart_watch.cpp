#include "domain/services/restart_watch.h"

#include <algorithm>
#include <vector>

namespace ops::domain {
namespace {

using namespace std::chrono_literals;

constexpr auto askedWindow = 30s; // from the signal to the end it causes: longer than a patient stop's grace
constexpr auto oomWindow = 5s;
constexpr auto fastWindow = 60s;
constexpr size_t fastCrashes = 3;
constexpr auto slowWindow = 10min;
constexpr int slowCrashes = 5;
constexpr auto calmAfter = 3min;
constexpr size_t mostCrashes = 64;

void add(RestartWatch& watch, const CrashExit& crash)
{
    watch.crashes.push_back(crash);
    if (watch.crashes.size() > mostCrashes)
        watch.crashes.pop_front();
}

bool within(const std::optional<base::Instant>& before, const base::Instant& at, std::chrono::nanoseconds window)
{
    return before && base::elapsed(*before, at) <= window;
}

} // namespace

RestartWatch onEngineEvent(RestartWatch watch, const EngineEvent& event, const base::Instant& at)
{
    if (event.action == QLatin1String("kill")) {
        watch.killAskedAt = at;
    } else if (event.action == QLatin1String("oom")) {
        watch.oomAt = at;
    } else if (event.action == QLatin1String("die")) {
        if (!within(watch.killAskedAt, at, askedWindow)) {
            add(watch, {event.exitCode, within(watch.oomAt, at, oomWindow), at});
            ++watch.countedSinceLook;
        }
        watch.killAskedAt.reset();
        watch.oomAt.reset();
    }
    return watch;
}

RestartWatch onContainerSeen(RestartWatch watch, const Container& container, const base::Instant& at)
{
    const int risen = watch.looked ? std::max(0, container.restartCount - watch.restartCount) : 0;
    const int missed = std::min(risen - watch.countedSinceLook, static_cast<int>(mostCrashes));
    for (int i = 0; i < missed; ++i)
        add(watch, {container.exitCode, container.oomKilled, at});
    // A crash is heard of before the engine counts the restart that follows: what is ahead stays ahead, unless no
    // restart will follow.
    const bool noneFollows = container.run == ContainerRun::Exited || container.run == ContainerRun::Dead;
    watch.countedSinceLook = watch.looked && !noneFollows ? std::max(0, watch.countedSinceLook - risen) : 0;
    watch.restartCount = container.restartCount;
    watch.looked = true;
    return watch;
}

RestartVerdict judgeRestarts(const RestartWatch& watch, const base::Instant& now)
{
    RestartVerdict verdict;
    std::vector<base::Instant> recent;
    for (const CrashExit& crash : watch.crashes)
        if (base::elapsed(crash.at, now) <= slowWindow)
            recent.push_back(crash.at);
    verdict.crashes = static_cast<int>(recent.size());
    if (!watch.crashes.empty())
        verdict.last = watch.crashes.back();
    if (recent.empty())
        return verdict;
    verdict.firstCrashAt = recent.front();
    bool fast = false;
    for (size_t i = fastCrashes - 1; i < recent.size(); ++i)
        fast = fast || base::elapsed(recent[i - (fastCrashes - 1)], recent[i]) <= fastWindow;
    const bool calm = base::elapsed(recent.back(), now) > calmAfter;
    verdict.loop = !calm && (fast || verdict.crashes >= slowCrashes);
    return verdict;
}

} // namespace ops::domain
