#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>

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
    Frozen,    // it does not answer within its deadline
    Gone,      // it cannot be reached
};

struct EngineStatus {
    QString host;
    EnginePhase phase = EnginePhase::Idle;
    base::Instant since;
    base::Instant answeredAt;         // last time it answered anything
    std::optional<base::Error> error; // why Frozen or Gone
    QString version;                  // "20.10.24", empty until it said so
    int reattached = 0;               // how often the events had to be taken up again

    bool operator==(const EngineStatus&) const = default;
};

} // namespace ops::domain
