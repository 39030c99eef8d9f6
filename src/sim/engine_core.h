#pragma once

#include "sim/service_core.h"

namespace ops::sim {

// The public versions' services (jan30, feb16) as titan-facts found them: the engine has one halt flag, never answers,
// and keeps the flag in a lock file; nobody else reacts to NATS commands.
Step publicVersionStep(const CoreConfig& config, CoreState state, const Event& event);

} // namespace ops::sim
