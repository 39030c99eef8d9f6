#pragma once

#include "base/result.h"
#include "sim/service_core.h"

#include <QByteArray>

#include <optional>

namespace ops::sim {

enum class FaultKind {
    Slow,
    Deaf,
    Hear,
    Malformed,
    Lie,
    Crash,
    Restart,
    Storm,
    Sick,
    Heal,
    Quiet,
    Trade,
    Rate,
    Script,
    Engine,
    Crowd,
    Status,
    Quit
};

// One line asked for on standard input or the control subject.
struct FaultCommand {
    FaultKind kind = FaultKind::Status;
    std::optional<Role> role; // nullopt: all played roles
    int number = 0;           // slow: ms; storm: lines; crowd: containers
    int perSecond = 0;        // storm: 0 means as fast as possible
    double rate = 0;          // rate: orders per second
    QString word;             // sick: "degraded" or "unhealthy"; script: OPEN, SOFT_HALT or HARD_HALT;
                              // engine: "gone", "frozen" or "back"
    QString sender;           // script: whom it claims to be from; empty: it names nobody
    bool everywhere = false;  // lie: in telemetry too
};

// "slow titan-brain 300", "lie execution everywhere", "storm all 1000 200", ... Errors name the word that is wrong.
base::Result<FaultCommand> parseFault(const QByteArray& line);

// The change a fault makes to a service's flags; kinds that are not about flags change nothing.
void applyFault(FaultFlags& flags, const FaultCommand& command);

} // namespace ops::sim
