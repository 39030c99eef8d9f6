#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>

#include <optional>

namespace ops::domain {

enum class HostPhase {
    Idle,       // nothing was asked of it yet
    Connecting, // ssh is on its way
    Up,
    Down, // the connection failed or was lost; the next command makes it again
};

// Whether commands can reach a host. This machine is always Up.
struct HostStatus {
    QString host;
    HostPhase phase = HostPhase::Idle;
    base::Instant since;              // of the phase; while it is down: of the first failure after it was last up
    std::optional<base::Error> error; // why it is down

    bool up() const { return phase == HostPhase::Up; }
    // An attempt that follows a failure, and has not come to anything yet, makes nothing better.
    bool down() const { return phase == HostPhase::Down || (phase == HostPhase::Connecting && error); }
    bool operator==(const HostStatus&) const = default;
};

} // namespace ops::domain
