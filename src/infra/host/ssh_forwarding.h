#pragma once

#include "app/ports/host_forward_port.h"
#include "infra/host/host_process.h"

#include <QMap>
#include <QTimer>

#include <chrono>
#include <memory>

namespace ops::infra {

class SshHost;

// Forwards through a host's first connection, which it makes anew after a cut for as long as a forward is wanted. GUI
// thread; owned by main, outlived by the host.
class SshForwarding final : public app::HostForwardPort {
    Q_OBJECT

public:
    explicit SshForwarding(SshHost& host, QObject* parent = nullptr);
    ~SshForwarding() override;

    void open(const app::HostForward& forward) override;
    void close(const QString& name) override;

private:
    enum class Phase { Wanted, Asking, Ready };
    struct Entry {
        app::HostForward forward;
        QByteArray near; // "<dir>/f0.sock" or "127.0.0.1:port"; the same after a cut
        Phase phase = Phase::Wanted;
        std::unique_ptr<HostProcess> asking;
        QByteArray words;
    };

    void onHostChanged();
    void ask(Entry& entry);
    void onAsked(const QString& name, bool accepted, const base::Error& error);
    void lose(Entry& entry, const base::Error& why);
    void retryLater();
    QByteArray nearEnd(const QString& target);

    SshHost& m_host;
    QMap<QString, std::shared_ptr<Entry>> m_entries;
    std::vector<std::unique_ptr<HostProcess>> m_over; // until the event loop is back
    QTimer m_retry;
    std::chrono::milliseconds m_pause;
    int m_lastSocket = 0;
};

// Forwards on this machine: what is wanted is already here.
class LocalForwarding final : public app::HostForwardPort {
    Q_OBJECT

public:
    using HostForwardPort::HostForwardPort;
    void open(const app::HostForward& forward) override;
    void close(const QString& name) override;
};

} // namespace ops::infra
