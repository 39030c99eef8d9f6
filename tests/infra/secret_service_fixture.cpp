#include "infra/secret_service_fixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <sys/wait.h>

namespace ops::test {
namespace {

constexpr int patienceMs = 15000;

const QByteArray busConfig = R"(<busconfig>
  <type>session</type>
  <listen>unix:path=%1/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

void end(std::unique_ptr<QProcess>& process)
{
    if (!process)
        return;
    process->kill();
    process->waitForFinished(patienceMs);
    process.reset();
}

} // namespace

SecretServiceFixture::SecretServiceFixture()
{
    for (const char* name : {"home", "data", "config", "cache", "run"})
        QDir().mkpath(m_home.filePath(QString::fromLatin1(name)));
    QFile::setPermissions(m_home.filePath(QStringLiteral("run")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

SecretServiceFixture::~SecretServiceFixture()
{
    killKeyring();
    killBus();
}

QProcessEnvironment SecretServiceFixture::environment() const
{
    QProcessEnvironment out;
    out.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    out.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    out.insert(QStringLiteral("HOME"), m_home.filePath(QStringLiteral("home")));
    out.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("data")));
    out.insert(QStringLiteral("XDG_CONFIG_HOME"), m_home.filePath(QStringLiteral("config")));
    out.insert(QStringLiteral("XDG_CACHE_HOME"), m_home.filePath(QStringLiteral("cache")));
    out.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.filePath(QStringLiteral("run")));
    out.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
               QStringLiteral("unix:path=") + m_home.filePath(QStringLiteral("bus")));
    return out;
}

bool SecretServiceFixture::startBus()
{
    const QString path = m_home.filePath(QStringLiteral("bus.conf"));
    QFile config(path);
    if (!config.open(QIODevice::WriteOnly) ||
        config.write(QByteArray(busConfig).replace("%1", m_home.path().toUtf8())) <= 0)
        return false;
    config.close();
    QFile::remove(m_home.filePath(QStringLiteral("bus"))); // of one that was killed
    m_bus = std::make_unique<QProcess>();
    m_bus->setProcessEnvironment(environment());
    m_bus->setStandardErrorFile(m_home.filePath(QStringLiteral("bus.log")), QIODevice::Append);
    m_bus->start(QStringLiteral("dbus-daemon"), {QStringLiteral("--config-file=") + path, QStringLiteral("--nofork"),
                                                 QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1")});
    return m_bus->waitForReadyRead(patienceMs);
}

void SecretServiceFixture::killBus()
{
    end(m_bus);
}

bool SecretServiceFixture::startKeyring(bool unlocked)
{
    m_keyring = std::make_unique<QProcess>();
    m_keyring->setProcessEnvironment(environment());
    m_keyring->setProcessChannelMode(QProcess::MergedChannels);
    m_keyring->setStandardOutputFile(m_home.filePath(QStringLiteral("keyring.log")), QIODevice::Append);
    QStringList arguments{QStringLiteral("--components=secrets"), QStringLiteral("--foreground")};
    if (unlocked)
        arguments.prepend(QStringLiteral("--unlock"));
    m_keyring->start(QStringLiteral("gnome-keyring-daemon"), arguments);
    if (!m_keyring->waitForStarted(patienceMs))
        return false;
    if (unlocked)
        m_keyring->write("the keyring's own password");
    m_keyring->closeWriteChannel();
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < patienceMs && m_keyring->state() == QProcess::Running) {
        m_keyring->waitForBytesWritten(10);
        if (isOnBus())
            return true;
        m_keyring->waitForFinished(20);
    }
    return false;
}

void SecretServiceFixture::killKeyring()
{
    end(m_keyring);
}

void SecretServiceFixture::freezeKeyring()
{
    if (!m_keyring)
        return;
    const auto pid = static_cast<pid_t>(m_keyring->processId());
    ::kill(pid, SIGSTOP);
    siginfo_t stopped{};
    while (::waitid(P_PID, static_cast<id_t>(pid), &stopped, WSTOPPED | WNOWAIT) != 0 && errno == EINTR) {
    }
}

QString SecretServiceFixture::log() const
{
    QFile file(m_home.filePath(QStringLiteral("keyring.log")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QStringLiteral("(no log)");
}

bool SecretServiceFixture::isOnBus() const
{
    return run(QStringLiteral("dbus-send"),
               {QStringLiteral("--session"), QStringLiteral("--print-reply"),
                QStringLiteral("--dest=org.freedesktop.DBus"), QStringLiteral("/"),
                QStringLiteral("org.freedesktop.DBus.NameHasOwner"), QStringLiteral("string:org.freedesktop.secrets")})
        .contains("boolean true");
}

QByteArray SecretServiceFixture::lookUp(const QString& service, const QString& key) const
{
    return run(QStringLiteral("secret-tool"),
               {QStringLiteral("lookup"), QStringLiteral("server"), service, QStringLiteral("user"), key});
}

QByteArray SecretServiceFixture::run(const QString& program, const QStringList& arguments) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program, arguments);
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished(patienceMs);
    }
    return process.readAllStandardOutput();
}

} // namespace ops::test
