#include "sim/http_server.h"

#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace ops::sim {
namespace {

constexpr qsizetype maxHead = 8192;
constexpr int maxConnections = 64;
constexpr int headTimeoutMs = 10'000;

QByteArray statusText(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    default:
        return "Service Unavailable";
    }
}

void send(QTcpSocket* socket, const HttpReply& reply, bool withBody)
{
    socket->write("HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + statusText(reply.status) +
                  "\r\nContent-Type: " + reply.contentType +
                  "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\nConnection: close\r\n\r\n");
    if (withBody)
        socket->write(reply.body);
    socket->disconnectFromHost();
}

} // namespace

HttpServer::HttpServer(Answer answer, Delay delay, QObject* parent)
    : QObject(parent)
    , m_answer(std::move(answer))
    , m_delay(std::move(delay))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::accept);
}

bool HttpServer::listen(const QHostAddress& address, quint16 port)
{
    return m_server.listen(address, port);
}

void HttpServer::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        if (m_open >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_open;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(headTimeoutMs, socket, [socket] {
            if (!socket->property("answered").toBool())
                socket->abort();
        });
    }
}

void HttpServer::read(QTcpSocket* socket)
{
    if (socket->property("answered").toBool()) {
        socket->readAll();
        return;
    }
    const QByteArray head = socket->peek(maxHead);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0 && head.size() < maxHead)
        return;
    socket->setProperty("answered", true);
    const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
    if (end < 0 || words.size() != 3 || !words[2].startsWith("HTTP/1.")) {
        send(socket, {400, "application/json", "{\"error\":\"bad request\"}"}, true);
        return;
    }
    socket->readAll();
    const QByteArray& method = words[0];
    const QByteArray path = words[1].split('?').constFirst();
    const auto answerNow = [this, socket, method, path] { send(socket, m_answer(method, path), method != "HEAD"); };
    const int delay = m_delay();
    if (delay <= 0)
        answerNow();
    else
        QTimer::singleShot(delay, socket, answerNow);
}

} // namespace ops::sim
