#pragma once

#include "domain/services/container.h"
#include "domain/services/health_level.h"
#include "domain/state_watch.h"

// What each source says of a service, as one level each. Pure; the words are made in ui.
namespace ops::domain {

// What the engine says. `inRunbook`: somebody expects it to run; of others, one that ended with code 0 has done its
// work.
HealthLevel containerLevel(const Container& container, bool inRunbook, const base::Instant& at);
// What the image's own check says. Of a container that does not run it says nothing now, whatever it said last.
HealthLevel healthcheckLevel(const Container& container, const base::Instant& at);
// The runbook's container does not exist.
HealthLevel missingLevel(const base::Instant& at);
// What the service says of trading. A halt is graded as its colours are: SOFT_HALT degraded, HARD_HALT failed. A stale
// or contradicted state keeps its word and loses its grade.
HealthLevel tradingLevel(const ServiceState& state, std::chrono::milliseconds maxAge);

} // namespace ops::domain
