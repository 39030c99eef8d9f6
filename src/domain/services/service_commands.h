#pragma once

#include "domain/runbook.h"
#include "domain/services/service_row.h"

#include <vector>

namespace ops::domain {

enum class ServiceCommandKind { Logs, Check, Health, Rollback };

// One command line of the runbook that is about a service; ui has a heading for each kind.
struct ServiceCommand {
    ServiceCommandKind kind = ServiceCommandKind::Logs;
    QString line; // for a POSIX shell, to copy; never run by this program (rule B7)

    bool operator==(const ServiceCommand&) const = default;
};

// What the runbook itself says to type about a service: its log lines, its check, its health URL, the rollback steps
// that name it. In the runbook's own words and order; where it has no log line for the service, the one that it uses
// for the others, with this service's container.
std::vector<ServiceCommand> serviceCommands(const Runbook& runbook, const RunbookService& service);

// Typed as it stands it reaches the row's own container: docker goes by the name, docker compose by the label. True
// where there is no container to reach, and for what does not go to one.
bool reachesContainer(const ServiceCommand& command, const ServiceRow& row);

} // namespace ops::domain
