#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace ops::test {

// A TCP port on 127.0.0.1 that nobody on this machine is given while this lives. Whoever connects to it is refused,
// until somebody who was told of it listens there.
class ReservedPort {
public:
    ReservedPort();
    ~ReservedPort();
    ReservedPort(const ReservedPort&) = delete;
    ReservedPort& operator=(const ReservedPort&) = delete;

    quint16 number() const { return m_number; }

private:
    int m_fd = -1;
    quint16 m_number = 0;
};

// One that stays reserved until the test ends.
quint16 freePort();

// A private nats-server on loopback for one test: free ports, own store directory, ended by pid in the destructor.
class NatsFixture {
public:
    struct Options {
        bool jetStream = false;
        QByteArray extraConfig; // appended to the server's configuration (users, permissions)
        quint16 port = 0;       // 0: a free one
    };

    NatsFixture();
    explicit NatsFixture(Options options);
    ~NatsFixture();
    NatsFixture(const NatsFixture&) = delete;
    NatsFixture& operator=(const NatsFixture&) = delete;

    // True when the server answered on its client port. Call as QVERIFY2(server.start(), qPrintable(server.log())).
    bool start();
    void stop();   // SIGTERM and wait
    void kill();   // SIGKILL and wait
    void freeze(); // SIGSTOP and wait
    void thaw();   // SIGCONT

    quint16 port() const { return m_options.port != 0 ? m_options.port : m_clientPort.number(); }
    QString url() const;           // nats://127.0.0.1:port
    QString monitoringUrl() const; // http://127.0.0.1:port
    // What the server says of itself on its monitoring port, e.g. "/jsz". Blocks without running the event loop.
    QJsonObject monitoring(const QByteArray& path) const;
    QString log() const;

private:
    Options m_options;
    ReservedPort m_clientPort;
    ReservedPort m_monitoringPort;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
};

} // namespace ops::test
