#include "infra/host/child_process.h"

#include "infra/posix/descriptor_limit.h"

#include <QStandardPaths>
#include <QTimer>

#include <csignal>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ops::infra {
namespace {

constexpr qsizetype keptOutput = 2000;

// True when the process is gone (and reaped) before the deadline. Called by the destructor only.
bool reap(pid_t pid, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const pid_t ended = ::waitpid(pid, nullptr, WNOHANG);
        if (ended == pid || ended < 0)
            return true;
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        ::poll(nullptr, 0, 2);
    }
}

} // namespace

QString findProgram(const QString& name)
{
    QString inPath = QStandardPaths::findExecutable(name);
    if (!inPath.isEmpty())
        return inPath;
    return QStandardPaths::findExecutable(
        name, {QStringLiteral("/usr/local/sbin"), QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")});
}

ChildProcess::ChildProcess(QObject* parent)
    : QProcess(parent)
{
    const pid_t ours = ::getpid();
    setChildProcessModifier([ours] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != ours) // we died before it could ask to be told
            ::_exit(127);
        restoreDescriptorLimit();
    });
}

ChildProcess::~ChildProcess()
{
    if (state() == NotRunning)
        return;
    disconnect();
    const auto pid = static_cast<pid_t>(processId());
    if (pid > 0) {
        thaw();
        sendSignal(SIGTERM);
        if (!reap(pid, std::chrono::seconds(2))) {
            sendSignal(SIGKILL);
            reap(pid, std::chrono::seconds(1));
        }
    }
    setProcessState(NotRunning); // it is reaped: QProcess has nothing left to end
}

void ChildProcess::endSoon(std::chrono::milliseconds patience)
{
    if (state() == NotRunning)
        return;
    thaw();
    terminate();
    QTimer::singleShot(patience, this, [this, pid = processId()] {
        if (state() != NotRunning && processId() == pid)
            kill();
    });
}

void ChildProcess::sendSignal(int number)
{
    if (state() != NotRunning && processId() > 0)
        ::kill(static_cast<pid_t>(processId()), number);
}

void ChildProcess::freeze()
{
    sendSignal(SIGSTOP);
}

void ChildProcess::thaw()
{
    sendSignal(SIGCONT);
}

void ChildProcess::noteOutput(const QByteArray& text)
{
    m_output += text;
    m_output = m_output.right(keptOutput);
}

QString ChildProcess::lastOutput() const
{
    return QString::fromUtf8(m_output).trimmed();
}

base::ErrorCode errorCodeForProcessError(QProcess::ProcessError error)
{
    using base::ErrorCode;
    switch (error) {
    case QProcess::FailedToStart:
        return ErrorCode::Unavailable;
    case QProcess::Crashed:
        return ErrorCode::LinkDown;
    case QProcess::Timedout:
        return ErrorCode::TimedOut;
    case QProcess::ReadError:
    case QProcess::WriteError:
        return ErrorCode::IoFailed;
    case QProcess::UnknownError:
        break;
    }
    return ErrorCode::Internal;
}

} // namespace ops::infra
