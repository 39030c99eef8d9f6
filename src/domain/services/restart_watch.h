#pragma once

#include "base/clock.h"
#include "domain/services/container.h"

#include <chrono>
#include <deque>
#include <optional>

// Tells a container that keeps ending by itself from one that was asked to stop. Pure; fed with the engine's events
// and, where events were missed, with the restart counts of its looks.
namespace ops::domain {

// The container ended and nobody had asked it to.
struct CrashExit {
    std::optional<int> exitCode; // nullopt: the event was missed
    bool oom = false;            // the kernel ended it for want of memory
    base::Instant at;

    bool operator==(const CrashExit&) const = default;
};

struct RestartWatch {         // of one container
    int restartCount = 0;     // as the engine said last
    int countedSinceLook = 0; // crashes whose events were heard since then
    bool looked = false;
    std::optional<base::Instant> killAskedAt; // a signal was sent to it on purpose
    std::optional<base::Instant> oomAt;
    std::deque<CrashExit> crashes; // the newest few, oldest first

    bool operator==(const RestartWatch&) const = default;
};

struct RestartVerdict {
    bool loop = false;
    int crashes = 0;                           // within the last ten minutes
    std::optional<base::Instant> firstCrashAt; // of those
    std::optional<CrashExit> last;

    bool operator==(const RestartVerdict&) const = default;
};

RestartWatch onEngineEvent(RestartWatch watch, const EngineEvent& event, const base::Instant& at);
// A look at the container: restarts that no event told of count as crashes now; those before the first look do not.
RestartWatch onContainerSeen(RestartWatch watch, const Container& container, const base::Instant& at);
// A loop: 3 crashes within 60 s, or 5 within ten minutes. Between two restarts an engine waits up to a minute, so a
// loop is over only when the last crash is three minutes old.
RestartVerdict judgeRestarts(const RestartWatch& watch, const base::Instant& now);

} // namespace ops::domain
