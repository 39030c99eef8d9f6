#pragma once

#include "domain/host/host_status.h"
#include "domain/host/tool_report.h"
#include "domain/services/engine_status.h"

namespace ops::domain {

// A host's tools are found once, its engine is heard all the time: what the engine says now counts for more than what
// was found then; where the host itself cannot be reached, nothing is known of its engine. The other tools stay as they
// are.
std::vector<ToolFinding> withEngineNow(std::vector<ToolFinding> found, const EngineStatus& engine,
                                       const HostStatus& host);

} // namespace ops::domain
