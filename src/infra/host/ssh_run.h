#pragma once

#include "domain/host/host_config.h"
#include "domain/host/output_tail.h"
#include "domain/host/remote_marks.h"
#include "infra/host/host_process.h"
#include "infra/host/run_driver.h"

#include <memory>

class QTimer;

namespace ops::infra {

class SshMaster;

// One command on another machine: waits for the connection, then has a session of its own through it. GUI thread; owned
// by its host.
class SshRun final : public QObject {
    Q_OBJECT

public:
    SshRun(const domain::HostConfig& host, const domain::HostCommand& command, const base::Clock& clock);

    bool isWaiting() const { return !m_process && !m_driver.isOver(); }
    void cancel() { m_driver.cancel(); }
    // The connection is up.
    void begin(const SshMaster& master, Spawner& spawner);
    // No other run shares its connection.
    void setAlone(bool alone) { m_alone = alone; }
    bool isAlone() const { return m_alone; }
    // The connection cannot be made.
    void giveUp(const base::Error& error) { m_driver.transportEnded(error); }

Q_SIGNALS:
    void started(const ops::base::Instant& at);
    void outputArrived(ops::domain::OutputChannel channel, const QByteArray& bytes);
    void finished(const ops::domain::HostOutcome& outcome);
    // The connection took no further session. It waits again, and may begin through another.
    void refused(const ops::base::Error& error);

private:
    QByteArray words() const;
    void take(domain::OutputChannel channel, const domain::RemoteMarkReader::Piece& piece);
    void takeMark(const domain::RemoteMark& mark);
    void onSessionEnded();
    void sayTransportEnded();

    domain::HostConfig m_host;
    domain::HostCommand m_command;
    const base::Clock& m_clock;
    base::Instant m_asked;
    RunDriver m_driver;
    domain::RemoteMarkReader m_output;
    domain::RemoteMarkReader m_errors;
    domain::OutputTail m_words{1024, 2048}; // standard error without the marks: ssh's own words are among them
    const SshMaster* m_master = nullptr;    // once it began
    std::unique_ptr<HostProcess> m_process;
    std::unique_ptr<HostProcess> m_lastProcess; // is the sender when it was refused
    bool m_alone = false;
    bool m_outputOver = false; // what it prints now is of those that the command left behind
    QTimer* m_heldOpen;        // the command is over, and something it left behind holds the session open
    QTimer* m_reason;          // the session is over, and the connection may have something to say about it
};

} // namespace ops::infra
