#pragma once

#include "bench/options.h"

namespace ops::bench {

// From exec to the first paint of the real window, beside two bare windows in the same run.
bool measureStartup(const Options& options);

} // namespace ops::bench
