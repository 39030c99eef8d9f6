#pragma once

#include "sim/http_core.h"

#include <QTcpServer>

#include <functional>

namespace ops::sim {

// A tiny HTTP/1.1 server for health checks: one request per connection, 8 KiB of head, 64 connections at most. Lives on
// the Qt thread, owned by its Service, which supplies the answers and the delay they come with.
class HttpServer : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<HttpReply(const QByteArray& method, const QByteArray& path)>;
    using Delay = std::function<int()>; // milliseconds

    HttpServer(Answer answer, Delay delay, QObject* parent = nullptr);

    bool listen(const QHostAddress& address, quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    QString errorText() const { return m_server.errorString(); }

private:
    void accept();
    void read(QTcpSocket* socket);

    QTcpServer m_server;
    Answer m_answer;
    Delay m_delay;
    int m_open = 0;
};

} // namespace ops::sim
