#include "infra/host/spawner.h"

#include "infra/host/process_group.h"

#include <QThread>

#include <csignal>
#include <poll.h>
#include <sys/wait.h>

namespace ops::infra {
namespace {

constexpr int collectPatienceMs = 1000;
constexpr unsigned long threadPatienceMs = 2000;

} // namespace

void SpawnWorker::spawn(const SpawnPlan& plan, quint64 number, const std::shared_ptr<std::atomic<bool>>& abandoned)
{
    Q_EMIT spawned(number, std::make_shared<base::Result<SpawnedChild>>(spawnChild(plan, *abandoned)));
}

void SpawnWorker::collect(pid_t pid, const Descriptor& process)
{
    pollfd waiting{process.get(), POLLIN, 0};
    ::poll(&waiting, 1, collectPatienceMs);
    ::waitpid(pid, nullptr, WNOHANG);
}

Spawner::Spawner(QObject* parent)
    : QObject(parent)
    , m_thread(new QThread)
    , m_worker(new SpawnWorker)
{
    // A child that closed its input must not end us: writing to it gives EPIPE instead.
    ::signal(SIGPIPE, SIG_IGN);
    m_thread->setObjectName(QStringLiteral("spawner"));
    m_collector.setMaxThreadCount(1);
    m_worker->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &SpawnWorker::spawned, this, &Spawner::take);
    m_thread->start();
}

Spawner::~Spawner()
{
    for (auto& [number, wanted] : m_wanted)
        wanted.abandoned->store(true);
    // In its turn: what was killed is collected first.
    QMetaObject::invokeMethod(
        m_worker, [thread = m_thread] { thread->quit(); }, Qt::QueuedConnection);
    // A thread that is stuck in the kernel cannot be ended, only left: it touches nothing of ours when it comes back.
    if (m_thread->wait(threadPatienceMs))
        delete m_thread;
    else
        connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
}

quint64 Spawner::spawn(const SpawnPlan& plan, Answer answer)
{
    const quint64 number = ++m_lastNumber;
    auto abandoned = std::make_shared<std::atomic<bool>>(false);
    m_wanted.insert({number, {std::move(answer), abandoned}});
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, plan, number, abandoned] { worker->spawn(plan, number, abandoned); },
        Qt::QueuedConnection);
    return number;
}

void Spawner::abandon(quint64 number)
{
    const auto found = m_wanted.find(number);
    if (found != m_wanted.end())
        found->second.abandoned->store(true);
}

void Spawner::forget(quint64 number)
{
    abandon(number);
    m_wanted.erase(number);
}

void Spawner::killAndCollect(pid_t pid, Descriptor process)
{
    signalProcessGroup(pid, SIGKILL);
    QMetaObject::invokeMethod(
        m_worker,
        [pid, owned = std::make_shared<Descriptor>(std::move(process))] { SpawnWorker::collect(pid, *owned); },
        Qt::QueuedConnection);
}

void Spawner::collect(pid_t pid)
{
    m_collector.start([pid] { ::waitpid(pid, nullptr, WNOHANG); });
}

void Spawner::take(quint64 number, const std::shared_ptr<base::Result<SpawnedChild>>& result)
{
    const auto found = m_wanted.find(number);
    if (found == m_wanted.end()) {
        if (result->ok())
            killAndCollect(result->value().pid, std::move(*result).value().process);
        return;
    }
    const Answer answer = std::move(found->second.answer);
    m_wanted.erase(found);
    answer(std::move(*result));
}

} // namespace ops::infra
