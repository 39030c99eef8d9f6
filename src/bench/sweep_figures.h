#pragma once

#include "bench/options.h"

namespace ops::bench {

// How long all health checks take together, against the slowest of them: a drill's six, Run all again and again.
bool measureSweep(const Options& options);

} // namespace ops::bench
