#pragma once

#include "support/console_rig.h"

namespace ops::test {

// The runbook's six checks: two endpoints, NATS, Redis, Postgres and the script.
domain::Runbook healthRunbook();
// PROD titan-prod with one command host, titan-1.
domain::Environment healthEnvironment(domain::HostKind kind = domain::HostKind::Local);

// A check by its id; the test ends where there is none.
const domain::HealthRecord& healthRecord(const ConsoleRig& rig, const char* id);
// The newest run whose argv has this word and that is not over; a null id: there is none.
domain::HostRunId healthRun(const ConsoleRig& rig, const char* word);
// Everything that is under way is answered as the runbook expects.
void answerAllWell(ConsoleRig& rig);

} // namespace ops::test
