#include "bench/raw_nats.h"

#include "base/clock.h"

#include <QStringBuilder>

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace ops::bench {

RawNats::~RawNats()
{
    close();
}

void RawNats::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
    m_rest.clear();
}

bool RawNats::connectTo(quint16 port)
{
    close();
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return false;
    const int on = 1;
    const timeval patience{5, 0};
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return false;
    return sendAll("CONNECT {\"verbose\":false,\"pedantic\":false,\"name\":\"titan-ops-bench\"}\r\nPING\r\n") &&
           readUntilPong();
}

std::optional<double> RawNats::publishAndPing(const QByteArray& subject, const QByteArray& payload)
{
    const QByteArray bytes =
        "PUB " + subject + ' ' + QByteArray::number(payload.size()) + "\r\n" + payload + "\r\nPING\r\n";
    const base::SystemClock clock;
    const base::Instant began = clock.now();
    if (!sendAll(bytes) || !readUntilPong())
        return std::nullopt;
    return base::elapsedMs(began, clock.now());
}

bool RawNats::listenTo(const QByteArray& subject)
{
    return sendAll("SUB " + subject + " 1\r\nPING\r\n") && readUntilPong();
}

bool RawNats::stopListening()
{
    return sendAll("UNSUB 1\r\nPING\r\n") && readUntilPong();
}

bool RawNats::sendAll(const QByteArray& bytes) const
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t now =
            ::send(m_socket, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (now <= 0)
            return false;
        sent += now;
    }
    return true;
}

// Line by line: what is published here is one line of JSON, so no payload can pass for a PING or a PONG.
bool RawNats::readUntilPong()
{
    std::array<char, 65536> buffer{};
    for (bool answered = false; !answered;) {
        const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return false;
        m_rest.append(buffer.data(), got);
        qsizetype start = 0;
        for (qsizetype end = m_rest.indexOf("\r\n"); end >= 0; end = m_rest.indexOf("\r\n", start)) {
            const QByteArray line = m_rest.mid(start, end - start);
            answered = answered || line == "PONG";
            if (line == "PING")
                sendAll("PONG\r\n");
            start = end + 2;
        }
        m_rest.remove(0, start);
    }
    return true;
}

} // namespace ops::bench
