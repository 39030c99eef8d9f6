#include "domain/services/service_table.h"

#include "domain/services/service_levels.h"
#include "domain/services/service_match.h"

#include <QSet>

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

// What shows that the image's check is made, or begins anew. While that is followed, whether it was made lately is not
// told by its stamp: that is of the engine's clock, which may be set right at any moment.
auto checkSigns(const Container& container)
{
    return std::tie(container.id, container.checkedUtcMs, container.startedUtcMs, container.run, container.health);
}

base::Instant earlierBy(std::chrono::milliseconds time, const base::Instant& at)
{
    return {at.monoNs - std::chrono::nanoseconds(time).count(), at.utcMs - time.count()};
}

// When a check was made that nobody saw being made: as the engine stamps it, by our clock; a process that was started
// since has its whole time. Taken for new, the last check of an engine that makes none any more would look young.
base::Instant stampedCheck(const Container& container, const base::Instant& at, const EngineStatus& engine)
{
    if (!engine.clockAhead || !container.checkedUtcMs)
        return at;
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24 * 365 * 100); // in nanoseconds it still fits
    const qint64 newest = std::max(*container.checkedUtcMs, container.startedUtcMs.value_or(0));
    const std::chrono::milliseconds age = std::chrono::milliseconds(at.utcMs - newest) + *engine.clockAhead;
    return earlierBy(std::clamp(age, std::chrono::milliseconds(0), longest), at);
}

void take(SeenContainer& seen, const Container& container, const base::Instant& at, const EngineStatus& engine)
{
    const bool isUnheardOf = seen.container.id.isEmpty() || engine.phase != EnginePhase::Following;
    if (checkSigns(seen.container) != checkSigns(container))
        seen.checkedAt = isUnheardOf ? stampedCheck(container, at, engine) : at;
    seen.container = container;
    seen.at = at;
}

std::vector<ServiceTrouble> troublesOf(const ServiceRow& row)
{
    // What a stop that was asked for leaves behind: SIGINT, SIGKILL, SIGTERM. So does one that nobody asked for: only
    // where the end was not heard is it judged by that.
    constexpr int stopCodes[] = {130, 137, 143};
    constexpr int signalBase = 128; // and what its image names instead
    std::vector<ServiceTrouble> troubles;
    if (!row.container) {
        if (row.inRunbook && row.knownAt)
            troubles.push_back(ServiceTrouble::Missing);
        return troubles;
    }
    const Container& container = *row.container;
    if (!row.foreignProject().isEmpty())
        troubles.push_back(ServiceTrouble::OtherProject);
    if (row.inRunbook && !row.project.isEmpty() && container.project.isEmpty())
        troubles.push_back(ServiceTrouble::NoProject);
    if (!container.unreadable.isEmpty()) {
        troubles.push_back(ServiceTrouble::Unreadable);
        return troubles;
    }
    const bool down = container.isDown();
    // Between an end and the start that follows its policy keeps it "restarting": that it is "exited" by an event alone
    // says nothing yet of whether the engine has given it up.
    const bool loops = row.restarts.loop && (!down || container.ahead);
    if (loops)
        troubles.push_back(ServiceTrouble::RestartLoop);
    // Some engines keep the mark of the last end while it runs again: of one that runs, its events tell.
    if (down ? container.oomKilled : row.restarts.oomSinceStart)
        troubles.push_back(ServiceTrouble::OutOfMemory);
    if (down && !loops && container.exitCode.value_or(0) != 0) {
        const bool looksAskedFor =
            std::find(std::begin(stopCodes), std::end(stopCodes), *container.exitCode) != std::end(stopCodes) ||
            (container.stopSignal && *container.exitCode == signalBase + *container.stopSignal);
        if (!row.restarts.endAskedFor.value_or(looksAskedFor))
            troubles.push_back(ServiceTrouble::Crashed);
    } else if (!down && !row.restarts.loop && row.restarts.crashes > 0) {
        troubles.push_back(ServiceTrouble::CrashedLately);
    }
    if (!container.error.isEmpty())
        troubles.push_back(ServiceTrouble::StartFailed);
    if (container.run == ContainerRun::Paused)
        troubles.push_back(ServiceTrouble::Paused);
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
    // A second container of a service is made to run on as the first one is; a one-off run of it is made to end.
    const bool isService = row.inRunbook || (!row.mayBe.isEmpty() && !seen.container.oneOff);
    row.level(LevelKind::Container) = containerLevel(seen.container, isService, seen.at);
    row.level(LevelKind::Container).latencyMs = seen.latencyMs;
    row.level(LevelKind::Healthcheck) = healthcheckLevel(seen.container, seen.at, seen.checkedAt);
}

// Of several endpoints of one service the one that says the worst news; what was well long ago is no better than what
// nobody knows.
const HealthLevel* worstOf(const QMap<QString, HealthLevel>& endpoints, const base::Instant& now)
{
    const auto grade = [&now](const HealthLevel& level) {
        return level.stale(now) ? worseGrade(level.grade, LevelGrade::Unknown) : level.grade;
    };
    const HealthLevel* worst = nullptr;
    for (const HealthLevel& level : endpoints)
        if (worst == nullptr || worseGrade(grade(*worst), grade(level)) != grade(*worst))
            worst = &level;
    return worst;
}

// What others than the engine say of a service of the runbook. `host`: as for wantedRow.
void takeOthers(ServiceRow& row, const ServiceTable& table, bool hasEndpoint, const HostContainers* host,
                const base::Instant& now)
{
    HealthLevel unasked;
    unasked.grade = hasEndpoint ? LevelGrade::Unknown : LevelGrade::NotApplicable;
    const auto endpoints = table.endpoints.constFind(row.name);
    const HealthLevel* endpoint = endpoints == table.endpoints.constEnd() ? nullptr : worstOf(*endpoints, now);
    row.level(LevelKind::Endpoint) = endpoint == nullptr ? unasked : *endpoint;
    HealthLevel unheard;
    unheard.grade = LevelGrade::NotApplicable;
    row.level(LevelKind::TradingState) = unheard;
    for (const ServiceState& state : table.trading)
        if (state.service == row.name)
            row.level(LevelKind::TradingState) =
                tradingLevel(state, table.tradingMaxAge, host != nullptr ? host->engine.clock() : std::nullopt);
}

void takeEngine(ServiceRow& row, const EngineStatus& engine)
{
    row.engineFollowed = engine.phase == EnginePhase::Following;
    row.clockAhead = engine.clockAhead.value_or(std::chrono::milliseconds(0));
}

// Another container bears the name that the runbook's commands use for the service that `seen` stands for.
bool isNameTaken(const QString& name, const SeenContainer& seen, const HostContainers& host)
{
    return !name.isEmpty() && std::any_of(host.seen.begin(), host.seen.end(), [&](const SeenContainer& other) {
        return other.container.name == name && other.container.id != seen.container.id;
    });
}

// `host`: nullptr where none is named for it. `project`: the runbook's there.
ServiceRow wantedRow(const ServiceTable& table, const WantedService& wanted, const HostContainers* host,
                     const QString& project, const SeenContainer* seen, const base::Instant& now)
{
    ServiceRow row;
    row.key = QStringLiteral("service:") + wanted.service.name;
    row.name = wanted.service.name;
    row.host = wanted.host;
    row.inRunbook = true;
    row.role = wanted.service.role;
    row.provesHalt = wanted.service.provesHalt;
    row.wantedContainer = wanted.service.container;
    row.project = project;
    if (host != nullptr)
        takeEngine(row, host->engine);
    if (seen != nullptr)
        row.nameTaken = isNameTaken(row.wantedContainer, *seen, *host);
    if (seen != nullptr) {
        takeSeen(row, *seen, now);
    } else if (host != nullptr && host->lookedAt) {
        row.knownAt = host->lookedAt;
        row.level(LevelKind::Container) = missingLevel(*host->lookedAt);
        row.level(LevelKind::Healthcheck).grade = LevelGrade::NotApplicable;
        row.nearestName = nearestContainer(wanted.service, host->seen);
    }
    takeOthers(row, table, wanted.hasEndpoint, host, now);
    row.troubles = troublesOf(row);
    return row;
}

ServiceRow otherRow(const ServiceTable& table, const HostContainers& host, const QString& project,
                    const SeenContainer& seen, const base::Instant& now)
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
    row.project = project;
    row.mayBe = labelledService(table.wanted, seen.container);
    if (row.mayBe.isEmpty())
        row.mayBe = namedService(table.wanted, row.host, seen.container);
    takeEngine(row, host.engine);
    takeSeen(row, seen, now);
    for (const LevelKind kind : {LevelKind::Endpoint, LevelKind::TradingState})
        row.level(kind).grade = LevelGrade::NotApplicable;
    row.troubles = troublesOf(row);
    return row;
}

// A service that is missing, and that this container may be under another name: as that it is made to run on.
void noteWhatItMayBe(ServiceRow& other, const std::vector<ServiceRow>& wanted)
{
    if (!other.mayBe.isEmpty())
        return;
    for (const ServiceRow& row : wanted)
        if (!row.container && row.host == other.host && !row.nearestName.isEmpty() &&
            (row.nearestName == other.container->name || row.nearestName == other.container->service))
            other.mayBe = row.name;
    if (other.mayBe.isEmpty() || other.container->oneOff)
        return;
    HealthLevel& level = other.level(LevelKind::Container);
    level.grade = containerLevel(*other.container, true, *other.knownAt).grade;
}

// Two of one service may act at once: two of an engine that trades, each on its own.
void noteSecond(ServiceRow& other, const std::vector<ServiceRow>& wanted)
{
    for (const ServiceRow& row : wanted) {
        if (!row.container || row.name != other.mayBe)
            continue;
        // Whether it runs or not, it is what the runbook's commands reach.
        if (row.nameTaken && row.host == other.host && row.wantedContainer == other.container->name)
            other.troubles.insert(other.troubles.begin(), ServiceTrouble::Namesake);
        else if (other.container->isUp() && row.container->project == other.container->project)
            other.troubles.insert(other.troubles.begin(), ServiceTrouble::Duplicate);
    }
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
        take(next, container, at, known->engine);
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
    take(*seen, container, at, known->engine);
    seen->latencyMs.reset();
    seen->restarts = onEngineEvent(std::move(seen->restarts), event, at);
    // What an end leaves is known from its event alone: whether a restart follows, which the engine will count, is not.
    if (event.action != QLatin1String("die") && event.action != QLatin1String("stop"))
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

ServiceTable onEndpointLevel(ServiceTable table, const QString& service, const HealthLevel& level, const QString& check)
{
    table.endpoints[service].insert(check, level);
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

std::vector<SharedEngine> sharedEngines(const ServiceTable& table)
{
    std::vector<SharedEngine> shared;
    QHash<QString, QString> firsts; // container -> the first host that tells of it
    for (const HostContainers& host : table.hosts) {
        QString first;
        for (const SeenContainer& seen : host.seen) {
            if (const auto known = firsts.constFind(seen.container.id); known != firsts.constEnd())
                first = *known;
            else
                firsts.insert(seen.container.id, host.engine.host);
        }
        if (!first.isEmpty())
            shared.push_back({host.engine.host, first});
    }
    return shared;
}

std::vector<ServiceRow> serviceRows(const ServiceTable& table, const base::Instant& now)
{
    QHash<QString, const HostContainers*> hosts;
    QHash<QString, QString> projects; // of the hosts
    QHash<QString, const SeenContainer*> found;
    std::vector<ServiceRow> others;
    std::vector<ServiceMatch> matches;
    QSet<QString> shown; // containers that have a row, or get one
    for (const HostContainers& host : table.hosts) {
        matches.push_back(matchServices(table.wanted, host));
        hosts.insert(host.engine.host, &host);
        projects.insert(host.engine.host, matches.back().project);
        found.insert(matches.back().found);
        for (const SeenContainer* seen : std::as_const(matches.back().found))
            shown.insert(seen->container.id);
    }
    for (size_t i = 0; i < matches.size(); ++i) {
        const HostContainers& host = table.hosts[i];
        const ServiceMatch& match = matches[i];
        for (const SeenContainer* seen : match.others) {
            if (shown.contains(seen->container.id))
                continue;
            shown.insert(seen->container.id);
            others.push_back(otherRow(table, host, match.project, *seen, now));
        }
    }
    std::vector<ServiceRow> rows;
    for (const WantedService& wanted : table.wanted)
        rows.push_back(wantedRow(table, wanted, hosts.value(wanted.host), projects.value(wanted.host),
                                 found.value(wanted.service.name), now));
    for (ServiceRow& other : others) {
        noteWhatItMayBe(other, rows);
        noteSecond(other, rows);
    }
    std::sort(others.begin(), others.end(), [](const ServiceRow& a, const ServiceRow& b) {
        return std::tie(a.name, a.key) < std::tie(b.name, b.key);
    });
    rows.insert(rows.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return rows;
}

} // namespace ops::domain
