#include "infra/host/ssh_master.h"

#include "domain/host/remote_command.h"
#include "infra/host/child_environment.h"
#include "infra/host/private_directory.h"
#include "infra/host/ssh_error.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTimer>

#include <array>

namespace ops::infra {

using base::ErrorCode;
using domain::HostPhase;

namespace {

constexpr qsizetype maxChatter = 64 * 1024; // of a login script, before the greeting
constexpr int sshsOwnCode = 255;
constexpr qsizetype keptWords = 600;

} // namespace

QByteArray randomToken()
{
    std::array<quint32, 4> numbers{};
    QRandomGenerator::system()->fillRange(numbers.data(), static_cast<qsizetype>(numbers.size()));
    return QByteArray(reinterpret_cast<const char*>(numbers.data()), sizeof numbers).toHex();
}

SshMaster::SshMaster(const domain::HostConfig& host, const SshSettings& settings, const PrivateDirectory& directory,
                     const QByteArray& name, Spawner& spawner, const base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_settings(settings)
    , m_directory(directory)
    , m_name(name)
    , m_spawner(spawner)
    , m_clock(clock)
    , m_deadline(new QTimer(this))
{
    m_status.host = host.name;
    m_status.since = clock.now();
    m_deadline->setSingleShot(true);
    m_deadline->setInterval(settings.connectTimeout + settings.greetingPatience);
    connect(m_deadline, &QTimer::timeout, this, [this] {
        goDown({ErrorCode::TimedOut,
                QStringLiteral("the far shell had not answered after %1 s: %2")
                    .arg((m_settings.connectTimeout + m_settings.greetingPatience).count())
                    .arg(m_errors.tailText().isEmpty() ? m_errors.headText() : m_errors.tailText()),
                m_host.destination});
    });
}

SshMaster::~SshMaster() = default;

void SshMaster::connectNow()
{
    if (m_status.phase == HostPhase::Connecting || m_status.phase == HostPhase::Up)
        return;
    setPhase(HostPhase::Connecting, m_status.error);
    if (!m_directory.isValid()) {
        goDown({ErrorCode::IoFailed, m_directory.errorString(), m_host.destination});
        return;
    }
    // A name of its own each time: a connection that was killed leaves its socket behind.
    QByteArray name = m_name;
    name += '.';
    name += QByteArray::number(++m_connections);
    m_socket = m_directory.filePath(name);
    m_token = randomToken();
    m_printed.clear();
    m_errors = domain::OutputTail(2048, 2048);
    const SpawnPlan plan{sshMasterArguments(m_host, m_settings, m_socket, domain::remoteGreetingLine(m_token)),
                         childEnvironment(), "/"};
    m_lastProcess.reset();
    m_process = std::make_unique<HostProcess>(m_spawner, plan, QByteArray(), true);
    connect(m_process.get(), &HostProcess::outputArrived, this,
            [this](domain::OutputChannel channel, const QByteArray& bytes) {
                if (channel == domain::OutputChannel::Errors)
                    m_errors.append(bytes);
                else
                    onOutput(bytes);
            });
    connect(m_process.get(), &HostProcess::failedToStart, this, &SshMaster::goDown);
    connect(m_process.get(), &HostProcess::ended, this, [this](std::optional<int> exitCode, int signalNumber) {
        if (exitCode && *exitCode != sshsOwnCode && m_status.phase == HostPhase::Connecting)
            goDown(shellEnded(*exitCode));
        else if (exitCode)
            goDown(sshError(m_errors.whole(), m_host.destination));
        else
            goDown({ErrorCode::LinkDown, QStringLiteral("ssh was killed by signal %1").arg(signalNumber),
                    m_host.destination});
    });
    m_deadline->start();
}

void SshMaster::onOutput(const QByteArray& bytes)
{
    if (m_status.phase != HostPhase::Connecting)
        return;
    m_printed += bytes;
    switch (domain::findGreeting(m_printed, m_token)) {
    case domain::RemoteGreeting::Right:
        m_deadline->stop();
        m_printed.clear();
        setPhase(HostPhase::Up);
        break;
    case domain::RemoteGreeting::Wrong:
        goDown({ErrorCode::ProtocolError,
                QStringLiteral("the login shell there does not read quotes as a POSIX shell does; nothing can be run "
                               "through it"),
                m_host.destination});
        break;
    case domain::RemoteGreeting::NotYet:
        if (m_printed.size() > maxChatter)
            m_printed = m_printed.right(maxChatter / 2);
        break;
    }
}

// ssh let us in, and the login shell there did not run the greeting: it is none (nologin), is restricted, or reads
// lines differently (csh).
base::Error SshMaster::shellEnded(int exitCode) const
{
    QString detail = QStringLiteral("the login shell there ended with %1 before it answered").arg(exitCode);
    QByteArray words = m_printed;
    words += m_errors.whole();
    if (words = words.trimmed().right(keptWords); !words.isEmpty())
        detail += QStringLiteral(": ") + QString::fromUtf8(words);
    return {ErrorCode::ProtocolError, detail, m_host.destination};
}

void SshMaster::goDown(const base::Error& error)
{
    m_deadline->stop();
    if (m_process) {
        m_process->disconnect(this);
        if (m_process->isRunning())
            m_process->forceEnd();
        m_lastProcess = std::move(m_process);
    }
    QFile::remove(QFile::decodeName(m_socket));
    setPhase(HostPhase::Down, error);
}

void SshMaster::setPhase(HostPhase phase, std::optional<base::Error> error)
{
    const bool wasDown = m_status.down();
    m_status.phase = phase;
    m_status.error = std::move(error);
    if (!wasDown || !m_status.down()) // the next failure makes an outage no younger
        m_status.since = m_clock.now();
    Q_EMIT statusChanged(m_status);
}

} // namespace ops::infra
