#include "infra/host/host_process.h"

#include "infra/host/input_writer.h"
#include "infra/host/output_reader.h"
#include "infra/host/process_group.h"

#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <csignal>
#include <sys/wait.h>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

// How soon it is looked again whether the group is gone: at first every few milliseconds, then ten times a second.
std::chrono::milliseconds pauseAfter(int polls)
{
    return polls < 5 ? 5ms : polls < 15 ? 20ms : 100ms;
}

} // namespace

HostProcess::HostProcess(Spawner& spawner, const SpawnPlan& plan, QByteArray input, bool keepInputOpen, QObject* parent)
    : QObject(parent)
    , m_spawner(spawner)
    , m_input(std::move(input))
    , m_keepInputOpen(keepInputOpen)
    , m_groupTimer(new QTimer(this))
{
    m_groupTimer->setSingleShot(true);
    connect(m_groupTimer, &QTimer::timeout, this, &HostProcess::finishWhenGroupGone);
    m_spawnNumber = m_spawner.spawn(plan, [this](base::Result<SpawnedChild> result) {
        m_spawnNumber = 0;
        take(std::move(result));
    });
}

HostProcess::~HostProcess()
{
    if (m_spawnNumber != 0)
        m_spawner.forget(m_spawnNumber);
    if (m_child.pid > 0 && !m_collected)
        m_spawner.killAndCollect(m_child.pid, std::move(m_child.process));
    else if (m_ending && !m_over) // its group is still there, so its number is still its own
        signalGroup(SIGKILL);
}

void HostProcess::take(base::Result<SpawnedChild> result)
{
    if (!result) {
        m_over = true;
        Q_EMIT failedToStart(result.error());
        return;
    }
    m_child = std::move(result).value();
    m_output = new OutputReader(std::move(m_child.output), this);
    m_errors = new OutputReader(std::move(m_child.errors), this);
    connect(m_output, &OutputReader::arrived, this,
            [this](const QByteArray& bytes) { Q_EMIT outputArrived(domain::OutputChannel::Output, bytes); });
    connect(m_errors, &OutputReader::arrived, this,
            [this](const QByteArray& bytes) { Q_EMIT outputArrived(domain::OutputChannel::Errors, bytes); });
    m_writer = new InputWriter(std::move(m_child.input), std::exchange(m_input, {}), m_keepInputOpen, this);
    m_exitNotifier = new QSocketNotifier(m_child.process.get(), QSocketNotifier::Read, this);
    connect(m_exitNotifier, &QSocketNotifier::activated, this, &HostProcess::collect);
    Q_EMIT started();
    if (m_ending)
        askToEnd();
}

void HostProcess::closeInput()
{
    m_keepInputOpen = false;
    if (m_writer != nullptr)
        m_writer->close();
}

void HostProcess::askToEnd()
{
    m_ending = true;
    if (m_spawnNumber != 0) {
        m_spawner.abandon(m_spawnNumber);
        return;
    }
    signalGroup(SIGTERM);
    signalGroup(SIGCONT);
}

void HostProcess::forceEnd()
{
    m_ending = true;
    signalGroup(SIGKILL);
}

void HostProcess::signalGroup(int number) const
{
    if (!m_over)
        signalProcessGroup(m_child.pid, number);
}

void HostProcess::collect()
{
    // Only looked at here: letting go of a process may keep whoever does it for long, when others read /proc just then.
    siginfo_t info{};
    const int how = WEXITED | WNOHANG | WNOWAIT;
    if (::waitid(P_PID, static_cast<id_t>(m_child.pid), &info, how) != 0 || info.si_pid == 0)
        return;
    m_exitNotifier->setEnabled(false);
    m_spawner.collect(m_child.pid);
    m_collected = true;
    if (info.si_code == CLD_EXITED)
        m_exitCode = info.si_status;
    else
        m_signalNumber = info.si_status;
    if (m_ending)
        m_groupTimer->start(pauseAfter(m_groupPolls++));
    else
        finish();
}

void HostProcess::finishWhenGroupGone()
{
    if (isGroupAlive(m_child.pid))
        m_groupTimer->start(pauseAfter(m_groupPolls++));
    else
        finish();
}

void HostProcess::finish()
{
    m_over = true;
    m_output->drain();
    m_errors->drain();
    m_writer->close();
    Q_EMIT ended(m_exitCode, m_signalNumber);
}

} // namespace ops::infra
