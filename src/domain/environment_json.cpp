#include "domain/environment_json.h"

#include "domain/host/forward_target.h"
#include "domain/host/host_config_json.h"
#include "domain/json_reader.h"
#include "domain/names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace ops::domain {
namespace {

QString urlAt(const JsonReader& json, const QStringList& schemes)
{
    QString text = json.text();
    const QUrl url(text, QUrl::StrictMode);
    const QString expected = QStringLiteral("%1://host:port").arg(schemes.join(QStringLiteral(":// or ")));
    if (!url.isValid() || !schemes.contains(url.scheme()) || url.host().isEmpty() ||
        (!url.path().isEmpty() && url.path() != QLatin1String("/")) || url.hasQuery() || url.hasFragment())
        json.fail(json.found(), expected);
    else if (!url.userInfo().isEmpty())
        json.fail(json.found(),
                  QStringLiteral("%1; the user goes into \"user\", the password into the keyring when the console asks")
                      .arg(expected));
    return text;
}

QString healthUrlAt(const JsonReader& json)
{
    QString text = json.text();
    const QUrl url(text, QUrl::StrictMode);
    const QStringList schemes{QStringLiteral("http"), QStringLiteral("https")};
    if (!url.isValid() || !schemes.contains(url.scheme()) || url.host().isEmpty() || !url.userInfo().isEmpty())
        json.fail(json.found(), QStringLiteral("an http or https URL without user and password"));
    return text;
}

QString readNatsThrough(const JsonReader& json, const Environment& environment)
{
    QString name = json.text();
    const HostConfig* host = environment.host(name);
    if (host == nullptr || host->kind != HostKind::Ssh)
        json.fail(json.found(), QStringLiteral("the name of one of the hosts of kind ssh"));
    return name;
}

// What goes through a host's ssh is reached at another address than the one in its URL.
void checkForward(const JsonReader& json, const QString& scheme)
{
    if (!forwardTarget(json.text()))
        json.fail(json.found(), QStringLiteral("%1://host:port because of natsThrough: ssh encrypts it, and no "
                                               "certificate can be checked through a forward")
                                    .arg(scheme));
}

QJsonObject textsToJson(const QMap<QString, QString>& texts)
{
    QJsonObject object;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

} // namespace

bool isValidEnvironmentName(const QString& name)
{
    return isValidName(name);
}

base::Result<Environment> parseEnvironment(const QByteArray& bytes, const QString& fileName)
{
    const JsonReader root = JsonReader::fromBytes(bytes, fileName);
    if (root.error())
        return *root.error();
    Environment environment;
    const JsonReader name = root.at(QStringLiteral("name"));
    environment.name = name.text();
    if (!isValidEnvironmentName(environment.name))
        name.fail(name.found(), validNameText());
    static const QHash<QString, EnvironmentKind> kinds{{QStringLiteral("PROD"), EnvironmentKind::Prod},
                                                       {QStringLiteral("STAGING"), EnvironmentKind::Staging},
                                                       {QStringLiteral("DRILL"), EnvironmentKind::Drill}};
    environment.kind = root.at(QStringLiteral("kind")).oneOf(kinds);
    const JsonReader urls = root.at(QStringLiteral("natsUrls"));
    urls.forEach([&](const JsonReader& item) {
        environment.natsUrls << urlAt(item, {QStringLiteral("nats"), QStringLiteral("tls")});
    });
    if (environment.natsUrls.isEmpty())
        urls.fail(urls.found(), QStringLiteral("at least one URL"));
    const auto monitoring = root.optionalAt(QStringLiteral("monitoringUrl"));
    if (monitoring)
        environment.monitoringUrl = urlAt(*monitoring, {QStringLiteral("http"), QStringLiteral("https")});
    if (const auto user = root.optionalAt(QStringLiteral("user")))
        environment.user = user->text();
    if (const auto runbook = root.optionalAt(QStringLiteral("runbook"))) {
        environment.runbookId = runbook->text();
        if (!isValidName(environment.runbookId))
            runbook->fail(runbook->found(), validNameText());
    }
    if (const auto hosts = root.optionalAt(QStringLiteral("hosts")))
        environment.hosts = readHosts(*hosts);
    if (const auto services = root.optionalAt(QStringLiteral("serviceHosts")))
        environment.serviceHosts = readServiceHosts(*services, environment.hosts);
    if (const auto checks = root.optionalAt(QStringLiteral("healthUrls")))
        checks->forEachMember([&](const QString& service, const JsonReader& item) {
            environment.healthUrls.insert(service, healthUrlAt(item));
        });
    if (const auto through = root.optionalAt(QStringLiteral("natsThrough"))) {
        environment.natsThrough = readNatsThrough(*through, environment);
        urls.forEach([](const JsonReader& item) { checkForward(item, QStringLiteral("nats")); });
        if (monitoring)
            checkForward(*monitoring, QStringLiteral("http"));
    }
    root.refuseUnknown();
    if (root.error())
        return *root.error();
    return environment;
}

QByteArray environmentToJson(const Environment& environment)
{
    QJsonObject object{{QStringLiteral("name"), environment.name},
                       {QStringLiteral("kind"), environmentKindWord(environment.kind)},
                       {QStringLiteral("natsUrls"), QJsonArray::fromStringList(environment.natsUrls)},
                       {QStringLiteral("runbook"), environment.runbookId}};
    if (!environment.monitoringUrl.isEmpty())
        object.insert(QStringLiteral("monitoringUrl"), environment.monitoringUrl);
    if (!environment.user.isEmpty())
        object.insert(QStringLiteral("user"), environment.user);
    if (!environment.hosts.empty())
        object.insert(QStringLiteral("hosts"), hostsToJson(environment.hosts));
    if (!environment.serviceHosts.isEmpty())
        object.insert(QStringLiteral("serviceHosts"), textsToJson(environment.serviceHosts));
    if (!environment.healthUrls.isEmpty())
        object.insert(QStringLiteral("healthUrls"), textsToJson(environment.healthUrls));
    if (!environment.natsThrough.isEmpty())
        object.insert(QStringLiteral("natsThrough"), environment.natsThrough);
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace ops::domain
