#pragma once

#include "bench/options.h"

namespace ops::bench {

// From the second act to SENT and to NOBODY LISTENING, on a calm window and on one that repaints, beside the raw
// yardstick of the same run. False: something could not be measured (said on standard error).
bool measureHalt(const Options& options);
// The same path when the server is gone, frozen or back again.
bool measureFaults(const Options& options);
bool measureReconnect(const Options& options);

} // namespace ops::bench
