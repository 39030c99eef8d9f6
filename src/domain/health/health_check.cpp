#include "domain/health/health_check.h"

#include "base/json_text.h"
#include "domain/host/shell_quote.h"

#include <QUrl>

#include <algorithm>

namespace ops::domain {
namespace {

using namespace std::chrono_literals;

constexpr auto endpointDeadline = 5s;
constexpr auto commandDeadline = 10s;
// The public script tries twelve times, five seconds apart.
constexpr auto scriptDeadline = 90s;

// "localhost" in a runbook is the Titan host. It is this machine only where the environment says so, or where its NATS
// servers are here too, and not only the near ends of their forwards.
bool titanIsHere(const Environment& environment)
{
    return environment.natsThrough.isEmpty() && !environment.natsUrls.isEmpty() &&
           std::all_of(environment.natsUrls.begin(), environment.natsUrls.end(), isLoopback);
}

bool isNatsPing(const QStringList& argv)
{
    return argv.size() >= 3 &&
           argv.mid(argv.size() - 3) ==
               QStringList{QStringLiteral("nats"), QStringLiteral("server"), QStringLiteral("ping")};
}

// The service whose container a `docker exec` names.
QString serviceOf(const Runbook& runbook, const QStringList& argv)
{
    for (const RunbookService& service : runbook.services)
        if (argv.contains(service.container))
            return service.name;
    return {};
}

void placeOnHost(HealthCheck& check, const HostConfig* host)
{
    check.way = host == nullptr ? HealthWay::Nowhere : HealthWay::OnHost;
    check.host = host == nullptr ? QString() : host->name;
}

HealthCheck endpointCheck(const HealthEndpoint& endpoint, const Environment& environment)
{
    HealthCheck check;
    check.kind = HealthCheckKind::Endpoint;
    check.id = QStringLiteral("endpoint/") + endpoint.service;
    check.title = endpoint.service;
    check.service = endpoint.service;
    check.url = environment.healthUrls.value(endpoint.service, endpoint.url);
    check.fromRunbook = check.url == endpoint.url;
    check.runbookArgv = QStringList{QStringLiteral("curl"), endpoint.url};
    check.expectedField = endpoint.expectedField;
    check.expectedText = endpoint.expectedValue;
    check.deadline = endpointDeadline;
    const HostConfig* host = environment.hostForService(endpoint.service);
    if (!environment.healthUrls.contains(endpoint.service) && isLoopback(check.url)) {
        if (host != nullptr && host->kind == HostKind::Ssh) {
            placeOnHost(check, host);
            // -q, as the first argument alone: without the user's ~/.curlrc there, which could follow redirects.
            const QString options =
                QStringLiteral("curl -q --silent --include --show-error --max-time %1 --noproxy * --");
            check.argv = options.arg(endpointDeadline.count()).split(QLatin1Char(' ')) << check.url;
        } else if (host == nullptr && !titanIsHere(environment)) {
            check.way = HealthWay::Nowhere;
        }
    }
    return check;
}

HealthCheck infrastructureCheck(const InfrastructureCheck& wanted, const Runbook& runbook,
                                const Environment& environment)
{
    HealthCheck check;
    check.title = wanted.name;
    check.service = serviceOf(runbook, wanted.argv);
    check.runbookArgv = wanted.argv;
    check.expectedText = wanted.expectedText;
    if (isNatsPing(wanted.argv)) {
        check.kind = HealthCheckKind::NatsServer;
        check.id = QStringLiteral("nats/") + wanted.name;
        check.deadline = endpointDeadline;
        QString monitoring = environment.monitoringUrl;
        while (monitoring.endsWith(QLatin1Char('/')))
            monitoring.chop(1);
        check.url = monitoring.isEmpty() ? QString() : monitoring + QStringLiteral("/healthz");
        return check;
    }
    check.kind = HealthCheckKind::Command;
    check.id = QStringLiteral("command/") + wanted.name;
    check.argv = wanted.argv;
    check.deadline = commandDeadline;
    placeOnHost(check, environment.hostForService(check.service));
    return check;
}

HealthCheck scriptCheck(const RunbookScript& script, const Environment& environment)
{
    HealthCheck check;
    check.kind = HealthCheckKind::Script;
    check.id = QStringLiteral("script/") + script.name;
    check.title = script.name;
    check.argv = script.argv;
    check.runbookArgv = script.argv;
    check.deadline = scriptDeadline;
    check.scheduled = false;
    placeOnHost(check, environment.hosts.empty() ? nullptr : &environment.hosts.front());
    return check;
}

} // namespace

bool isLoopback(const QString& url)
{
    const QString host = QUrl(url).host();
    return host == QLatin1String("localhost") || host.startsWith(QLatin1String("127.")) || host == QLatin1String("::1");
}

QString HealthCheck::expected() const
{
    switch (kind) {
    case HealthCheckKind::Endpoint:
        return QString::fromUtf8('{' + base::jsonString(expectedField) + ':' + base::jsonString(expectedText) + '}');
    case HealthCheckKind::NatsServer:
        return QStringLiteral("PONG");
    case HealthCheckKind::Command:
        return expectedText;
    case HealthCheckKind::Script:
        break;
    }
    return QStringLiteral("exit 0");
}

QString HealthCheck::program() const
{
    const QString first = argv.value(0);
    const QString name = first.section(QLatin1Char('/'), -1);
    const bool isShell = name == QLatin1String("sh") || name == QLatin1String("bash") || name == QLatin1String("dash");
    const QString script = argv.value(1);
    return isShell && !script.isEmpty() && !script.startsWith(QLatin1Char('-')) ? script : first;
}

QString HealthCheck::commandLine() const
{
    QByteArrayList words;
    for (const QString& word : runbookArgv)
        words << word.toUtf8();
    const auto line = shellQuote(words);
    return line ? QString::fromUtf8(*line) : QString();
}

std::vector<HealthCheck> healthChecks(const Runbook& runbook, const Environment& environment)
{
    std::vector<HealthCheck> checks;
    for (const HealthEndpoint& endpoint : runbook.healthEndpoints)
        checks.push_back(endpointCheck(endpoint, environment));
    for (const InfrastructureCheck& check : runbook.infrastructureChecks)
        checks.push_back(infrastructureCheck(check, runbook, environment));
    for (const RunbookScript& script : runbook.scripts)
        if (script.purpose == QLatin1String("health"))
            checks.push_back(scriptCheck(script, environment));
    // Names are the runbook's, and nothing keeps it from using one twice.
    for (size_t i = 0; i < checks.size(); ++i) {
        const QString id = checks.at(i).id;
        for (int copy = 2; std::any_of(checks.begin(), checks.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const HealthCheck& other) { return other.id == checks.at(i).id; });
             ++copy)
            checks.at(i).id = id + QStringLiteral("#%1").arg(copy);
    }
    return checks;
}

} // namespace ops::domain
