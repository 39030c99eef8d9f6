#pragma once

#include "domain/log/log_aids.h"

namespace ops::app {

// Where a person's filters and highlights are kept. Small and quick; GUI thread.
class LogAidsPort {
public:
    LogAidsPort() = default;
    LogAidsPort(const LogAidsPort&) = delete;
    LogAidsPort& operator=(const LogAidsPort&) = delete;
    virtual ~LogAidsPort() = default;

    // Empty where nothing was kept yet. Errors: InvalidInput with file, place, found and expected; what the system
    // says.
    virtual base::Result<domain::LogAids> load() const = 0;
    // All of them, in one act.
    virtual base::Result<void> save(const domain::LogAids& aids) = 0;
};

} // namespace ops::app
