#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "domain/log/log_types.h"

#include <chrono>
#include <optional>
#include <vector>

// How the log of one container is kept followed. A follower ends without a word when its container stops or starts
// again, when the engine dies, when ssh is cut: it is begun again where it left off. Pure; a controller feeds it what
// happens and the clock's time, and carries out what it answers, in that order.
namespace ops::domain {

enum class LogFollowPhase {
    Idle,      // its container has not been seen yet
    Attaching, // a follower is on its way
    Following, // it has begun
    Retrying,  // it ended, and the log is not read to its end; it is begun again by itself
    Waiting,   // the container does not run, and its log has been read to its end
    Over,      // the container is no more
};

struct LogFollowTimes {
    std::chrono::milliseconds firstRetry{250}; // after an end; doubled by each further one
    std::chrono::milliseconds lastRetry{5000};
    std::chrono::milliseconds steady{10'000}; // who followed for so long begins again with the first one
};

// How one follower ended, once all that it printed has been read.
struct LogsEnd {
    std::optional<base::Error> error; // none: by itself, with the log read as far as it went
    qint64 fresh = 0;                 // lines that no earlier one had brought
    LogTime last;                     // of the last line of all

    bool operator==(const LogsEnd&) const = default;
};

struct LogFollow {
    LogFollowTimes times;
    LogFollowPhase phase = LogFollowPhase::Idle;
    bool runs = false;         // the container, as far as the engine's news go
    bool gone = false;         // it was removed
    bool engineAnswers = true; // nothing can be begun where it does not
    int failures = 0;
    std::optional<base::Error> error; // why Retrying
    base::Instant attachedAt;
    std::optional<qint64> dueNs;
};

enum class LogFollowEffect {
    Attach,      // a follower, where the one before it left off
    SayMissing,  // the container was removed before its log was read to its end: lines may be missing
    SayFollowed, // the phase, or why, is another one
};

struct LogFollowStep {
    LogFollow follow;
    std::vector<LogFollowEffect> effects;
};

LogFollow idleLogFollow(const LogFollowTimes& times = {});
// The engine says how the container is.
LogFollowStep onContainerSeen(LogFollow follow, bool runs, const base::Instant& now);
LogFollowStep onContainerRemoved(LogFollow follow, const base::Instant& now);
LogFollowStep onEngineSeen(LogFollow follow, bool answers, const base::Instant& now);
LogFollowStep onLogsBegan(LogFollow follow, const base::Instant& now);
LogFollowStep onLogsEnded(LogFollow follow, const LogsEnd& end, const base::Instant& now);
LogFollowStep tickLogFollow(LogFollow follow, const base::Instant& now);
// When tickLogFollow has something to do, in nanoseconds of the monotonic clock.
std::optional<qint64> nextTickNs(const LogFollow& follow);

} // namespace ops::domain
