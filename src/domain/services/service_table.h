#pragma once

#include "domain/runbook.h"
#include "domain/services/container.h"
#include "domain/services/engine_status.h"
#include "domain/services/level_history.h"
#include "domain/services/restart_watch.h"
#include "domain/services/service_row.h"
#include "domain/state_watch.h"

#include <QHash>
#include <QMap>

// What runs, against what the runbook says should: one row per service of the variant, plus every container of its
// compose project that it does not name. Pure values; the engines' news go in, rows come out. Names are data from
// outside (rule G7); containers are found by their compose labels, never by assuming names.
namespace ops::domain {

struct WantedService {
    RunbookService service;
    QString host;             // of its containers; empty: the environment names none
    bool hasEndpoint = false; // the runbook has a URL or a check for it
};

struct SeenContainer {
    Container container;
    base::Instant at;                // of the look or the event that it stands for
    std::optional<double> latencyMs; // of the look; nullopt: an event told of it
    base::Instant checkedAt;         // when the image's check was last seen to go on, by our own clock
    RestartWatch restarts;
    std::optional<ContainerLoad> load;
    std::optional<base::Instant> loadAt;
};

struct HostContainers {
    EngineStatus engine;
    QString directory; // where commands run on it, and with them `docker compose`; empty: not known
    std::vector<SeenContainer> seen;
    std::optional<base::Instant> lookedAt; // nullopt: never; nothing may be called missing
};

struct ServiceTable {
    std::vector<WantedService> wanted;
    std::vector<HostContainers> hosts;
    std::vector<ServiceState> trading;
    std::chrono::milliseconds tradingMaxAge{5000};
    QHash<QString, QMap<QString, HealthLevel>> endpoints; // service -> its checks' ids -> what each URL said
    QHash<QString, ServiceHistory> histories;             // row key -> its last hour
};

// `directories`: of hosts, by their names.
ServiceTable startServiceTable(std::vector<WantedService> wanted, const QStringList& hosts,
                               const QHash<QString, QString>& directories = {});
// News of an engine. A host that the table does not have is ignored.
ServiceTable onEngineStatus(ServiceTable table, const EngineStatus& status);
// The whole truth about a host: what is not in it is gone.
ServiceTable onLook(ServiceTable table, const QString& host, const std::vector<Container>& containers,
                    const base::Instant& at, std::optional<double> latencyMs = std::nullopt);
ServiceTable onContainerChanged(ServiceTable table, const QString& host, const Container& container,
                                const EngineEvent& event, const base::Instant& at);
ServiceTable onContainerGone(ServiceTable table, const QString& host, const QString& containerId);
ServiceTable onLoads(ServiceTable table, const QString& host, const QVector<ContainerLoad>& loads,
                     const base::Instant& at);
// `check`: the id of the health check, of which a service may have several; the worst is shown.
ServiceTable onEndpointLevel(ServiceTable table, const QString& service, const HealthLevel& level,
                             const QString& check = {});
ServiceTable onTradingStates(ServiceTable table, const StateWatch& watch);
// The rows' present levels go into their histories; to be called about once a second.
ServiceTable noteHistories(ServiceTable table, const std::vector<ServiceRow>& rows, const base::Instant& now);

// Two hosts of one engine, which both tell of the same containers.
struct SharedEngine {
    QString host;
    QString first; // the host that stands before it in the table, under which they are shown
};
// Ids are random and never two engines' own: one container that both have is proof enough.
std::vector<SharedEngine> sharedEngines(const ServiceTable& table);

// Rows in the variant's order, then the others by name. A container that several hosts tell of has one row.
std::vector<ServiceRow> serviceRows(const ServiceTable& table, const base::Instant& now);

} // namespace ops::domain
