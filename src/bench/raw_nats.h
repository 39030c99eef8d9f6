#pragma once

#include <QByteArray>

#include <optional>

namespace ops::bench {

// NATS by hand on a blocking socket with TCP_NODELAY: the yardstick (PUB and PING in one write, until the PONG is read)
// and the independent listener on the halt subject. Shares nothing with the console. One thread.
class RawNats {
public:
    RawNats() = default;
    ~RawNats();
    RawNats(const RawNats&) = delete;
    RawNats& operator=(const RawNats&) = delete;

    bool connectTo(quint16 port);
    // Milliseconds from before the write to after the PONG was read; nullopt: the server went away.
    std::optional<double> publishAndPing(const QByteArray& subject, const QByteArray& payload);
    // Subscribes, or takes the subscription back; true when the server has taken note. Reads off what came meanwhile.
    bool listenTo(const QByteArray& subject);
    bool stopListening();

private:
    bool sendAll(const QByteArray& bytes) const;
    bool readUntilPong();
    void close();

    int m_socket = -1;
    QByteArray m_rest; // a line that has not come whole yet
};

} // namespace ops::bench
