#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace ops::test {

// The built titan-sim against a NATS server: free ports, own state directory, ended by pid in the destructor.
// Test thread only; its functions block, but only for as long as titan-sim needs.
class SimFixture {
public:
    struct Options {
        QString natsUrl = {}; // nats://127.0.0.1:port, e.g. NatsFixture::url()
        QString behaviour = QStringLiteral("runbook");
        QStringList roles = {}; // empty: all
        bool exitOnEof = true;  // a test that is killed takes its titan-sim along
        double rate = 20;       // orders per second
        QString user = {};      // and its password, which goes through the environment
        QByteArray password = {};
        QStringList extraArguments = {}; // anything titan-sim --help lists
        QString stateDir = {};           // empty: a private one
    };

    explicit SimFixture(Options options);
    ~SimFixture();
    SimFixture(const SimFixture&) = delete;
    SimFixture& operator=(const SimFixture&) = delete;

    // True when READY was printed. Call as QVERIFY2(sim.start(), qPrintable(sim.output())).
    bool start();
    // Sends a fault line and returns the answer, "OK {...}", "ERROR {...}" or "STATUS {...}"; empty: none came.
    QByteArray fault(const QByteArray& line);
    QJsonObject status(); // the object of the fault "status"
    QJsonObject serviceStatus(const QString& service);

    void stop(); // SIGTERM, waits
    void kill(); // SIGKILL, waits
    void closeInput();
    // Waits for the process to end by itself; -1: it did not. Else its exit code.
    int waitForExit(int timeoutMs = 20'000);

    qint64 pid() const;
    QJsonObject ready() const { return m_ready; }
    quint16 brainPort() const { return port("brainPort"); }
    quint16 consolePort() const { return port("consolePort"); }
    quint16 executionPort() const { return port("executionPort"); }
    QString stateDir() const;
    // Everything it printed so far, on both channels.
    QString output();
    QByteArray standardOutput();
    QByteArray standardError();

private:
    quint16 port(const char* key) const;
    void read();

    Options m_options;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_out;
    QByteArray m_err;
    QJsonObject m_ready;
};

} // namespace ops::test
