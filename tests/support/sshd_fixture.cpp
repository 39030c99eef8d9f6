#include "support/sshd_fixture.h"

#include "support/nats_fixture.h"
#include "support/processes.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpSocket>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace ops::test {
namespace {

bool write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size() &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

SshdFixture::SshdFixture(QByteArray extraConfig)
    : m_extraConfig(std::move(extraConfig))
{
}

SshdFixture::~SshdFixture()
{
    stop();
}

bool SshdFixture::prepare()
{
    if (m_port != 0)
        return true;
    for (const char* name : {"host_key", "user_key", "other_host_key", "other_user_key"})
        if (QProcess::execute(QStringLiteral("ssh-keygen"),
                              {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                               QStringLiteral("-N"), QString(), QStringLiteral("-C"), QStringLiteral("test"),
                               QStringLiteral("-f"), path(QString::fromLatin1(name))}) != 0)
            return false;
    m_port = freePort();
    const QByteArray directory = m_directory.path().toUtf8() + '/';
    const QByteArray address = "[127.0.0.1]:" + QByteArray::number(m_port) + ' ';
    const passwd* user = ::getpwuid(::getuid());
    const auto client = [&](const char* name, const QByteArray& knownHosts, const QByteArray& key) {
        return write(path(QString::fromLatin1(name) + QStringLiteral(".known")), knownHosts) &&
               write(path(QString::fromLatin1(name)),
                     "Host titan\n HostName 127.0.0.1\n Port " + QByteArray::number(m_port) + "\n User " +
                         QByteArray(user->pw_name) + "\n IdentityFile " + directory + key +
                         "\n IdentitiesOnly yes\n IdentityAgent none\n GlobalKnownHostsFile /dev/null\n"
                         " UserKnownHostsFile " +
                         directory + name + ".known\n");
    };
    const QByteArray right = address + read(path(QStringLiteral("host_key.pub")));
    if (::getuid() == 0)
        QDir().mkpath(QStringLiteral("/run/sshd"));
    return client("right", right, "user_key") &&
           client("wrong_host", address + read(path(QStringLiteral("other_host_key.pub"))), "user_key") &&
           client("unknown_host", {}, "user_key") && client("wrong_user", right, "other_user_key") &&
           write(path(QStringLiteral("authorized_keys")), read(path(QStringLiteral("user_key.pub")))) &&
           // With a SHLVL of more than 1 bash takes itself for a shell in a shell, and reads no login script.
           write(path(QStringLiteral("sshd_config")),
                 "Port " + QByteArray::number(m_port) + "\nListenAddress 127.0.0.1\nHostKey " + directory +
                     "host_key\nPidFile none\nAuthorizedKeysFile " + directory +
                     "authorized_keys\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
                     "PermitRootLogin prohibit-password\nStrictModes no\nUsePAM no\nUseDNS no\nSetEnv SHLVL=5\n"
                     "MaxStartups 100\n" +
                     m_extraConfig + '\n');
}

bool SshdFixture::start()
{
    if (!prepare())
        return false;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(path(QStringLiteral("sshd.log")), QIODevice::Append);
    m_process->start(QStringLiteral("/usr/sbin/sshd"), {QStringLiteral("-D"), QStringLiteral("-e"),
                                                        QStringLiteral("-f"), path(QStringLiteral("sshd_config"))});
    if (!m_process->waitForStarted(30'000))
        return false;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 30'000 && m_process->state() == QProcess::Running) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, m_port);
        if (probe.waitForConnected(100) && probe.waitForReadyRead(2000) && probe.peek(4) == "SSH-")
            return true;
        m_process->waitForFinished(5);
    }
    return false;
}

qint64 SshdFixture::listener() const
{
    return m_process && m_process->state() == QProcess::Running ? m_process->processId() : 0;
}

void SshdFixture::stop()
{
    if (!m_process)
        return;
    const qint64 server = listener();
    const QList<qint64> all = descendantsOf(server); // none where the server does not run
    for (const qint64 pid : all)
        signalDescendant(server, pid, SIGKILL);
    m_process->kill();
    m_process->waitForFinished(5000);
    m_process.reset();
}

QList<qint64> SshdFixture::connections() const
{
    QList<qint64> servers;
    const QList<qint64> all = descendantsOf(listener());
    for (const qint64 pid : all)
        if (programOf(pid) == "sshd")
            servers << pid;
    return servers;
}

void SshdFixture::signalConnections(int number) const
{
    const QList<qint64> all = connections();
    for (const qint64 pid : all)
        signalDescendant(listener(), pid, number);
}

void SshdFixture::signalListener(int number) const
{
    const qint64 server = listener();
    if (server > 1 && programOf(server) == "sshd")
        ::kill(static_cast<pid_t>(server), number);
}

void SshdFixture::freeze()
{
    signalListener(SIGSTOP);
    signalConnections(SIGSTOP);
}

void SshdFixture::thaw()
{
    signalConnections(SIGCONT);
    signalListener(SIGCONT);
}

void SshdFixture::cut()
{
    signalConnections(SIGKILL);
}

domain::HostConfig SshdFixture::host(Client client) const
{
    QString file = QStringLiteral("right");
    switch (client) {
    case Client::Right:
        break;
    case Client::WrongHostKey:
        file = QStringLiteral("wrong_host");
        break;
    case Client::UnknownHost:
        file = QStringLiteral("unknown_host");
        break;
    case Client::WrongUserKey:
        file = QStringLiteral("wrong_user");
        break;
    }
    return {QStringLiteral("far"), domain::HostKind::Ssh, QStringLiteral("titan"), path(file), {}, {}};
}

QString SshdFixture::withOption(const QString& configFile, const QByteArray& line) const
{
    const QString changed = configFile + QStringLiteral(".changed");
    return write(changed, read(configFile) + ' ' + line + '\n') ? changed : QString();
}

QString SshdFixture::log() const
{
    return QString::fromUtf8(read(path(QStringLiteral("sshd.log"))));
}

} // namespace ops::test
