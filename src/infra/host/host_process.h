#pragma once

#include "domain/host/host_command.h"
#include "infra/host/spawner.h"

#include <QObject>

#include <memory>
#include <optional>

class QSocketNotifier;
class QTimer;

namespace ops::infra {

class InputWriter;
class OutputReader;

// One process in a group of its own, from its start to its end. GUI thread, owned by a run; the destructor kills the
// whole group. Nothing here waits: a process that is frozen, deaf or stuck in the kernel only never ends.
class HostProcess final : public QObject {
    Q_OBJECT

public:
    HostProcess(Spawner& spawner, const SpawnPlan& plan, QByteArray input, bool keepInputOpen,
                QObject* parent = nullptr);
    ~HostProcess() override;

    void closeInput();
    // SIGTERM to the whole group (a frozen one is woken); from here on ended() waits until nothing of the group is
    // left.
    void askToEnd();
    void forceEnd(); // SIGKILL to the whole group

    qint64 pid() const { return m_child.pid; }
    bool isRunning() const { return m_child.pid > 0 && !m_over; }

Q_SIGNALS:
    void started();
    void failedToStart(const ops::base::Error& error); // it never ran; nothing follows
    void outputArrived(ops::domain::OutputChannel channel, const QByteArray& bytes);
    // The process is over and everything it printed has been told. No exit code: ended by `signalNumber`.
    void ended(const std::optional<int>& exitCode, int signalNumber);

private:
    void take(base::Result<SpawnedChild> result);
    void collect();
    void finishWhenGroupGone();
    void finish();
    void signalGroup(int number) const;

    Spawner& m_spawner;
    quint64 m_spawnNumber = 0; // 0: it was answered
    QByteArray m_input;
    bool m_keepInputOpen;
    SpawnedChild m_child;
    InputWriter* m_writer = nullptr;
    OutputReader* m_output = nullptr;
    OutputReader* m_errors = nullptr;
    QSocketNotifier* m_exitNotifier = nullptr;
    QTimer* m_groupTimer;
    int m_groupPolls = 0;
    bool m_collected = false; // the pid may belong to another process from here on; the group may still be there
    bool m_ending = false;
    bool m_over = false;
    std::optional<int> m_exitCode;
    int m_signalNumber = 0;
};

} // namespace ops::infra
