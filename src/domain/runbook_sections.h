#pragma once

#include "domain/json_reader.h"
#include "domain/runbook.h"

// The sections of a runbook file, one reader each; only runbook_json.cpp uses them. Each reports what is wrong through
// the reader it is given.
namespace ops::domain::sections {

HaltSection readHalt(const JsonReader& json);
std::vector<RunbookService> readServices(const JsonReader& json);
StateProbe readStateProbe(const JsonReader& json);
ActivityProbe readActivityProbe(const JsonReader& json);
ExposureProbe readExposureProbe(const JsonReader& json);
HealthEndpoint readHealthEndpoint(const JsonReader& json);
InfrastructureCheck readInfrastructureCheck(const JsonReader& json);
RunbookScript readScript(const JsonReader& json);
RollbackSection readRollback(const JsonReader& json, const std::vector<RunbookService>& services);
RiskSection readRisk(const JsonReader& json);
EscalationRow readEscalationRow(const JsonReader& json);
LogCommand readLogCommand(const JsonReader& json);

} // namespace ops::domain::sections
