#pragma once

#include "app/health_controller.h"
#include "bench/options.h"

namespace ops::bench {

// How long all health checks take together, against the slowest of them: Run all, again and again. The practice
// host's, by docker and a script as on a real one.
bool measureSweep(app::HealthController& health, const Options& options);
// A drill's, whose commands are played and take as long as a small program needs to start: what the console itself adds
// stands out.
bool measureDrillSweep(const Options& options);

} // namespace ops::bench
