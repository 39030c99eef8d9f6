#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace ops::test {

struct HttpAnswer {
    int status = 0; // 0: no answer
    QByteArray head;
    QByteArray body;
    qint64 elapsedMs = 0;
};

// A blocking GET of http://127.0.0.1:port/path.
HttpAnswer httpGet(quint16 port, const QByteArray& path);

// Client names of the connections that listen on exactly this subject, sorted, from the monitoring port ("" for those
// that have none).
QStringList listenersOf(const QString& monitoringUrl, const QString& subject);
// Names of all connections, sorted.
QStringList connectionNames(const QString& monitoringUrl);

} // namespace ops::test
