#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>

#include <chrono>
#include <optional>

namespace ops::domain {

// What the practice stack puts into every version that it tells: no container runs behind such an engine.
inline constexpr auto simulatedWord = "simulated";
inline bool isSimulatedEngine(const QString& version)
{
    return version.contains(QLatin1String(simulatedWord));
}

// Whether what is known of a host's containers can still grow: the engine answers and its events are followed.
enum class EnginePhase {
    Idle,      // not asked yet
    Attaching, // the first look is on its way
    Following, // looked at, and every event since is heard
    Frozen,    // it was reached, and does not answer within its deadline
    Silent,    // nothing comes from there within its deadline, and it is not known whether it was reached
    Gone,      // it cannot be reached
};

// What one question told of an engine's clock.
struct ClockReading {
    std::chrono::milliseconds ahead{0};  // of this machine's, as that is now
    std::chrono::milliseconds within{0}; // what that may be wrong by, either way

    bool operator==(const ClockReading&) const = default;
};

struct EngineStatus {
    QString host;
    EnginePhase phase = EnginePhase::Idle;
    base::Instant since;
    base::Instant answeredAt;         // last time it answered anything
    std::optional<base::Error> error; // why Frozen, Silent or Gone
    QString version;                  // "20.10.24", empty until it said so
    int reattached = 0;               // how often the events had to be taken up again
    // How far its clock is ahead of this machine's, as measured when it was asked last; nullopt: it has not said.
    std::optional<std::chrono::milliseconds> clockAhead;
    std::chrono::milliseconds clockWithin{0}; // what that may be wrong by, either way

    std::optional<ClockReading> clock() const
    {
        return clockAhead ? std::optional(ClockReading{*clockAhead, clockWithin}) : std::nullopt;
    }
    bool operator==(const EngineStatus&) const = default;
};

// The engine read its clock at some moment between `asked` and `answered`: the middle of them is wrong by half of what
// lies between at most, which is 1.25 s for the slowest answer that is waited for. What lies between is told by the
// clock that never jumps: this machine's may be set while the engine is asked.
constexpr ClockReading readClock(qint64 engineUtcMs, const base::Instant& asked, const base::Instant& answered)
{
    using std::chrono::milliseconds;
    const std::chrono::nanoseconds half = base::elapsed(asked, answered) / 2;
    constexpr milliseconds cutOff{2}; // of both clocks, which are read in whole milliseconds, and of the middle
    const qint64 readUtcMs = answered.utcMs - std::chrono::round<milliseconds>(half).count();
    return {milliseconds(engineUtcMs - readUtcMs), std::chrono::ceil<milliseconds>(half) + cutOff};
}
// What lies within this may be nothing but the error of the measuring.
inline constexpr std::chrono::milliseconds clocksAgreeWithin{2000};

} // namespace ops::domain
