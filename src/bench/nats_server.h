#pragma once

#include "infra/host/child_process.h"

#include <QString>
#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <thread>

namespace ops::bench {

// A private nats-server on loopback: free ports that stay its own over restarts, ended by its own pid. GUI thread; a
// thread of its own reads the server's log, so that the moment it began to listen is known without asking it.
class NatsServer {
public:
    NatsServer();
    ~NatsServer();
    NatsServer(const NatsServer&) = delete;
    NatsServer& operator=(const NatsServer&) = delete;

    void launch(); // returns at once
    bool start();  // launches and serves events until it listens
    void strike(); // SIGKILL, returns at once
    void kill();   // the same, and waits for it to be gone
    void freeze(); // SIGSTOP
    void thaw();

    // Monotonic ns at which the running server said that it listens for clients; 0: not yet. The line is written right
    // after listen().
    qint64 listeningSinceNs() const { return m_listeningSinceNs; }

    quint16 port() const { return m_port; }
    QString url() const;
    QString monitoringUrl() const;

private:
    void readLog();

    QTemporaryDir m_directory;
    QString m_logPath;
    quint16 m_port = 0;
    quint16 m_monitoringPort = 0;
    std::unique_ptr<infra::ChildProcess> m_process;
    std::atomic<qint64> m_listeningSinceNs{0};
    int m_log = -1; // a FIFO, open for reading and writing: it never ends while servers come and go
    std::thread m_reader;
};

} // namespace ops::bench
