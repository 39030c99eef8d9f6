#include "domain/services/restart_watch.h"

#include <algorithm>
#include <iterator>
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
constexpr qint64 nsPerMs = 1'000'000;
// From the end that the engine notes to its event, at most: docker waits for the output for two seconds in between.
constexpr qint64 endToEventMs = 5000;

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

// Any signal may be sent: one that makes it read its files anew, or open its log, asks it for no end.
bool isToEnd(const EngineEvent& kill, std::optional<int> stopSignal)
{
    constexpr int ending[] = {2, 3, 6, 9, 15}; // INT, QUIT, ABRT, KILL, TERM
    return !kill.signal || kill.signal == stopSignal ||
           std::find(std::begin(ending), std::end(ending), *kill.signal) != std::end(ending);
}

// The end that was heard is no more the last one: it runs again, or ended once more while nobody listened.
bool isPast(const HeardEnd& end, const Container& container)
{
    if (container.run == ContainerRun::Running || container.run == ContainerRun::Paused)
        return true;
    return end.utcMs != 0 && container.finishedUtcMs && *container.finishedUtcMs > end.utcMs;
}

// The next crash is that of a later start; while it is down the event of the last one is still to come.
qint64 lastEventMs(const Container& container)
{
    const qint64 startedMs = container.startedUtcMs.value_or(0);
    const qint64 finishedMs = container.finishedUtcMs.value_or(0);
    return startedMs > finishedMs ? startedMs : finishedMs + endToEventMs;
}

// The event of a crash that a look has told of already: it says with which code that was.
bool wasAssumed(RestartWatch& watch, const EngineEvent& event)
{
    if (watch.assumed == 0 || event.timeNs == 0 || event.timeNs / nsPerMs >= watch.assumedBeforeMs)
        return false;
    --watch.assumed;
    const auto unknown = std::find_if(watch.crashes.rbegin(), watch.crashes.rend(),
                                      [](const CrashExit& crash) { return !crash.exitCode; });
    if (unknown != watch.crashes.rend())
        unknown->exitCode = event.exitCode;
    return true;
}

} // namespace

RestartWatch onEngineEvent(RestartWatch watch, const EngineEvent& event, const base::Instant& at)
{
    if (event.action == QLatin1String("kill")) {
        if (isToEnd(event, watch.stopSignal))
            watch.killAskedAt = at;
    } else if (event.action == QLatin1String("oom")) {
        watch.oomAt = at;
    } else if (event.action == QLatin1String("die")) {
        const bool askedFor = within(watch.killAskedAt, at, askedWindow);
        watch.lastEnd = HeardEnd{askedFor, event.timeNs / nsPerMs};
        if (!askedFor && !wasAssumed(watch, event)) {
            add(watch, {event.exitCode, within(watch.oomAt, at, oomWindow), at});
            ++watch.countedSinceLook;
        }
        watch.killAskedAt.reset();
        watch.oomAt.reset();
    } else if (event.action == QLatin1String("start")) {
        watch.oomAt.reset();
        watch.lastEnd.reset();
    }
    return watch;
}

RestartWatch onContainerSeen(RestartWatch watch, const Container& container, const base::Instant& at)
{
    if (container.unreadable.isEmpty())
        watch.stopSignal = container.stopSignal;
    // Its count is not known, or older than what was heard of it: a guess would be a crash too many. It is asked about
    // again at once.
    if (!container.unreadable.isEmpty() || container.ahead)
        return watch;
    const int risen = watch.looked ? std::max(0, container.restartCount - watch.restartCount) : 0;
    const int missed = std::min(risen - watch.countedSinceLook, static_cast<int>(mostCrashes));
    for (int i = 0; i < missed; ++i)
        add(watch, {container.exitCode, container.oomKilled, at});
    watch.assumed = std::max(0, missed);
    watch.assumedBeforeMs = lastEventMs(container);
    if (missed > 0)
        watch.oomAt.reset(); // that process is gone with its container
    if (watch.lastEnd && isPast(*watch.lastEnd, container))
        watch.lastEnd.reset();
    // A crash is heard of before the engine counts the restart that follows: what is ahead stays ahead, unless no
    // restart will follow.
    watch.countedSinceLook = watch.looked && !container.isDown() ? std::max(0, watch.countedSinceLook - risen) : 0;
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
    verdict.oomSinceStart = watch.oomAt.has_value();
    if (watch.lastEnd)
        verdict.endAskedFor = watch.lastEnd->askedFor;
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
