#include "domain/listeners.h"

#include "base/json_text.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

// Names come from whoever connects: one line, of a bearable length (rule G7).
constexpr qsizetype maxNameLength = 80;

base::Result<QJsonObject> readBody(const QByteArray& bytes, const QString& what, const QString& sign,
                                   const QString& listKey)
{
    const auto json = base::parseJson(bytes, 4 * 1024 * 1024);
    if (!json)
        return Error{json.error().code == ErrorCode::TooLarge ? ErrorCode::TooLarge : ErrorCode::ProtocolError,
                     json.error().detail, what};
    const QJsonObject object = json->toObject();
    if (object.isEmpty() || !object.contains(sign))
        return Error{ErrorCode::ProtocolError, QStringLiteral("not an answer of a NATS monitoring port"), what};
    // The list is left out when it is empty; anything else in its place is not NATS.
    const QJsonValue list = object.value(listKey);
    if (!list.isUndefined() && !list.isNull() && !list.isArray())
        return Error{ErrorCode::ProtocolError, QStringLiteral("\"%1\" is not a list").arg(listKey), what};
    return object;
}

QString tidy(const QString& text)
{
    return text.simplified().left(maxNameLength);
}

QString clientName(const QJsonObject& connection, quint64 cid)
{
    QString name = tidy(connection.value(QStringLiteral("name")).toString());
    if (!name.isEmpty())
        return name;
    const QString lang = tidy(connection.value(QStringLiteral("lang")).toString());
    const QString version = tidy(connection.value(QStringLiteral("version")).toString());
    if (lang.isEmpty())
        return QStringLiteral("cid %1").arg(cid);
    return QStringLiteral("%1 (cid %2)").arg(version.isEmpty() ? lang : lang + QLatin1Char(' ') + version).arg(cid);
}

quint64 idOf(const QJsonObject& object, const QString& key)
{
    return static_cast<quint64>(qMax<qint64>(0, object.value(key).toInteger()));
}

} // namespace

QStringList ListenerSnapshot::names() const
{
    QStringList all;
    for (const Listener& listener : listeners)
        all.append(listener.name);
    all.removeDuplicates();
    all.sort();
    return all;
}

base::Result<ListenerSnapshot> joinListeners(const QByteArray& subsz, const QByteArray& connz,
                                             const QStringList& ownNames, const base::Instant& at,
                                             const QByteArray& routez)
{
    // nats-server 2.9 leaves out server_id and the list when nothing matches.
    const auto subscriptions = readBody(subsz, QStringLiteral("/subsz"), QStringLiteral("num_subscriptions"),
                                        QStringLiteral("subscriptions_list"));
    if (!subscriptions)
        return subscriptions.error();
    const auto connections =
        readBody(connz, QStringLiteral("/connz"), QStringLiteral("server_id"), QStringLiteral("connections"));
    if (!connections)
        return connections.error();

    QHash<quint64, QString> names;
    QSet<quint64> ours;
    const QJsonArray connectionList = connections->value(QStringLiteral("connections")).toArray();
    for (const auto& value : connectionList) {
        const QJsonObject connection = value.toObject();
        const quint64 cid = idOf(connection, QStringLiteral("cid"));
        names.insert(cid, clientName(connection, cid));
        if (ownNames.contains(connection.value(QStringLiteral("name")).toString()))
            ours.insert(cid);
    }
    // In a cluster, subscribers on other servers show up under the route that leads there.
    const auto routes = base::parseJson(routez.isEmpty() ? QByteArray("{}") : routez, 4 * 1024 * 1024);
    const QJsonArray routeList = routes ? routes->toObject().value(QStringLiteral("routes")).toArray() : QJsonArray();
    for (const auto& value : routeList) {
        const QJsonObject route = value.toObject();
        const QString server = tidy(route.value(QStringLiteral("remote_name")).toString());
        const QString id = tidy(route.value(QStringLiteral("remote_id")).toString()).left(8);
        names.insert(idOf(route, QStringLiteral("rid")),
                     QStringLiteral("subscriber on server %1").arg(server.isEmpty() ? id : server));
    }
    // A cid beyond the page that connz gave is a client we cannot name, not a stream.
    const bool connzCut = connections->value(QStringLiteral("total")).toInteger() >
                          connections->value(QStringLiteral("num_connections")).toInteger();

    const QJsonArray list = subscriptions->value(QStringLiteral("subscriptions_list")).toArray();
    QSet<QString> accounts;
    for (const auto& value : list)
        accounts.insert(value.toObject().value(QStringLiteral("account")).toString());

    ListenerSnapshot snapshot;
    snapshot.at = at;
    const qint64 limit = subscriptions->value(QStringLiteral("limit")).toInteger();
    snapshot.incomplete = limit > 0 && list.size() >= limit;
    for (const auto& value : list) {
        const QJsonObject subscription = value.toObject();
        Listener listener;
        listener.cid = idOf(subscription, QStringLiteral("cid"));
        listener.subject = subscription.value(QStringLiteral("subject")).toString();
        listener.queue = subscription.value(QStringLiteral("qgroup")).toString();
        listener.isOurs = ours.contains(listener.cid);
        const auto name = names.constFind(listener.cid);
        if (name == names.constEnd() && !connzCut) {
            snapshot.streams.append(listener.subject);
            continue;
        }
        if (listener.isOurs)
            continue;
        listener.name = name == names.constEnd() ? QStringLiteral("cid %1").arg(listener.cid) : *name;
        const QString account = tidy(subscription.value(QStringLiteral("account")).toString());
        if (accounts.size() > 1 && !account.isEmpty())
            listener.name += QStringLiteral(" [%1]").arg(account);
        snapshot.listeners.push_back(std::move(listener));
    }
    snapshot.streams.removeDuplicates();
    snapshot.streams.sort();
    std::sort(snapshot.listeners.begin(), snapshot.listeners.end(), [](const Listener& a, const Listener& b) {
        return std::tie(a.name, a.cid, a.subject) < std::tie(b.name, b.cid, b.subject);
    });
    return snapshot;
}

} // namespace ops::domain
