#pragma once

#include "domain/services/engine_status.h"

#include <chrono>
#include <vector>

// How an engine's containers are kept known: ask it, follow its events, look at everything, and look again every few
// seconds and after every gap. Pure; the adapter feeds it what happens and the clock's time, and carries out what it
// answers, in that order.
namespace ops::domain {

struct EngineTimes {
    std::chrono::milliseconds reconcile{10'000};    // from one look to the next, whatever the events say
    std::chrono::milliseconds eventsPatience{3000}; // for the follower of the events to begin
    std::chrono::milliseconds firstRetry{250};      // after a failure; doubled by each further one
    std::chrono::milliseconds lastRetry{2000};
    // From one reading of its clock to the next, which costs a question of its own. What ages rest on for so long at
    // most is a clock that was set meanwhile.
    std::chrono::milliseconds clock{120'000};
};

// Why an engine gave no usable answer, and what that makes of it.
struct EngineFailure {
    EnginePhase phase = EnginePhase::Gone; // Frozen, Silent or Gone
    base::Error error;

    bool operator==(const EngineFailure&) const = default;
};

struct EngineFollow {
    EngineTimes times;
    EngineStatus status;
    bool asking = false;     // it was asked who it is, and has not answered
    bool eventsOpen = false; // its events are followed, or will be as soon as the follower has begun
    bool looking = false;    // everything is looked at
    bool followed = false;   // it was Following before: the next time is a return
    int failures = 0;        // since it was last Following for a whole look's time
    base::Instant clockAt;   // when it last answered what its clock says
    std::optional<base::Instant> dueAt;
};

enum class EngineEffect {
    AskEngine,    // who it is and what its clock says; answered by onEngineAnswered or onEngineFailed
    BeginEvents,  // from the moment of that answer on; answered by onEventsBegan, and some day by onEventsEnded
    EndEvents,    // nothing of that follower is heard any more
    LookAtAll,    // in place of a look on its way; answered by onLooked or onEngineFailed
    ReadClock,    // what its clock says now; answered by onClockRead, or asked again after the next look
    EndQuestions, // nobody waits for them any more
    SayStatus,
};

struct EngineStep {
    EngineFollow follow;
    std::vector<EngineEffect> effects;
};

EngineFollow idleEngine(const QString& host, const EngineTimes& times, const base::Instant& now);
EngineStep beginFollowing(EngineFollow follow, const base::Instant& now);
EngineStep endFollowing(EngineFollow follow, const base::Instant& now);
// `clock`: nullopt where it did not say.
EngineStep onEngineAnswered(EngineFollow follow, const QString& version, const base::Instant& now,
                            const std::optional<ClockReading>& clock = std::nullopt);
// The same while it is followed. What the reading before allows for changes nothing, unless it is more exact.
EngineStep onClockRead(EngineFollow follow, const std::optional<ClockReading>& clock, const base::Instant& now);
EngineStep onEventsBegan(EngineFollow follow, const base::Instant& now);
// Not asked for: the engine died, the connection was cut, or the follower was killed.
EngineStep onEventsEnded(EngineFollow follow, const EngineFailure& failure, const base::Instant& now);
EngineStep onLooked(EngineFollow follow, const base::Instant& now);
// A question that only asks, of one container or of all, was not answered.
EngineStep onEngineFailed(EngineFollow follow, const EngineFailure& failure, const base::Instant& now);
EngineStep tickEngine(EngineFollow follow, const base::Instant& now);

// When tickEngine has something to do next, in nanoseconds of the monotonic clock; none: nothing until something
// happens.
std::optional<qint64> nextTickNs(const EngineFollow& follow);

} // namespace ops::domain
