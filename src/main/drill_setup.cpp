#include "main/drill_setup.h"

#include "main/directories.h"

#include <QUrl>

namespace ops::main {

domain::Environment drillEnvironment(const QString& behaviour)
{
    domain::Environment environment;
    environment.name = QStringLiteral("drill");
    environment.kind = domain::EnvironmentKind::Drill;
    environment.runbookId = behaviour;
    domain::HostConfig host;
    host.name = QStringLiteral("simulated");
    environment.hosts = {host};
    return environment;
}

infra::DrillSetup drillSetup(const QString& behaviour, const QString& user, const QByteArray& password)
{
    infra::DrillSetup setup;
    setup.simProgram = simProgram();
    setup.behaviour = behaviour;
    setup.jetStream = true;
    if (!user.isEmpty())
        setup.serverConfig = "authorization { users = [ { user: practice, password: practice }, { user: \"" +
                             user.toUtf8() + "\", password: \"" + password + "\" } ] }\nno_auth_user: practice";
    return setup;
}

QMap<QString, QString> drillHealthUrls(const domain::Runbook& runbook, const QJsonObject& simReady,
                                       const QString& monitoringUrl)
{
    QMap<QString, QString> urls;
    for (const domain::HealthEndpoint& endpoint : runbook.healthEndpoints) {
        QUrl url(endpoint.url);
        if (endpoint.service.endsWith(QLatin1String("brain")))
            url.setPort(simReady.value(QLatin1String("brainPort")).toInt());
        else if (endpoint.service.endsWith(QLatin1String("console")))
            url.setPort(simReady.value(QLatin1String("consolePort")).toInt());
        else if (endpoint.service.endsWith(QLatin1String("nats")))
            url.setPort(QUrl(monitoringUrl).port());
        else
            continue; // the practice stack does not play it
        url.setHost(QStringLiteral("127.0.0.1"));
        urls.insert(endpoint.service, url.toString());
    }
    return urls;
}

} // namespace ops::main
