#include "bench/nats_server.h"

#include "base/clock.h"
#include "bench/wait.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view listeningLine = "Listening for client connections";
constexpr char endOfLog = '\0';
// Below the ports that the kernel hands to whoever connects: while the server is down its port must stay nobody's, and
// a client that knocks on it must not by chance be given the same number and talk to itself.
constexpr int lowestPort = 12000;
constexpr int highestPort = 32000;

quint16 listenSomewhere(QTcpServer& server)
{
    for (int attempt = 0; attempt < 100; ++attempt)
        if (server.listen(QHostAddress::LocalHost,
                          static_cast<quint16>(QRandomGenerator::system()->bounded(lowestPort, highestPort))))
            break;
    return server.serverPort();
}

} // namespace

NatsServer::NatsServer()
    : m_logPath(m_directory.filePath(QStringLiteral("log")))
{
    QTcpServer first;
    QTcpServer second; // open at once, so that they differ
    m_port = listenSomewhere(first);
    m_monitoringPort = listenSomewhere(second);

    const QByteArray path = m_logPath.toLocal8Bit();
    if (::mkfifo(path.constData(), 0600) == 0)
        m_log = ::open(path.constData(), O_RDWR | O_CLOEXEC);
    if (m_log >= 0)
        m_reader = std::thread([this] { readLog(); });
}

NatsServer::~NatsServer()
{
    m_process.reset();
    if (m_reader.joinable()) {
        while (::write(m_log, &endOfLog, 1) < 0 && errno == EINTR) {
        }
        m_reader.join();
    }
    if (m_log >= 0)
        ::close(m_log);
}

void NatsServer::launch()
{
    m_listeningSinceNs = 0;
    m_process = std::make_unique<infra::ChildProcess>();
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(m_logPath);
    m_process->start(infra::findProgram(QStringLiteral("nats-server")),
                     {QStringLiteral("--addr"), QStringLiteral("127.0.0.1"), QStringLiteral("--port"),
                      QString::number(m_port), QStringLiteral("--http_port"), QString::number(m_monitoringPort)});
}

bool NatsServer::start()
{
    launch();
    return waitUntil([this] { return m_listeningSinceNs != 0 || m_process->state() == QProcess::NotRunning; }, 10s) &&
           m_listeningSinceNs != 0;
}

void NatsServer::strike()
{
    if (m_process)
        m_process->kill();
}

void NatsServer::kill()
{
    strike();
    if (!m_process)
        return;
    m_process->waitForFinished();
    m_process.reset();
}

void NatsServer::freeze()
{
    if (!m_process)
        return;
    m_process->freeze();
    // A thread that runs just now goes on until it enters the kernel: only what stands still answers nothing.
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(m_process->processId()), &info, WSTOPPED | WEXITED | WNOWAIT) != 0 &&
           errno == EINTR) {
    }
}

void NatsServer::thaw()
{
    if (m_process)
        m_process->thaw();
}

QString NatsServer::url() const
{
    return QStringLiteral("nats://127.0.0.1:%1").arg(m_port);
}

QString NatsServer::monitoringUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_monitoringPort);
}

void NatsServer::readLog()
{
    const base::SystemClock clock;
    std::array<char, 4096> buffer{};
    std::string line;
    for (;;) {
        const ssize_t got = ::read(m_log, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        const qint64 now = clock.now().monoNs;
        for (const char c : std::string_view(buffer.data(), static_cast<size_t>(got))) {
            if (c == endOfLog)
                return;
            if (c != '\n') {
                line += c;
                continue;
            }
            if (line.find(listeningLine) != std::string::npos) {
                m_listeningSinceNs = now;
                QCoreApplication::eventDispatcher()->wakeUp(); // for whoever waits for this and nothing else
            }
            line.clear();
        }
    }
}

} // namespace ops::bench
