#pragma once

#include "domain/log/log_store.h"

namespace ops::main {

// How much of a log this program keeps, and where: what LogStoreLimits says, in memory that is mapped when it is used.
domain::LogStoreLimits logLimits();

} // namespace ops::main
