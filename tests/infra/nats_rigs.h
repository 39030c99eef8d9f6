#pragma once

#include "domain/halt_message.h"
#include "infra/nats/command_link.h"
#include "infra/nats/telemetry_link.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace ops::test {

// Outlives the library's threads, as the links ask for: never destroyed.
inline const base::Clock& linkClock()
{
    static const base::Clock& clock = *new base::SystemClock;
    return clock;
}

// What both kinds of link say about themselves, in order.
struct LinkWatch {
    QVector<domain::LinkStatus> states;

    void add(const domain::LinkStatus& status) { states.append(status); }
    bool up() const { return !states.isEmpty() && states.last().up(); }
    bool down() const { return !states.isEmpty() && states.last().phase == domain::LinkPhase::Down; }
    QString server() const { return states.isEmpty() ? QString() : states.last().server; }
    // The first one that was down; nullptr: none.
    const domain::LinkStatus* firstDown() const
    {
        for (const domain::LinkStatus& status : states)
            if (status.phase == domain::LinkPhase::Down)
                return &status;
        return nullptr;
    }
    base::Error error() const { return states.isEmpty() ? base::Error{} : states.last().error.value_or(base::Error{}); }
};

// The command link with all that it said, in order.
struct CommandRig : LinkWatch {
    QVector<domain::SendOutcome> outcomes;
    QVector<domain::CommandReply> replies;
    infra::CommandLink link{linkClock()};

    CommandRig()
    {
        QObject::connect(&link, &app::CommandLinkPort::linkChanged, &link,
                         [this](const domain::LinkStatus& s) { add(s); });
        QObject::connect(&link, &app::CommandLinkPort::sendFinished, &link,
                         [this](const domain::SendOutcome& o) { outcomes.append(o); });
        QObject::connect(&link, &app::CommandLinkPort::replyReceived, &link,
                         [this](const domain::CommandReply& r) { replies.append(r); });
    }
    void connectTo(const QStringList& urls, const QString& user = {}, const QString& password = {})
    {
        link.connectLink({urls, user, password, QStringLiteral("titan-ops-console test")});
    }
    domain::Command send(domain::CommandKind kind, int attempt = 1, const QByteArray& payload = {})
    {
        domain::Command c;
        c.id = base::CommandId(QStringLiteral("00000000000000a1"));
        c.kind = kind;
        c.attempt = attempt;
        c.subject = QStringLiteral("titan.cmd.sys.halt");
        c.decidedAt = linkClock().now();
        c.payload = payload.isEmpty()
                        ? domain::buildHaltMessage(domain::requestedState(kind), QStringLiteral("\"x\"\n\U0001F6D1"),
                                                   c.decidedAt.utcMs, domain::TimestampUnit::Seconds)
                        : payload;
        link.send(c);
        return c;
    }
};

// The telemetry link with all that it said, in order.
struct TelemetryRig : LinkWatch {
    QVector<qsizetype> batches; // their sizes
    QVector<app::TelemetryMessage> heard;
    QVector<app::StoredMessage> stored;
    QVector<base::Error> missing;
    infra::TelemetryLink link{linkClock()};

    TelemetryRig()
    {
        QObject::connect(&link, &app::TelemetryLinkPort::linkChanged, &link,
                         [this](const domain::LinkStatus& s) { add(s); });
        QObject::connect(&link, &app::TelemetryLinkPort::received, &link,
                         [this](const QVector<app::TelemetryMessage>& batch) {
                             batches.append(batch.size());
                             heard += batch;
                         });
        QObject::connect(&link, &app::TelemetryLinkPort::storedMessageRead, &link,
                         [this](const app::StoredMessage& m) { stored.append(m); });
        QObject::connect(&link, &app::TelemetryLinkPort::storedMessageMissing, &link,
                         [this](const base::Error& e) { missing.append(e); });
    }
    void connectTo(const QStringList& urls, const QStringList& subjects = {QStringLiteral("titan.>")},
                   const QString& user = {}, const QString& password = {})
    {
        link.connectLink({urls, user, password, QStringLiteral("titan-ops-console test")}, subjects);
    }
};

// Something on a port that is no NATS server, or no longer one. Says `greeting` to whoever connects, answers each PING
// with the next of `answers` while there are any, and keeps the connection, unless told to close it at once.
class Impostor {
public:
    explicit Impostor(QByteArray greeting, QByteArrayList answers = {}, bool closes = false)
        : m_greeting(std::move(greeting))
        , m_answers(std::move(answers))
        , m_closes(closes)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket* client = m_server.nextPendingConnection())
                welcome(client);
        });
    }

    bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    // The port is free afterwards, and who hung on it is let go.
    void close()
    {
        m_server.close();
        qDeleteAll(m_server.findChildren<QTcpSocket*>());
    }
    quint16 port() const { return m_server.serverPort(); }
    QString url(const QString& scheme = QStringLiteral("nats")) const
    {
        return QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port());
    }
    int connections() const { return m_connections; }

    // What a real server says first, with more properties in front.
    static QByteArray info(const QByteArray& extra = {})
    {
        return "INFO {" + extra +
               R"("server_id":"x","version":"2.9.10","proto":1,"headers":true,"max_payload":1048576})" + "\r\n";
    }

private:
    void welcome(QTcpSocket* client)
    {
        ++m_connections;
        client->write(m_greeting);
        if (m_closes)
            client->disconnectFromHost();
        QObject::connect(client, &QTcpSocket::readyRead, client, [client, left = m_answers]() mutable {
            for (qsizetype pings = client->readAll().count("PING\r\n"); pings > 0 && !left.isEmpty(); --pings)
                client->write(left.takeFirst());
        });
    }

    QByteArray m_greeting;
    QByteArrayList m_answers;
    bool m_closes = false;
    int m_connections = 0;
    QTcpServer m_server;
};

} // namespace ops::test
