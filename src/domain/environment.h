#pragma once

#include "domain/host/host_config.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace ops::domain {

enum class EnvironmentKind { Prod, Staging, Drill };

// "PROD", "STAGING", "DRILL": shown with the name everywhere (rule G4); not translated.
QString environmentKindWord(EnvironmentKind kind);

// One Titan deployment. Source: a validated file in the config directory, or the drill. Holds no secret (rule G3).
struct Environment {
    QString name; // [a-z0-9][a-z0-9._-]{0,62}; typed by hand to resume
    EnvironmentKind kind = EnvironmentKind::Prod;
    QStringList natsUrls;  // nats:// or tls://, tried in order
    QString monitoringUrl; // http(s)://host:8222; empty: who listens cannot be known
    QString user;          // NATS user; empty: none
    QString runbookId = QStringLiteral("runbook");
    std::vector<HostConfig> hosts; // where commands run; the first for every service that names none. Empty: nowhere
    QMap<QString, QString> serviceHosts; // service as the runbook says it -> host
    // Service -> the health URL to ask instead of the runbook's, from this machine: where it is published elsewhere.
    QMap<QString, QString> healthUrls;
    // The ssh host as which natsUrls and monitoringUrl are seen, and through whose ssh they are reached; empty: they
    // are as this machine sees them.
    QString natsThrough;

    // nullptr: there is no such host.
    const HostConfig* host(const QString& hostName) const;
    // The host of a service; nullptr where the environment has none at all. Never a host that nobody named.
    const HostConfig* hostForService(const QString& service) const;

    bool operator==(const Environment&) const = default;
};

} // namespace ops::domain
