#pragma once

#include "domain/host/host_config.h"

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace ops::test {

// A private sshd on loopback for one test: keys, port and configuration of its own, ended by pid in the destructor with
// every connection it made. Logs in as whoever runs the test, without that user's login scripts.
class SshdFixture {
public:
    explicit SshdFixture(QByteArray extraConfig = {});
    ~SshdFixture();
    SshdFixture(const SshdFixture&) = delete;
    SshdFixture& operator=(const SshdFixture&) = delete;

    // True when it greets on its port. Call as QVERIFY2(sshd.start(), qPrintable(sshd.log())). Again after stop(): same
    // port, same keys.
    bool start();
    void stop(); // the listener, all connections, and what they run

    enum class Client { Right, WrongHostKey, UnknownHost, WrongUserKey };
    // A host that a client of this kind would be configured with.
    domain::HostConfig host(Client client = Client::Right) const;
    // The file of a client's configuration with one more line for this host; a file of its own.
    QString withOption(const QString& configFile, const QByteArray& line) const;

    // The sshd processes that serve connections at this moment; not what they run.
    QList<qint64> connections() const;
    void freeze(); // SIGSTOP to the listener and all connections
    void thaw();
    void cut(); // SIGKILL to all connections; the listener stays

    quint16 port() const { return m_port; }
    QString path(const QString& name) const { return m_directory.filePath(name); }
    QString log() const;

private:
    bool prepare();
    qint64 listener() const; // 0: it does not run
    void signalConnections(int number) const;
    void signalListener(int number) const;

    QByteArray m_extraConfig;
    quint16 m_port = 0;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
};

} // namespace ops::test
