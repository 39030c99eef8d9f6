#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace ops::test {

// A TCP port on 127.0.0.1 that was free a moment ago.
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

    quint16 port() const { return m_port; }
    QString url() const;           // nats://127.0.0.1:port
    QString monitoringUrl() const; // http://127.0.0.1:port
    // What the server says of itself on its monitoring port, e.g. "/jsz". Blocks without running the event loop.
    QJsonObject monitoring(const QByteArray& path) const;
    QString log() const;

private:
    void choosePorts();
    bool startOnce();

    Options m_options;
    bool m_hasServed = false;
    quint16 m_port = 0;
    quint16 m_monitoringPort = 0;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
};

} // namespace ops::test
