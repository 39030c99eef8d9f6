#pragma once

#include "infra/host/spawn.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <unordered_map>

class QThread;

namespace ops::infra {

// The half that lives on the thread.
class SpawnWorker final : public QObject {
    Q_OBJECT

public:
    void spawn(const SpawnPlan& plan, quint64 number, const std::shared_ptr<std::atomic<bool>>& abandoned);
    static void collect(pid_t pid, const Descriptor& process);

Q_SIGNALS:
    void spawned(quint64 number, const std::shared_ptr<ops::base::Result<ops::infra::SpawnedChild>>& result);
};

// Starts children on a thread of its own, one after the other: a directory that does not answer holds up other starts
// and never the GUI. The thread is the children's parent; they are killed when it ends, with this object or with us.
// GUI thread; owned by a host and outlives its processes.
class Spawner final : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(base::Result<SpawnedChild>)>;

    explicit Spawner(QObject* parent = nullptr);
    ~Spawner() override;

    // `answer` is called from the event loop. The number is for abandon().
    quint64 spawn(const SpawnPlan& plan, Answer answer);
    // The program must not run any more where it does not run yet. The answer comes all the same.
    void abandon(quint64 number);
    // As abandon(), and nobody wants the answer: a child that came to be all the same is killed.
    void forget(quint64 number);
    // Kills a child's whole group now, and collects the child when it is over.
    void killAndCollect(pid_t pid, Descriptor process);
    // Collects a child that is over. Not in turn with the starts, which may be held up.
    void collect(pid_t pid);

private:
    struct Wanted {
        Answer answer;
        std::shared_ptr<std::atomic<bool>> abandoned;
    };

    void take(quint64 number, const std::shared_ptr<base::Result<SpawnedChild>>& result);

    QThread* m_thread;
    SpawnWorker* m_worker;
    std::unordered_map<quint64, Wanted> m_wanted;
    quint64 m_lastNumber = 0;
    QThreadPool m_collector;
};

} // namespace ops::infra
