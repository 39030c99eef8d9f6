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

// An end that its event told of.
struct HeardEnd {
    bool askedFor = false; // it was sent a signal on purpose, shortly before
    qint64 utcMs = 0;      // by the engine's stamp; 0: it bears none

    bool operator==(const HeardEnd&) const = default;
};

struct RestartWatch {         // of one container
    int restartCount = 0;     // as the engine said last
    int countedSinceLook = 0; // crashes whose events were heard since then
    bool looked = false;
    std::optional<base::Instant> killAskedAt; // a signal that ends it was sent to it on purpose
    std::optional<int> stopSignal;            // of its image, as the last look told; nullopt: not said
    std::optional<base::Instant> oomAt;       // a process in it was ended for want of memory, and it runs on
    std::deque<CrashExit> crashes;            // the newest few, oldest first
    int assumed = 0;                          // crashes that the last look told of and no event yet
    qint64 assumedBeforeMs = 0;               // the engine's clock: the events of those bear earlier stamps
    std::optional<HeardEnd> lastEnd;          // that it is down since; nullopt: it runs, or nobody heard it end

    bool operator==(const RestartWatch&) const = default;
};

struct RestartVerdict {
    bool loop = false;
    int crashes = 0;                           // within the last ten minutes
    std::optional<base::Instant> firstCrashAt; // of those
    std::optional<CrashExit> last;
    bool oomSinceStart = false;      // the kernel ended a process in it for want of memory, and it runs on
    std::optional<bool> endAskedFor; // of the end that it is down since; nullopt: nobody heard it end

    bool operator==(const RestartVerdict&) const = default;
};

RestartWatch onEngineEvent(RestartWatch watch, const EngineEvent& event, const base::Instant& at);
// A look at the container: restarts that no event told of count as crashes now; those before the first look do not.
RestartWatch onContainerSeen(RestartWatch watch, const Container& container, const base::Instant& at);
// A loop: 3 crashes within 60 s, or 5 within ten minutes. Between two restarts an engine waits up to a minute, so a
// loop is over only when the last crash is three minutes old.
RestartVerdict judgeRestarts(const RestartWatch& watch, const base::Instant& now);

} // namespace ops::domain
