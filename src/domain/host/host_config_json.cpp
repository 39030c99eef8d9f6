#include "domain/host/host_config_json.h"

#include "domain/host/forward_target.h"
#include "domain/names.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace ops::domain {
namespace {

const QHash<QString, HostKind>& kinds()
{
    static const QHash<QString, HostKind> words{{QStringLiteral("local"), HostKind::Local},
                                                {QStringLiteral("ssh"), HostKind::Ssh}};
    return words;
}

QString readAbsolutePath(const JsonReader& json)
{
    QString path = json.text();
    if (!path.startsWith(QLatin1Char('/')) || path.contains(QChar(u'\0')))
        json.fail(json.found(), QStringLiteral("an absolute path"));
    return path;
}

QString readDockerSocket(const JsonReader& json)
{
    QString path = json.text();
    if (!isForwardableSocket(path))
        json.fail(json.found(), QStringLiteral("the absolute path of a socket, 100 characters at most, without "
                                               "':', '%', '$', '\\' and control characters"));
    return path;
}

// Not asked for, so that a misspelt key is not told of it as a choice.
void refuseDockerSocket(const JsonReader& json)
{
    json.forEachMember([](const QString& key, const JsonReader& item) {
        if (key == QLatin1String("dockerSocket"))
            item.fail(item.found(), QStringLiteral("it only with kind ssh: docker finds this machine's own engine"));
    });
}

// What ssh takes for its destination, and nothing that it could take for an option or that carries a password.
bool isSshDestination(const QString& text)
{
    if (text.startsWith(QLatin1String("ssh://"))) {
        const QUrl url(text, QUrl::StrictMode);
        return url.isValid() && !url.host().isEmpty() && url.password().isNull() && !url.hasQuery() &&
               !url.hasFragment() && (url.path().isEmpty() || url.path() == QLatin1String("/"));
    }
    static const QRegularExpression pattern(
        QStringLiteral("\\A(?:[A-Za-z0-9_][A-Za-z0-9._+@-]*@)?[A-Za-z0-9_:][A-Za-z0-9._:%-]*\\z"));
    return pattern.match(text).hasMatch();
}

// What is wrong with it may be the password in it: that is not repeated (rule G3).
QString foundDestination(const JsonReader& json, const QString& text)
{
    return text.contains(QLatin1Char('@')) && text.contains(QLatin1Char(':'))
               ? QStringLiteral("a destination with a user and a ':'")
               : json.found();
}

HostConfig readHost(const JsonReader& json)
{
    HostConfig host;
    const JsonReader name = json.at(QStringLiteral("name"));
    host.name = name.text();
    if (!isValidName(host.name))
        name.fail(name.found(), validNameText());
    host.kind = json.at(QStringLiteral("kind")).oneOf(kinds());
    if (host.kind == HostKind::Ssh) {
        const JsonReader destination = json.at(QStringLiteral("destination"));
        host.destination = destination.text();
        if (!isSshDestination(host.destination))
            destination.fail(foundDestination(destination, host.destination),
                             QStringLiteral("an ssh alias, user@host, or ssh://user@host:port, "
                                            "without a password"));
        if (const auto file = json.optionalAt(QStringLiteral("configFile")))
            host.configFile = readAbsolutePath(*file);
        if (const auto socket = json.optionalAt(QStringLiteral("dockerSocket")))
            host.dockerSocket = readDockerSocket(*socket);
    } else {
        refuseDockerSocket(json);
    }
    if (const auto directory = json.optionalAt(QStringLiteral("workingDirectory")))
        host.workingDirectory = readAbsolutePath(*directory);
    json.refuseUnknown();
    return host;
}

} // namespace

std::vector<HostConfig> readHosts(const JsonReader& json)
{
    std::vector<HostConfig> hosts;
    QSet<QString> names;
    json.forEach([&](const JsonReader& item) {
        hosts.push_back(readHost(item));
        if (names.contains(hosts.back().name))
            item.fail(hosts.back().name, QStringLiteral("a name that no other host has"));
        names.insert(hosts.back().name);
    });
    return hosts;
}

QMap<QString, QString> readServiceHosts(const JsonReader& json, const std::vector<HostConfig>& hosts)
{
    QMap<QString, QString> services;
    json.forEachMember([&](const QString& service, const JsonReader& item) {
        const QString host = item.text();
        if (std::none_of(hosts.begin(), hosts.end(), [&](const HostConfig& known) { return known.name == host; }))
            item.fail(item.found(), QStringLiteral("the name of one of the hosts"));
        services.insert(service, host);
    });
    return services;
}

QJsonArray hostsToJson(const std::vector<HostConfig>& hosts)
{
    QJsonArray array;
    for (const HostConfig& host : hosts) {
        QJsonObject object{{QStringLiteral("name"), host.name}, {QStringLiteral("kind"), kinds().key(host.kind)}};
        if (!host.destination.isEmpty())
            object.insert(QStringLiteral("destination"), host.destination);
        if (!host.configFile.isEmpty())
            object.insert(QStringLiteral("configFile"), host.configFile);
        if (!host.workingDirectory.isEmpty())
            object.insert(QStringLiteral("workingDirectory"), host.workingDirectory);
        if (!host.dockerSocket.isEmpty())
            object.insert(QStringLiteral("dockerSocket"), host.dockerSocket);
        array.append(object);
    }
    return array;
}

} // namespace ops::domain
