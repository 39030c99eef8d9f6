#include "sim/raw_nats.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QString>

#include <algorithm>

namespace ops::test {

bool RawNats::open(quint16 port, const QByteArray& user, const QByteArray& password)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!m_socket.waitForConnected(20'000))
        return false;
    QByteArray login;
    if (!user.isEmpty())
        login = QByteArray(",\"user\":\"") + user + "\",\"pass\":\"" + password + "\"";
    m_socket.write(QByteArray("CONNECT {\"verbose\":false,\"headers\":true,\"no_responders\":true") + login + "}\r\n");
    return flush();
}

void RawNats::subscribe(const QByteArray& subject)
{
    m_socket.write(QByteArray("SUB ") + subject + ' ' + QByteArray::number(m_nextSid++) + "\r\n");
}

void RawNats::publish(const QByteArray& subject, const QByteArray& payload, const QByteArray& reply)
{
    m_socket.write(QByteArray("PUB ") + subject + (reply.isEmpty() ? QByteArray() : QByteArray(" ") + reply) + ' ' +
                   QByteArray::number(payload.size()) + "\r\n" + payload + "\r\n");
}

bool RawNats::flush()
{
    const int before = m_pongs;
    m_socket.write("PING\r\n");
    QElapsedTimer timer;
    timer.start();
    while (m_pongs == before && timer.elapsed() < 20'000)
        if (!pump(100) && m_socket.state() != QAbstractSocket::ConnectedState)
            return false;
    return m_pongs > before;
}

std::optional<RawMessage> RawNats::next(const std::function<bool(const RawMessage&)>& wanted, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const auto it = std::find_if(m_messages.begin(), m_messages.end(), wanted);
        if (it != m_messages.end()) {
            RawMessage found = *it;
            m_messages.erase(it);
            return found;
        }
        const qint64 left = timeoutMs - timer.elapsed();
        if (left <= 0)
            return std::nullopt;
        pump(static_cast<int>(left));
    }
}

std::optional<RawMessage> RawNats::nextOn(const QByteArray& subjectPrefix, int timeoutMs)
{
    return next([&](const RawMessage& message) { return message.subject.startsWith(subjectPrefix); }, timeoutMs);
}

std::vector<RawMessage> RawNats::request(const QByteArray& subject, const QByteArray& payload, size_t count,
                                         int timeoutMs)
{
    const QByteArray inbox = QByteArray("_INBOX.raw.") + QByteArray::number(++m_inboxes);
    subscribe(inbox);
    publish(subject, payload, inbox);
    std::vector<RawMessage> out;
    QElapsedTimer timer;
    timer.start();
    while (out.size() < count) {
        const auto message = nextOn(inbox, static_cast<int>(std::max<qint64>(0, timeoutMs - timer.elapsed())));
        if (!message)
            break;
        out.push_back(*message);
    }
    return out;
}

int RawNats::countNow(const QByteArray& subjectPrefix)
{
    flush();
    return static_cast<int>(std::count_if(m_messages.begin(), m_messages.end(), [&](const RawMessage& message) {
        return message.subject.startsWith(subjectPrefix);
    }));
}

bool RawNats::pump(int timeoutMs)
{
    while (parseOne()) {
    }
    m_socket.flush();
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(std::max(1, timeoutMs)))
        return false;
    m_buffer += m_socket.readAll();
    while (parseOne()) {
    }
    return true;
}

bool RawNats::parseOne()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0)
        return false;
    const QByteArray line = m_buffer.left(end);
    if (line.startsWith("MSG ") || line.startsWith("HMSG ")) {
        const bool withHeaders = line.startsWith('H');
        const QList<QByteArray> words = line.split(' ');
        const qsizetype total = words.last().toLongLong();
        if (m_buffer.size() < end + 2 + total + 2)
            return false;
        const qsizetype numbers = withHeaders ? 2 : 1;
        const qsizetype headerSize = withHeaders ? words[words.size() - 2].toLongLong() : 0;
        RawMessage message;
        message.subject = words[1];
        if (words.size() == 4 + numbers)
            message.reply = words[3];
        const QByteArray body = m_buffer.mid(end + 2, total);
        message.headers = body.left(headerSize);
        message.payload = body.mid(headerSize);
        m_messages.push_back(message);
        m_buffer.remove(0, end + 2 + total + 2);
        return true;
    }
    m_buffer.remove(0, end + 2);
    if (line == "PING")
        m_socket.write("PONG\r\n");
    else if (line == "PONG")
        ++m_pongs;
    else if (line.startsWith("-ERR"))
        m_errors += line + '\n';
    return true;
}

} // namespace ops::test
