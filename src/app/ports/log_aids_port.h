#pragma once

#include "domain/log/log_aids.h"

#include <functional>
#include <optional>

namespace ops::app {

// Where a person's filters and highlights are kept. Small and quick; GUI thread.
class LogAidsPort {
public:
    // Changes what is kept, or says why it shall stay as it is.
    using Change = std::function<std::optional<base::Error>(domain::LogAids&)>;

    LogAidsPort() = default;
    LogAidsPort(const LogAidsPort&) = delete;
    LogAidsPort& operator=(const LogAidsPort&) = delete;
    virtual ~LogAidsPort() = default;

    // Empty where nothing was kept yet. Errors: InvalidInput with file, place, found and expected; what the system
    // says.
    virtual base::Result<domain::LogAids> load() const = 0;
    // Reads them, has `act` change them and keeps all of them in one act, and lets nobody else change them meanwhile.
    // Gives what is kept now. `act` is called at most once, before the call returns, and calls no port. When anything
    // goes wrong, they stay as they were. Errors: those of load() and of `act`; Busy when somebody else was at it for
    // too long; what the system says.
    virtual base::Result<domain::LogAids> change(const Change& act) = 0;
};

} // namespace ops::app
