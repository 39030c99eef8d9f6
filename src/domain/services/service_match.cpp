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

QString withoutLastSlash(const QString& path)
{
    return path.size() > 1 && path.endsWith(QLatin1Char('/')) ? path.chopped(1) : path;
}

struct Votes {
    bool here = false; // it was brought up in the host's working directory, where the runbook's commands are typed
    int names = 0;     // of the runbook's commands
    int labels = 0;
    int running = 0;

    auto rank() const { return std::tuple(here, names, labels, running); }
};

QMap<QString, Votes> votesFor(const std::vector<WantedService>& wanted, const HostContainers& host)
{
    QMap<QString, Votes> votes;
    for (const SeenContainer& seen : host.seen) {
        const Container& container = seen.container;
        if (container.project.isEmpty() || container.oneOff)
            continue;
        for (const WantedService& service : wanted) {
            if (service.host != host.engine.host)
                continue;
            const bool named = isNamedSo(container, service.service);
            const bool labelled = isLabelledSo(container, service.service);
            if (!named && !labelled)
                continue;
            Votes& of = votes[container.project];
            of.names += named ? 1 : 0;
            of.labels += labelled ? 1 : 0;
            of.running += container.isUp() ? 1 : 0;
            of.here = of.here || (!host.directory.isEmpty() &&
                                  withoutLastSlash(container.directory) == withoutLastSlash(host.directory));
        }
    }
    return votes;
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

ProjectChoice chooseProject(const std::vector<WantedService>& wanted, const HostContainers& host)
{
    ProjectChoice choice;
    const QMap<QString, Votes> votes = votesFor(wanted, host);
    for (auto vote = votes.begin(); vote != votes.end(); ++vote)
        if (choice.project.isEmpty() || vote->rank() > votes.value(choice.project).rank())
            choice.project = vote.key();
    choice.others = votes.keys();
    choice.others.removeAll(choice.project);
    // One directory has two of them where the project's name was changed: then it decides nothing. Nor does it where
    // all there has ended and another one runs.
    const Votes chosen = votes.value(choice.project);
    const bool isRivalled = std::any_of(choice.others.begin(), choice.others.end(), [&](const QString& other) {
        const Votes of = votes.value(other);
        return of.here || (chosen.running == 0 && of.running > 0);
    });
    choice.certain = choice.others.isEmpty() || (chosen.here && !isRivalled);
    return choice;
}

ServiceMatch matchServices(const std::vector<WantedService>& wanted, const HostContainers& host)
{
    ServiceMatch match;
    match.project = chooseProject(wanted, host).project;
    const QString& project = match.project;
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
        if (!taken.contains(&seen) && (project.isEmpty() || seen.container.project == project ||
                                       !namedService(wanted, host.engine.host, seen.container).isEmpty()))
            match.others.push_back(&seen);
    return match;
}

QString labelledService(const std::vector<WantedService>& wanted, const Container& container)
{
    const auto found = std::find_if(wanted.begin(), wanted.end(), [&container](const WantedService& each) {
        return isLabelledSo(container, each.service);
    });
    return found == wanted.end() ? QString() : found->service.name;
}

QString namedService(const std::vector<WantedService>& wanted, const QString& host, const Container& container)
{
    const auto found = std::find_if(wanted.begin(), wanted.end(), [&](const WantedService& each) {
        return each.host == host && isNamedSo(container, each.service);
    });
    return found == wanted.end() ? QString() : found->service.name;
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
