#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <vector>

namespace ops::test {

// A NATS client in a few lines of protocol text, so that what a server delivers is seen by something that is not our
// library. Test thread; its functions block for as long as the server needs.
class RawNats {
public:
    struct Message {
        QByteArray subject;
        QByteArray reply;
        QByteArray payload;
    };

    // True when the server answered a PING. `auth` goes into CONNECT as it is, e.g. R"("user":"u","pass":"p")".
    bool connectTo(quint16 port, const QByteArray& name = "raw", const QByteArray& auth = {});
    bool subscribe(const QByteArray& subject); // and a round trip, so that it is in place
    bool publish(const QByteArray& subject, const QByteArray& payload, const QByteArray& reply = {});
    // The payload of the first answer; empty when there was none.
    QByteArray request(const QByteArray& subject, const QByteArray& payload);
    // Reads until `count` messages are here or nothing comes for `patienceMs`.
    std::vector<Message> take(size_t count, int patienceMs = 3000);
    // Everything that is there after a round trip: what the server had for us before it answered.
    std::vector<Message> takeSettled();
    QByteArray errors() const { return m_errors; }

private:
    bool roundTrip();
    bool pump(int timeoutMs);
    bool parseOne();

    QTcpSocket m_socket;
    QByteArray m_buffer;
    QByteArray m_errors;
    std::vector<Message> m_messages;
    int m_pongs = 0;
    int m_nextSid = 1;
};

} // namespace ops::test
