#include "support/nats_fixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTcpSocket>

#include <cerrno>
#include <csignal>
#include <deque>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ops::test {

// Bound, and not listened on: the kernel gives it to nobody, and a server that is told to may take it all the same.
ReservedPort::ReservedPort()
    : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const int yes = 1;
    sockaddr_in address{};
    socklen_t length = sizeof address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::setsockopt(m_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 && ::bind(m_fd, any, length) == 0 &&
        ::getsockname(m_fd, any, &length) == 0)
        m_number = ntohs(address.sin_port);
}

ReservedPort::~ReservedPort()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

quint16 freePort()
{
    static std::deque<ReservedPort> ports;
    return ports.emplace_back().number();
}

NatsFixture::NatsFixture()
    : NatsFixture(Options{})
{
}

NatsFixture::NatsFixture(Options options)
    : m_options(std::move(options))
{
}

NatsFixture::~NatsFixture()
{
    kill();
}

bool NatsFixture::start()
{
    const QString configPath = m_directory.filePath(QStringLiteral("nats.conf"));
    QFile config(configPath);
    if (!config.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    config.write("listen: 127.0.0.1:" + QByteArray::number(port()) +
                 "\nhttp: 127.0.0.1:" + QByteArray::number(m_monitoringPort.number()) + "\n");
    if (m_options.jetStream)
        config.write("jetstream { store_dir: \"" + m_directory.filePath(QStringLiteral("js")).toUtf8() +
                     "\", max_mem: 64M, max_file: 256M }\n");
    config.write(m_options.extraConfig + "\n");
    config.close();

    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(m_directory.filePath(QStringLiteral("server.log")), QIODevice::Append);
    m_process->start(QStringLiteral("nats-server"), {QStringLiteral("-c"), configPath});
    if (!m_process->waitForStarted(30'000))
        return false;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 30'000 && m_process->state() == QProcess::Running) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, port());
        if (probe.waitForConnected(100) && probe.waitForReadyRead(1000) && probe.peek(5).startsWith("INFO"))
            return true;
        m_process->waitForFinished(5);
    }
    return false;
}

void NatsFixture::stop()
{
    if (!m_process)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(5000))
        kill();
    m_process.reset();
}

void NatsFixture::kill()
{
    if (!m_process)
        return;
    thaw();
    m_process->kill();
    m_process->waitForFinished(5000);
    m_process.reset();
}

void NatsFixture::freeze()
{
    if (!m_process)
        return;
    const auto pid = static_cast<pid_t>(m_process->processId());
    ::kill(pid, SIGSTOP);
    // Until each of its threads stands still: on a busy machine one goes on answering for a while.
    siginfo_t stopped{};
    while (::waitid(P_PID, static_cast<id_t>(pid), &stopped, WSTOPPED | WNOWAIT) != 0 && errno == EINTR) {
    }
}

void NatsFixture::thaw()
{
    if (m_process && m_process->processId() > 0)
        ::kill(static_cast<pid_t>(m_process->processId()), SIGCONT);
}

QString NatsFixture::url() const
{
    return QStringLiteral("nats://127.0.0.1:%1").arg(port());
}

QString NatsFixture::monitoringUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_monitoringPort.number());
}

QJsonObject NatsFixture::monitoring(const QByteArray& path) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_monitoringPort.number());
    socket.write("GET " + path + " HTTP/1.0\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(3000))
        answer += socket.readAll();
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

QString NatsFixture::log() const
{
    QFile file(m_directory.filePath(QStringLiteral("server.log")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QStringLiteral("(no server log)");
}

} // namespace ops::test
