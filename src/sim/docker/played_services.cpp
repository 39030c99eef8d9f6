#include "sim/docker/played_services.h"

namespace ops::sim {
namespace {

constexpr auto version = "v1.2.3";

PlayedService named(const QString& container, const QString& compose, const QString& image)
{
    PlayedService service;
    service.container = container;
    service.compose = compose;
    service.image = image;
    return service;
}

// The public versions leave the phase's number out.
QString publicName(Role role)
{
    switch (role) {
    case Role::Scavenger:
        return QStringLiteral("titan-scavenger");
    case Role::Hunter:
        return QStringLiteral("titan-hunter");
    case Role::Sentinel:
        return QStringLiteral("titan-sentinel");
    default:
        return roleInfo(role).service;
    }
}

} // namespace

PlayedService playedService(Behaviour behaviour, Role role)
{
    const QString compose = behaviour == Behaviour::Runbook ? roleInfo(role).service : publicName(role);
    // February's compose file names only these two containers itself; Compose names the others.
    const bool ownName = behaviour != Behaviour::Feb16 || role == Role::Brain || role == Role::Execution;
    PlayedService service = named(ownName ? compose : QStringLiteral("titan-prod-%1-1").arg(compose), compose,
                                  QStringLiteral("127.0.0.1:5000/%1:%2").arg(compose, QLatin1String(version)));
    switch (role) {
    case Role::Brain:
        service.insidePort = 3100;
        break;
    case Role::Console:
        service.insidePort = 3000;
        break;
    case Role::Execution:
        service.insidePort = 3002;
        break;
    default:
        break;
    }
    return service;
}

std::vector<PlayedService> playedInfrastructure(Behaviour behaviour)
{
    std::vector<PlayedService> services;
    for (const auto& [word, image] : {std::pair("nats", "nats:2.10-alpine"), std::pair("redis", "redis:7-alpine"),
                                      std::pair("postgres", "postgres:16-alpine")}) {
        const QString bare = QLatin1String(word);
        const QString full = QStringLiteral("titan-") + bare;
        services.push_back(named(behaviour == Behaviour::Feb16 ? bare : full,
                                 behaviour == Behaviour::Runbook ? full : bare, QLatin1String(image)));
    }
    return services;
}

PlayedService playedGuest(int number)
{
    return named(QStringLiteral("titan-replay-%1").arg(number), QStringLiteral("replay"),
                 QStringLiteral("127.0.0.1:5000/titan-replay:%1").arg(QLatin1String(version)));
}

} // namespace ops::sim
