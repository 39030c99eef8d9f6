#include "domain/services/service_table.h"

#include "domain/services/service_levels.h"
#include "domain/services/service_match.h"

#include <algorithm>
#include <tuple>

namespace ops::domain {
namespace {

HostContainers* hostOf(ServiceTable& table, const QString& host)
{
    const auto found = std::find_if(table.hosts.begin(), table.hosts.end(),
                                    [&host](const HostContainers& known) { return known.engine.host == host; });
    return found == table.hosts.end() ? nullptr : &*found;
}

SeenContainer* seenOf(HostContainers& host, const QString& id)
{
    const auto found = std::find_if(host.seen.begin(), host.seen.end(),
                                    [&id](const SeenContainer& seen) { return seen.container.id == id; });
    return found == host.seen.end() ? nullptr : &*found;
}

std::vector<ServiceTrouble> troublesOf(const ServiceRow& row)
{
    // What a stop that was asked for leaves behind: SIGINT, SIGKILL, SIGTERM.
    constexpr int stopCodes[] = {130, 137, 143};
    std::vector<ServiceTrouble> troubles;
    if (!row.container) {
        if (row.inRunbook && row.knownAt)
            troubles.push_back(ServiceTrouble::Missing);
        return troubles;
    }
    const Container& container = *row.container;
    const bool down = container.run == ContainerRun::Exited || container.run == ContainerRun::Dead;
    if (row.restarts.loop)
        troubles.push_back(ServiceTrouble::RestartLoop);
    if (container.oomKilled)
        troubles.push_back(ServiceTrouble::OutOfMemory);
    if (down && container.exitCode.value_or(0) != 0) {
        const bool askedFor =
            std::find(std::begin(stopCodes), std::end(stopCodes), *container.exitCode) != std::end(stopCodes) &&
            row.restarts.crashes == 0;
        if (!askedFor)
            troubles.push_back(ServiceTrouble::Crashed);
    } else if (!down && !row.restarts.loop && row.restarts.crashes > 0) {
        troubles.push_back(ServiceTrouble::CrashedLately);
    }
    if (!container.error.isEmpty())
        troubles.push_back(ServiceTrouble::StartFailed);
    if (row.inRunbook && !row.wantedContainer.isEmpty() && container.name != row.wantedContainer)
        troubles.push_back(ServiceTrouble::Renamed);
    return troubles;
}

void takeSeen(ServiceRow& row, const SeenContainer& seen, const base::Instant& now)
{
    row.container = seen.container;
    row.knownAt = seen.at;
    row.load = seen.load;
    row.loadAt = seen.loadAt;
    row.restarts = judgeRestarts(seen.restarts, now);
    row.level(LevelKind::Container) = containerLevel(seen.container, row.inRunbook, seen.at);
    row.level(LevelKind::Container).latencyMs = seen.latencyMs;
    row.level(LevelKind::Healthcheck) = healthcheckLevel(seen.container, seen.at);
}

// What others than the engine say of a service of the runbook.
void takeOthers(ServiceRow& row, const ServiceTable& table, bool hasEndpoint)
{
    HealthLevel unasked;
    unasked.grade = hasEndpoint ? LevelGrade::Unknown : LevelGrade::NotApplicable;
    row.level(LevelKind::Endpoint) = table.endpoints.value(row.name, unasked);
    HealthLevel unheard;
    unheard.grade = LevelGrade::NotApplicable;
    row.level(LevelKind::TradingState) = unheard;
    for (const ServiceState& state : table.trading)
        if (state.service == row.name)
            row.level(LevelKind::TradingState) = tradingLevel(state, table.tradingMaxAge);
}

ServiceRow wantedRow(const ServiceTable& table, const WantedService& wanted, const HostContainers* host,
                     const SeenContainer* seen, const base::Instant& now)
{
    ServiceRow row;
    row.key = QStringLiteral("service:") + wanted.service.name;
    row.name = wanted.service.name;
    row.host = wanted.host;
    row.inRunbook = true;
    row.role = wanted.service.role;
    row.provesHalt = wanted.service.provesHalt;
    row.wantedContainer = wanted.service.container;
    row.engineFollowed = host != nullptr && host->engine.phase == EnginePhase::Following;
    if (seen != nullptr) {
        takeSeen(row, *seen, now);
    } else if (host != nullptr && host->lookedAt) {
        row.knownAt = host->lookedAt;
        row.level(LevelKind::Container) = missingLevel(*host->lookedAt);
        row.level(LevelKind::Healthcheck).grade = LevelGrade::NotApplicable;
        row.nearestName = nearestContainer(wanted.service, host->seen);
    }
    takeOthers(row, table, wanted.hasEndpoint);
    row.troubles = troublesOf(row);
    return row;
}

ServiceRow otherRow(const ServiceTable& table, const HostContainers& host, const SeenContainer& seen,
                    const base::Instant& now)
{
    ServiceRow row;
    row.key = QStringLiteral("container:%1/%2").arg(host.engine.host, seen.container.id);
    // A second container of a service that has its row already goes by its own name, and so do several of one service.
    const QString& label = seen.container.service;
    const bool named = std::any_of(table.wanted.begin(), table.wanted.end(), [&label](const WantedService& wanted) {
        return wanted.service.name == label || wanted.service.composeName == label;
    });
    const auto several = std::count_if(host.seen.begin(), host.seen.end(), [&label](const SeenContainer& other) {
        return other.container.service == label;
    });
    row.name = label.isEmpty() || named || several > 1 ? seen.container.name : label;
    row.host = host.engine.host;
    row.engineFollowed = host.engine.phase == EnginePhase::Following;
    takeSeen(row, seen, now);
    for (const LevelKind kind : {LevelKind::Endpoint, LevelKind::TradingState})
        row.level(kind).grade = LevelGrade::NotApplicable;
    row.troubles = troublesOf(row);
    return row;
}

// A service that is missing, and that this container may be under another name.
void noteWhatItMayBe(ServiceRow& other, const std::vector<ServiceRow>& wanted)
{
    for (const ServiceRow& row : wanted)
        if (!row.container && row.host == other.host && !row.nearestName.isEmpty() &&
            (row.nearestName == other.container->name || row.nearestName == other.container->service))
            other.mayBe = row.name;
}

} // namespace

ServiceTable startServiceTable(std::vector<WantedService> wanted, const QStringList& hosts,
                               const QHash<QString, QString>& directories)
{
    ServiceTable table;
    table.wanted = std::move(wanted);
    for (const QString& host : hosts) {
        HostContainers containers;
        containers.engine.host = host;
        containers.directory = directories.value(host);
        table.hosts.push_back(containers);
    }
    return table;
}

ServiceTable onEngineStatus(ServiceTable table, const EngineStatus& status)
{
    if (HostContainers* host = hostOf(table, status.host))
        host->engine = status;
    return table;
}

ServiceTable onLook(ServiceTable table, const QString& host, const std::vector<Container>& containers,
                    const base::Instant& at, std::optional<double> latencyMs)
{
    HostContainers* known = hostOf(table, host);
    if (known == nullptr)
        return table;
    std::vector<SeenContainer> seen;
    for (const Container& container : containers) {
        SeenContainer next;
        if (const SeenContainer* before = seenOf(*known, container.id))
            next = *before;
        next.container = container;
        next.at = at;
        next.latencyMs = latencyMs;
        next.restarts = onContainerSeen(std::move(next.restarts), container, at);
        seen.push_back(std::move(next));
    }
    known->seen = std::move(seen);
    known->lookedAt = at;
    return table;
}

ServiceTable onContainerChanged(ServiceTable table, const QString& host, const Container& container,
                                const EngineEvent& event, const base::Instant& at)
{
    HostContainers* known = hostOf(table, host);
    if (known == nullptr)
        return table;
    SeenContainer* seen = seenOf(*known, container.id);
    if (seen == nullptr) {
        known->seen.emplace_back();
        seen = &known->seen.back();
    }
    seen->container = container;
    seen->at = at;
    seen->latencyMs.reset();
    seen->restarts = onEngineEvent(std::move(seen->restarts), event, at);
    // What an end leaves is known from its event alone: whether a restart follows, which the engine will count, is not.
    if (event.action != QLatin1String("die"))
        seen->restarts = onContainerSeen(std::move(seen->restarts), container, at);
    return table;
}

ServiceTable onContainerGone(ServiceTable table, const QString& host, const QString& containerId)
{
    if (HostContainers* known = hostOf(table, host)) {
        const auto gone = std::remove_if(known->seen.begin(), known->seen.end(),
                                         [&](const SeenContainer& seen) { return seen.container.id == containerId; });
        known->seen.erase(gone, known->seen.end());
    }
    return table;
}

ServiceTable onLoads(ServiceTable table, const QString& host, const QVector<ContainerLoad>& loads,
                     const base::Instant& at)
{
    HostContainers* known = hostOf(table, host);
    if (known == nullptr)
        return table;
    for (const ContainerLoad& load : loads) {
        for (SeenContainer& seen : known->seen) {
            if (load.id.isEmpty() || !seen.container.id.startsWith(load.id))
                continue;
            seen.load = load;
            seen.loadAt = at;
        }
    }
    return table;
}

ServiceTable onEndpointLevel(ServiceTable table, const QString& service, const HealthLevel& level)
{
    table.endpoints.insert(service, level);
    return table;
}

ServiceTable onTradingStates(ServiceTable table, const StateWatch& watch)
{
    table.trading = watch.services;
    table.tradingMaxAge = watch.maxAge;
    return table;
}

ServiceTable noteHistories(ServiceTable table, const std::vector<ServiceRow>& rows, const base::Instant& now)
{
    QHash<QString, ServiceHistory> kept;
    for (const ServiceRow& row : rows) {
        ServiceHistory history = table.histories.take(row.key);
        for (const LevelKind kind : allLevelKinds)
            history[static_cast<size_t>(kind)].note(
                isStale(row, kind, now) ? LevelGrade::Unknown : row.level(kind).grade, now);
        kept.insert(row.key, history);
    }
    table.histories = std::move(kept);
    return table;
}

std::vector<ServiceRow> serviceRows(const ServiceTable& table, const base::Instant& now)
{
    QHash<QString, const HostContainers*> hosts;
    QHash<QString, const SeenContainer*> found;
    std::vector<ServiceRow> others;
    for (const HostContainers& host : table.hosts) {
        hosts.insert(host.engine.host, &host);
        const ServiceMatch match = matchServices(table.wanted, host);
        found.insert(match.found);
        for (const SeenContainer* seen : match.others)
            others.push_back(otherRow(table, host, *seen, now));
    }
    std::vector<ServiceRow> rows;
    for (const WantedService& wanted : table.wanted)
        rows.push_back(wantedRow(table, wanted, hosts.value(wanted.host), found.value(wanted.service.name), now));
    for (ServiceRow& other : others)
        noteWhatItMayBe(other, rows);
    std::sort(others.begin(), others.end(), [](const ServiceRow& a, const ServiceRow& b) {
        return std::tie(a.name, a.key) < std::tie(b.name, b.key);
    });
    rows.insert(rows.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return rows;
}

} // namespace ops::domain
