#pragma once

#include "base/clock.h"
#include "domain/environment.h"
#include "domain/runbook.h"

namespace ops::app {

// What every controller of one session knows and none changes: where we are and who we are. Owned by main; outlives
// the controllers. GUI thread.
struct SessionContext {
    domain::Environment environment;
    domain::Runbook runbook;
    QString actor; // user@host
    const base::Clock* clock = nullptr;
};

} // namespace ops::app
