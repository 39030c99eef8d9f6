#include "domain/services/unknown_name.h"

#include "domain/services/nearest_name.h"

namespace ops::domain {
namespace {

void addUnknown(std::vector<UnknownName>& unknown, NameUse use, const QMap<QString, QString>& named,
                const QStringList& known)
{
    for (auto it = named.begin(); it != named.end(); ++it)
        if (!known.contains(it.key()))
            unknown.push_back({use, it.key(), it.value(), nearestName(it.key(), known), {}});
}

} // namespace

std::vector<UnknownName> unknownNames(const Environment& environment, const Runbook& runbook)
{
    std::vector<UnknownName> unknown;
    QStringList services;
    for (const RunbookService& service : runbook.services)
        services << service.name;
    addUnknown(unknown, NameUse::Host, environment.serviceHosts, services);
    for (UnknownName& name : unknown)
        if (const HostConfig* host = name.nearest.isEmpty() ? nullptr : environment.hostForService(name.nearest))
            name.nearestHost = host->name;
    QStringList asked;
    for (const HealthEndpoint& endpoint : runbook.healthEndpoints)
        asked << endpoint.service;
    addUnknown(unknown, NameUse::HealthUrl, environment.healthUrls, asked);
    return unknown;
}

} // namespace ops::domain
