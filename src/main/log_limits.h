#pragma once

#include "base/error.h"
#include "domain/log/log_store.h"

#include <optional>

namespace ops::main {

// How much of a log this program keeps, and where: in memory that is mapped when it is used. Lines that were loaded
// again may stand above the cap by a quarter of it, until somebody follows the log's end again.
struct LogLimits {
    domain::LogStoreLimits limits;
    int tail = 100;                     // lines that each container's log begins with
    std::optional<base::Error> problem; // with the preferences; the preset is in force
};
// As the preferences in the config directory `configRoot` say. A small blocking read.
LogLimits logLimits(const QString& configRoot);

} // namespace ops::main
