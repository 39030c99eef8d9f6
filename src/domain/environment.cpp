#include "domain/environment.h"

#include <algorithm>

namespace ops::domain {

QString environmentKindWord(EnvironmentKind kind)
{
    switch (kind) {
    case EnvironmentKind::Prod:
        return QStringLiteral("PROD");
    case EnvironmentKind::Staging:
        return QStringLiteral("STAGING");
    case EnvironmentKind::Drill:
        break;
    }
    return QStringLiteral("DRILL");
}

const HostConfig* Environment::host(const QString& hostName) const
{
    const auto found =
        std::find_if(hosts.begin(), hosts.end(), [&](const HostConfig& known) { return known.name == hostName; });
    return found == hosts.end() ? nullptr : &*found;
}

const HostConfig* Environment::hostForService(const QString& service) const
{
    const auto named = serviceHosts.constFind(service);
    if (named != serviceHosts.constEnd())
        return host(*named);
    return hosts.empty() ? nullptr : &hosts.front();
}

} // namespace ops::domain
