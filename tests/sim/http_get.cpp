#include "sim/http_get.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

namespace ops::test {
namespace {

QJsonArray connections(const QString& monitoringUrl)
{
    const HttpAnswer answer = httpGet(static_cast<quint16>(QUrl(monitoringUrl).port()), "/connz?subs=1");
    return QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("connections")).toArray();
}

QString nameOf(const QJsonValue& connection)
{
    return connection.toObject().value(QStringLiteral("name")).toString();
}

} // namespace

HttpAnswer httpGet(quint16 port, const QByteArray& path)
{
    HttpAnswer answer;
    QElapsedTimer timer;
    timer.start();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected(20'000))
        return answer;
    socket.write(QByteArray("GET ") + path + " HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray all;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(20'000))
        all += socket.readAll();
    all += socket.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n");
    answer.elapsedMs = timer.elapsed();
    answer.head = all.left(end);
    answer.body = all.mid(end + 4);
    answer.status = all.mid(9, 3).toInt();
    return answer;
}

QStringList listenersOf(const QString& monitoringUrl, const QString& subject)
{
    QStringList out;
    const QJsonArray all = connections(monitoringUrl);
    for (const auto& connection : all)
        if (connection.toObject().value(QStringLiteral("subscriptions_list")).toArray().contains(subject))
            out.append(nameOf(connection));
    out.sort();
    return out;
}

QStringList connectionNames(const QString& monitoringUrl)
{
    QStringList out;
    const QJsonArray all = connections(monitoringUrl);
    for (const auto& connection : all)
        out.append(nameOf(connection));
    out.sort();
    return out;
}

} // namespace ops::test
