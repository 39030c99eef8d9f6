#pragma once

#include "base/error.h"

#include <chrono>

namespace ops::infra {

// Why a server could not be reached after an attempt that took `tried`: asks the system again, because cnats does not
// tell. `url` is without credentials. Blocks for as long as the name service takes, and 200 ms at most for the port.
// Codes: TimedOut, NotFound (the name), Refused (the port), LinkDown (no route).
base::Error whyUnreachable(const QString& url, std::chrono::nanoseconds tried);

} // namespace ops::infra
