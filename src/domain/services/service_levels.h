#pragma once

#include "domain/services/container.h"
#include "domain/services/engine_status.h"
#include "domain/services/health_level.h"
#include "domain/state_watch.h"

// What each source says of a service, as one level each. Pure; the words are made in ui.
namespace ops::domain {

// What the engine says. `isService`: it is made to run on; of others, one that ended with code 0 has done its work.
HealthLevel containerLevel(const Container& container, bool isService, const base::Instant& at);
// What the image's own check says. Of a container that does not run it says nothing now, whatever it said last. An
// engine goes on saying what the check said last when it makes none any more, so that the level is as old as the check:
// `checkedAt`, when that was last seen to go on; `at`, when the engine was looked at.
HealthLevel healthcheckLevel(const Container& container, const base::Instant& at, const base::Instant& checkedAt);
// The runbook's container does not exist.
HealthLevel missingLevel(const base::Instant& at);
// What the service says of trading. A halt is graded as its colours are: SOFT_HALT degraded, HARD_HALT failed. A stale
// or contradicted state keeps its word and loses its grade. Nobody asks for it: how long it was on its way is what its
// own stamp proves, by `clock`, that of the host that it runs on; nullopt: nobody has read that.
HealthLevel tradingLevel(const ServiceState& state, std::chrono::milliseconds maxAge,
                         const std::optional<ClockReading>& clock = std::nullopt);

} // namespace ops::domain
