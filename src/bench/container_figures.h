#pragma once

#include "bench/options.h"

namespace ops::bench {

// The services page on the practice host with more than fifty containers: from the end of a container's process to its
// repainted row, against a bare `docker events`; what the console costs at rest; how long its GUI thread is busy at a
// time. Needs the practice host's network: tests/stack/stack.sh run.
bool measureContainers(const Options& options);

} // namespace ops::bench
