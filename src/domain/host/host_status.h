#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>

#include <optional>

namespace ops::domain {

enum class HostPhase {
    Idle,       // nothing was asked of it yet, or its connection was closed for want of use
    Connecting, // ssh is on its way
    Up,
    Down, // the connection failed or was lost; the next command makes it again
};

// Whether commands can reach a host. This machine is always Up.
struct HostStatus {
    QString host;
    HostPhase phase = HostPhase::Idle;
    base::Instant since;
    std::optional<base::Error> error; // why Down

    bool up() const { return phase == HostPhase::Up; }
    bool operator==(const HostStatus&) const = default;
};

} // namespace ops::domain
