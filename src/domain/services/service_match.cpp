#include "domain/services/service_match.h"

#include "domain/services/nearest_name.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace ops::domain {
namespace {

bool isNamedSo(const Container& container, const RunbookService& service)
{
    return !service.container.isEmpty() && container.name == service.container;
}

bool isLabelledSo(const Container& container, const RunbookService& service)
{
    return !service.composeName.isEmpty() && container.service == service.composeName;
}

// The compose project that most of the runbook's services are found in; empty: none is.
QString projectOf(const std::vector<WantedService>& wanted, const HostContainers& host)
{
    QMap<QString, int> votes;
    for (const SeenContainer& seen : host.seen) {
        const Container& container = seen.container;
        if (container.project.isEmpty() || container.oneOff)
            continue;
        for (const WantedService& service : wanted)
            if (service.host == host.engine.host &&
                (isLabelledSo(container, service.service) || isNamedSo(container, service.service)))
                ++votes[container.project];
    }
    QString project;
    for (auto vote = votes.begin(); vote != votes.end(); ++vote)
        if (project.isEmpty() || *vote > votes.value(project))
            project = vote.key();
    return project;
}

bool stands(const Container& container, const RunbookService& service, const QString& project)
{
    if (container.oneOff)
        return false;
    return isNamedSo(container, service) || (isLabelledSo(container, service) && container.project == project);
}

// More is better.
auto rank(const Container& container, const RunbookService& service, const QString& project)
{
    return std::tuple(isLabelledSo(container, service) && container.project == project, isNamedSo(container, service),
                      container.run == ContainerRun::Running, container.startedUtcMs.value_or(0));
}

} // namespace

ServiceMatch matchServices(const std::vector<WantedService>& wanted, const HostContainers& host)
{
    ServiceMatch match;
    const QString project = projectOf(wanted, host);
    QSet<const SeenContainer*> taken;
    for (const WantedService& service : wanted) {
        if (service.host != host.engine.host)
            continue;
        const SeenContainer* best = nullptr;
        for (const SeenContainer& seen : host.seen)
            if (!taken.contains(&seen) && stands(seen.container, service.service, project) &&
                (best == nullptr ||
                 rank(best->container, service.service, project) < rank(seen.container, service.service, project)))
                best = &seen;
        if (best == nullptr)
            continue;
        taken.insert(best);
        match.found.insert(service.service.name, best);
    }
    for (const SeenContainer& seen : host.seen)
        if (!taken.contains(&seen) && (project.isEmpty() || seen.container.project == project))
            match.others.push_back(&seen);
    return match;
}

QString nearestContainer(const RunbookService& service, const std::vector<SeenContainer>& seen)
{
    QStringList names;
    for (const SeenContainer& one : seen) {
        names << one.container.name;
        if (!one.container.service.isEmpty())
            names << one.container.service;
    }
    names.sort();
    names.removeDuplicates();
    const QString near = nearestName(service.container.isEmpty() ? service.name : service.container, names);
    return near.isEmpty() ? nearestName(service.composeName, names) : near;
}

} // namespace ops::domain
