#include "support/raw_nats.h"

#include <QElapsedTimer>
#include <QHostAddress>

namespace ops::test {

bool RawNats::connectTo(quint16 port, const QByteArray& name, const QByteArray& auth)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    if (!m_socket.waitForConnected(20'000))
        return false;
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.write("CONNECT {\"verbose\":false,\"name\":\"" + name + "\",\"headers\":true,\"no_responders\":true" +
                   (auth.isEmpty() ? QByteArray() : ',' + auth) + "}\r\n");
    return roundTrip();
}

bool RawNats::subscribe(const QByteArray& subject)
{
    m_socket.write("SUB " + subject + ' ' + QByteArray::number(m_nextSid++) + "\r\n");
    return roundTrip();
}

bool RawNats::publish(const QByteArray& subject, const QByteArray& payload, const QByteArray& reply)
{
    const QByteArray to = reply.isEmpty() ? subject : subject + ' ' + reply;
    m_socket.write("PUB " + to + ' ' + QByteArray::number(payload.size()) + "\r\n" + payload + "\r\n");
    return roundTrip();
}

QByteArray RawNats::request(const QByteArray& subject, const QByteArray& payload)
{
    const QByteArray inbox = "_INBOX.raw." + QByteArray::number(m_nextSid);
    if (!subscribe(inbox) || !publish(subject, payload, inbox))
        return {};
    const auto answers = take(1);
    return answers.empty() ? QByteArray() : answers.front().payload;
}

std::vector<RawNats::Message> RawNats::take(size_t count, int patienceMs)
{
    QElapsedTimer timer;
    timer.start();
    while (m_messages.size() < count && timer.elapsed() < patienceMs)
        pump(50);
    return std::exchange(m_messages, {});
}

std::vector<RawNats::Message> RawNats::takeSettled()
{
    roundTrip();
    return std::exchange(m_messages, {});
}

bool RawNats::roundTrip()
{
    const int before = m_pongs;
    m_socket.write("PING\r\n");
    QElapsedTimer timer;
    timer.start();
    while (m_pongs == before && timer.elapsed() < 20'000)
        if (!pump(200) && m_socket.state() != QAbstractSocket::ConnectedState)
            return false;
    return m_pongs > before;
}

bool RawNats::pump(int timeoutMs)
{
    m_socket.flush();
    const bool got = m_socket.waitForReadyRead(timeoutMs);
    m_buffer += m_socket.readAll();
    while (parseOne()) {
    }
    return got;
}

bool RawNats::parseOne()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0)
        return false;
    const QByteArray line = m_buffer.left(end);
    const QList<QByteArray> words = line.split(' ');
    qsizetype consumed = end + 2;
    if (words.first() == "MSG" || words.first() == "HMSG") {
        const qsizetype total = words.last().toLongLong();
        if (m_buffer.size() < consumed + total + 2)
            return false;
        const bool headers = words.first() == "HMSG";
        const qsizetype headerBytes = headers ? words.at(words.size() - 2).toLongLong() : 0;
        const qsizetype plain = headers ? 5 : 4; // words without a reply subject
        Message message;
        message.subject = words.at(1);
        message.reply = words.size() > plain ? words.at(3) : QByteArray();
        message.payload = m_buffer.mid(consumed + headerBytes, total - headerBytes);
        m_messages.push_back(message);
        consumed += total + 2;
    } else if (words.first() == "PING") {
        m_socket.write("PONG\r\n");
    } else if (words.first() == "PONG") {
        ++m_pongs;
    } else if (words.first().startsWith("-ERR")) {
        m_errors += line + '\n';
    }
    m_buffer.remove(0, consumed);
    return true;
}

} // namespace ops::test
