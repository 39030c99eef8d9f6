#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace ops::test {

struct RawMessage {
    QByteArray subject;
    QByteArray reply;
    QByteArray headers; // "NATS/1.0 503" for nobody listening
    QByteArray payload;
};

// A NATS client of a hundred lines on a plain socket, so that the practice stack is tested by something that shares no
// code with it. Test thread, blocking.
class RawNats {
public:
    bool open(quint16 port, const QByteArray& user = {}, const QByteArray& password = {});
    void subscribe(const QByteArray& subject);
    void publish(const QByteArray& subject, const QByteArray& payload, const QByteArray& reply = {});
    bool flush(); // PING, PONG: the server has handled all before

    // The next message that `wanted` accepts; others are kept for later.
    std::optional<RawMessage> next(const std::function<bool(const RawMessage&)>& wanted, int timeoutMs = 20'000);
    std::optional<RawMessage> nextOn(const QByteArray& subjectPrefix, int timeoutMs = 20'000);
    // Publishes with our own inbox as reply and gathers `count` answers, or fewer by the time-out.
    std::vector<RawMessage> request(const QByteArray& subject, const QByteArray& payload, size_t count,
                                    int timeoutMs = 20'000);
    // Messages on the prefix that have arrived up to now (a flush is the border).
    int countNow(const QByteArray& subjectPrefix);
    void forget() { m_messages.clear(); }
    QByteArray errors() const { return m_errors; } // -ERR lines

private:
    bool pump(int timeoutMs);
    bool parseOne();

    QTcpSocket m_socket;
    QByteArray m_buffer;
    std::deque<RawMessage> m_messages;
    QByteArray m_errors;
    int m_nextSid = 1;
    int m_inboxes = 0;
    int m_pongs = 0;
};

} // namespace ops::test
