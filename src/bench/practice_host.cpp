#include "bench/practice_host.h"

#include "bench/figures.h"
#include "infra/host/descriptor.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <sys/un.h>

namespace ops::bench {
namespace {

constexpr auto image = "127.0.0.1:5000/titan-brain:v1.2.3";

// The engine names the control group after the container; ours have one process each.
pid_t processOf(const QString& id)
{
    const QByteArray name = '/' + id.toLatin1();
    for (const QString& number : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile groups(QStringLiteral("/proc/%1/cgroup").arg(number));
        if (groups.open(QIODevice::ReadOnly) && groups.readAll().contains(name))
            return number.toInt();
    }
    return 0;
}

bool sendAll(int socket, const QByteArray& bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t length =
            ::send(socket, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return false;
        sent += length;
    }
    return true;
}

QByteArray receiveAll(int socket)
{
    QByteArray all;
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t length = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return all;
        all.append(buffer.data(), length);
    }
}

} // namespace

PracticeHost::PracticeHost(QByteArray socket, QString project)
    : m_socket(std::move(socket))
    , m_project(std::move(project))
{
}

std::optional<PracticeHost> PracticeHost::fromEnvironment()
{
    const QByteArray address = qgetenv("DOCKER_HOST");
    const QString project = qEnvironmentVariable("TITAN_PROJECT");
    if (!address.startsWith("unix://") || project.isEmpty()) {
        say("containers: not on the practice host; ./dev bench services brings one up");
        return std::nullopt;
    }
    return PracticeHost(address.mid(7), project);
}

std::optional<QByteArray> PracticeHost::post(const QByteArray& path, const QByteArray& body) const
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<size_t>(m_socket.size()) >= sizeof address.sun_path)
        return std::nullopt;
    std::copy(m_socket.begin(), m_socket.end(), address.sun_path);
    const infra::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket.isOpen() || ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return std::nullopt;
    // An answer of HTTP 1.0 is one piece, up to the end of the connection.
    if (!sendAll(socket.get(), "POST " + path + " HTTP/1.0\r\nHost: docker\r\nContent-Type: application/json\r\n" +
                                   "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body))
        return std::nullopt;
    const QByteArray answer = receiveAll(socket.get());
    const qsizetype head = answer.indexOf("\r\n\r\n");
    const qsizetype code = answer.indexOf(' ') + 1;
    if (head < 0 || code == 0 || answer.mid(code, 1) != "2") {
        say("containers: the engine says to %s: %s", path.constData(), answer.constData());
        return std::nullopt;
    }
    return answer.mid(head + 4);
}

bool PracticeHost::add(int count)
{
    const QByteArray wanted =
        QJsonDocument(
            QJsonObject{
                {QStringLiteral("Image"), QLatin1String(image)},
                {QStringLiteral("Cmd"), QJsonArray{QStringLiteral("sleep"), QStringLiteral("1000000")}},
                {QStringLiteral("Labels"),
                 QJsonObject{{QStringLiteral("com.docker.compose.project"), QStringLiteral("titan")}}},
                {QStringLiteral("HostConfig"), QJsonObject{{QStringLiteral("NetworkMode"), QStringLiteral("none")}}}})
            .toJson();
    for (int i = 1; i <= count; ++i) {
        const auto created = post("/containers/create?name=titan-extra-" + QByteArray::number(i), wanted);
        if (!created)
            return false;
        ExtraContainer container;
        container.id = QJsonDocument::fromJson(*created)[QLatin1String("Id")].toString();
        if (!post("/containers/" + container.id.toLatin1() + "/start", {}))
            return false;
        *container.firstProcess = processOf(container.id);
        if (*container.firstProcess == 0) {
            say("containers: no process of %s is to be found", qPrintable(container.id));
            return false;
        }
        m_extras.append(container);
    }
    return true;
}

void PracticeHost::startAgain(const ExtraContainer& container) const
{
    QThreadPool::globalInstance()->start([host = *this, container] {
        if (host.post("/containers/" + container.id.toLatin1() + "/start", {}))
            *container.firstProcess = processOf(container.id);
        if (auto* events = QCoreApplication::eventDispatcher())
            events->wakeUp(); // for whoever waits for this and nothing else
    });
}

} // namespace ops::bench
