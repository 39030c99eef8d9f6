#pragma once

#include "domain/services/service_table.h"

#include <QHash>

// Which container is which service of the runbook on one host.
namespace ops::domain {

struct ServiceMatch {
    QString project;                            // that the runbook's services are looked for in; empty: none
    QHash<QString, const SeenContainer*> found; // service name -> its container
    // Containers of the runbook's compose project that are none of its services, and whatever else bears a name that
    // the runbook's commands use: they reach it. Where no project can be told, every container of the host.
    std::vector<const SeenContainer*> others;
};

// Which compose project of a host is the one of the runbook.
struct ProjectChoice {
    QString project;    // empty: none has any of its services
    QStringList others; // that have some of them too
    // There is no other; or it alone was brought up in the host's working directory, and does not stand still while
    // another one runs.
    bool certain = false;
};
// The one that was brought up in the host's working directory; else, and of several there, the one with the most
// containers of the runbook's names, then with the most of its compose services, then with the most that run.
ProjectChoice chooseProject(const std::vector<WantedService>& wanted, const HostContainers& host);

// By the compose labels first (service, in the chosen project), then by the container's name as the runbook has it,
// whichever project that belongs to: it is what the runbook's commands reach. Of several containers of one service the
// one that bears the runbook's name, else one that runs, else the newest. A one-off run of a service's image is no
// service. The result points into `host`.
ServiceMatch matchServices(const std::vector<WantedService>& wanted, const HostContainers& host);

// The service that the container's compose label names, whichever container stands for it; empty: none.
QString labelledService(const std::vector<WantedService>& wanted, const Container& container);

// The service of that host whose commands in the runbook name the container; empty: none.
QString namedService(const std::vector<WantedService>& wanted, const QString& host, const Container& container);

// What a missing service may be called here; empty: there is nothing like it.
QString nearestContainer(const RunbookService& service, const std::vector<SeenContainer>& seen);

} // namespace ops::domain
