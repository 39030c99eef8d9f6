#include "infra/host/ssh_run.h"

#include "base/lateness.h"
#include "domain/host/remote_command.h"
#include "infra/host/child_environment.h"
#include "infra/host/ssh_error.h"
#include "infra/host/ssh_master.h"

#include <QTimer>

namespace ops::infra {

using base::ErrorCode;
using domain::OutputChannel;
using domain::RemoteMarkKind;

namespace {

using namespace std::chrono_literals;

// The far side sends SIGKILL after 2 s by itself; what is added is for the way there and back.
constexpr domain::RunTimes remoteTimes{{}, domain::hostStartDeadline, 4000ms, 1000ms};
constexpr qsizetype keptWords = 1024;
constexpr auto heldOpenPatience = 2000ms;
// A session learns only that its connection is gone; the connection says why, a moment later.
constexpr auto reasonPatience = 500ms;

} // namespace

SshRun::SshRun(const domain::HostConfig& host, const domain::HostCommand& command, const base::Clock& clock)
    : m_host(host)
    , m_command(command)
    , m_clock(clock)
    , m_asked(clock.now())
    , m_driver(command, remoteTimes, clock, nullptr)
    , m_output(QByteArray())
    , m_errors(QByteArray())
    , m_heldOpen(new QTimer(this))
    , m_reason(new QTimer(this))
{
    m_heldOpen->setSingleShot(true);
    m_heldOpen->setInterval(heldOpenPatience);
    connect(m_heldOpen, &QTimer::timeout, this, &SshRun::onSessionEnded);
    m_reason->setSingleShot(true);
    m_reason->setInterval(reasonPatience);
    connect(m_reason, &QTimer::timeout, this, &SshRun::sayTransportEnded);
    connect(&m_driver, &RunDriver::started, this, &SshRun::started);
    connect(&m_driver, &RunDriver::finished, this, &SshRun::finished);
    connect(&m_driver, &RunDriver::endAsked, this, [this] { m_process->closeInput(); });
    connect(&m_driver, &RunDriver::endForced, this, [this] { m_process->forceEnd(); });
}

void SshRun::begin(const SshMaster& master, Spawner& spawner)
{
    if (m_command.handOverWithin && base::tookLonger(m_asked, m_clock.now(), *m_command.handOverWithin)) {
        m_driver.couldNotStart({ErrorCode::TimedOut,
                                QStringLiteral("the connection to %1 came too late: it was not run").arg(m_host.name),
                                QString::fromUtf8(m_command.argv.first())});
        return;
    }
    const QByteArray token = randomToken();
    const auto line = domain::remoteCommandLine(m_command, token);
    if (!line) {
        m_driver.couldNotStart(line.error());
        return;
    }
    m_master = &master;
    m_lastProcess.reset();
    m_words = domain::OutputTail(keptWords, 2 * keptWords);
    connect(&master, &SshMaster::statusChanged, this, [this](const domain::HostStatus& status) {
        if (status.phase == domain::HostPhase::Down && m_reason->isActive())
            sayTransportEnded();
    });
    m_output = domain::RemoteMarkReader(token);
    m_errors = domain::RemoteMarkReader(token);
    // In a directory that is there: the command's own is on the far side.
    const SpawnPlan plan{sshSessionArguments(m_host, master.socket(), *line), childEnvironment(), "/"};
    m_process = std::make_unique<HostProcess>(spawner, plan, m_command.stdinBytes, true);
    connect(m_process.get(), &HostProcess::failedToStart, &m_driver, &RunDriver::couldNotStart);
    connect(m_process.get(), &HostProcess::ended, this, &SshRun::onSessionEnded);
    connect(m_process.get(), &HostProcess::outputArrived, this, [this](OutputChannel channel, const QByteArray& bytes) {
        if (m_heldOpen->isActive() && !m_outputOver)
            m_heldOpen->start();
        take(channel, channel == OutputChannel::Errors ? m_errors.feed(bytes) : m_output.feed(bytes));
    });
    m_driver.handedOver();
}

void SshRun::take(OutputChannel channel, const domain::RemoteMarkReader::Piece& piece)
{
    if (channel == OutputChannel::Errors)
        m_words.append(piece.payload);
    else
        for (const domain::RemoteMark& mark : piece.marks)
            m_outputOver = m_outputOver || mark.kind == RemoteMarkKind::Exit;
    // The start is said before what was printed, the end after it.
    if (channel == OutputChannel::Errors)
        for (const domain::RemoteMark& mark : piece.marks)
            if (mark.kind == RemoteMarkKind::Start)
                m_driver.began();
    if (!piece.payload.isEmpty() && !m_driver.isOver()) {
        m_driver.began(); // the other channel's mark may still be on its way
        Q_EMIT outputArrived(channel, piece.payload);
    }
    if (channel == OutputChannel::Errors)
        for (const domain::RemoteMark& mark : piece.marks)
            takeMark(mark);
}

void SshRun::takeMark(const domain::RemoteMark& mark)
{
    const auto neverRan = [this](ErrorCode code, const QString& detail, const QString& subject) {
        m_driver.couldNotStart({code, detail, subject});
    };
    const QString program = QString::fromUtf8(m_command.argv.first());
    // Under the name that the environment's file has for it: there it is to be corrected.
    const QString directory = QStringLiteral("workingDirectory ") + m_command.workingDirectory;
    switch (mark.kind) {
    case RemoteMarkKind::Start:
        break;
    case RemoteMarkKind::NoDirectory:
        neverRan(ErrorCode::NotFound, QStringLiteral("is no directory on %1").arg(m_host.name), directory);
        break;
    case RemoteMarkKind::DirectoryDenied:
        neverRan(ErrorCode::PermissionDenied, QStringLiteral("cannot be entered on %1").arg(m_host.name), directory);
        break;
    case RemoteMarkKind::Missing:
        neverRan(ErrorCode::NotFound,
                 QStringLiteral("is not installed on %1, or not in the PATH there").arg(m_host.name), program);
        break;
    case RemoteMarkKind::Denied:
        neverRan(ErrorCode::PermissionDenied, QStringLiteral("may not be run on %1").arg(m_host.name), program);
        break;
    case RemoteMarkKind::Exit:
        m_driver.exitSaid(static_cast<int>(mark.number));
        if (m_driver.flow().phase == domain::RunPhase::Running)
            m_heldOpen->start();
        break;
    case RemoteMarkKind::Ended:
    case RemoteMarkKind::Killed:
        m_driver.groupGone();
        break;
    }
}

void SshRun::onSessionEnded()
{
    take(OutputChannel::Output, m_output.finish());
    take(OutputChannel::Errors, m_errors.finish());
    const bool isMystery =
        !m_driver.flow().exitCode && m_driver.flow().phase != domain::RunPhase::Ending && !refusesSession(words());
    if (isMystery && !m_driver.isOver() && m_master->status().up())
        m_reason->start();
    else
        sayTransportEnded();
}

QByteArray SshRun::words() const
{
    return m_errors.chatter() + m_words.whole();
}

void SshRun::sayTransportEnded()
{
    m_reason->stop();
    const QByteArray said = words();
    if (provesNoSession(said))
        m_driver.notHandedOver();
    if (refusesSession(said) && m_driver.flow().phase == domain::RunPhase::Asked) {
        m_lastProcess = std::move(m_process);
        m_master->disconnect(this);
        Q_EMIT refused(sshError(said, m_host.destination));
        return;
    }
    const domain::HostStatus& status = m_master->status();
    m_driver.transportEnded(
        status.phase == domain::HostPhase::Down && status.error ? *status.error : sshError(said, m_host.destination));
}

} // namespace ops::infra
