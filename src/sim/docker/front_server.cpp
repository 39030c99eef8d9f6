#include "sim/docker/front_server.h"

#include "base/json_text.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocalSocket>
#include <QtEndian>

#include <algorithm>

namespace ops::sim {
namespace {

constexpr int lookMs = 50;
constexpr qsizetype maxRequest = 64 * 1024;

void sendFrame(QLocalSocket* socket, char kind, const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return;
    QByteArray head(5, kind);
    qToBigEndian(static_cast<quint32>(bytes.size()), head.data() + 1);
    socket->write(head + bytes);
}

void sendEnd(QLocalSocket* socket, int exitCode)
{
    sendFrame(socket, 'X', QByteArray(1, static_cast<char>(exitCode)));
    socket->disconnectFromServer();
}

} // namespace

FrontServer::FrontServer(Look look, Act act, std::function<qint64()> nowMs, QObject* parent)
    : QObject(parent)
    , m_look(std::move(look))
    , m_act(std::move(act))
    , m_nowMs(std::move(nowMs))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &FrontServer::accept);
    connect(&m_timer, &QTimer::timeout, this, &FrontServer::lookAgain);
}

FrontServer::~FrontServer()
{
    const auto followers = std::exchange(m_followers, {});
    for (const Follower& follower : followers)
        if (follower.socket)
            follower.socket->disconnect(this);
}

bool FrontServer::listen(const QString& path)
{
    m_path = path;
    m_book.look(m_look(), m_nowMs());
    m_timer.start(lookMs);
    return m_server.listen(path);
}

void FrontServer::setEngine(Engine engine)
{
    if (m_engine == engine)
        return;
    m_engine = engine;
    // Whoever is connected is cut off: an engine that comes back knows nobody.
    const auto sockets = findChildren<QLocalSocket*>();
    for (QLocalSocket* socket : sockets)
        socket->abort();
    m_server.close();
    if (engine != Engine::Gone)
        m_server.listen(m_path);
}

void FrontServer::addLog(const QString& container, bool toStderr, const QByteArray& lines)
{
    const std::vector<SimLogLine> added = m_book.addLog(container, toStderr, lines, m_nowMs());
    QByteArray plain;
    QByteArray stamped;
    for (const SimLogLine& line : added) {
        plain += logLine(line, false);
        stamped += logLine(line, true);
    }
    for (const Follower& follower : m_followers)
        if (follower.socket && follower.follow == FrontFollow::Logs && follower.container == container)
            sendFrame(follower.socket, toStderr ? 'E' : 'O', follower.stamps ? stamped : plain);
}

void FrontServer::accept()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            std::erase_if(m_followers, [socket](const Follower& follower) { return follower.socket == socket; });
            socket->deleteLater();
        });
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
    }
}

void FrontServer::read(QLocalSocket* socket)
{
    if (m_engine == Engine::Frozen)
        return;
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > maxRequest)
            socket->abort();
        return;
    }
    if (!socket->property("asked").toBool()) {
        socket->setProperty("asked", true);
        answer(socket, socket->readLine(maxRequest));
    }
}

void FrontServer::answer(QLocalSocket* socket, const QByteArray& line)
{
    const auto request = base::parseJson(line, maxRequest);
    QStringList argv;
    const QJsonArray words = request ? request->toObject().value(QLatin1String("argv")).toArray() : QJsonArray();
    for (const auto& word : words)
        argv << word.toString();
    lookAgain();
    const FrontAnswer answer = answerCommand(argv, m_book, m_nowMs());
    if (answer.act)
        for (const QString& container : answer.containers) {
            m_book.noteByHand(container, *answer.act != FrontAct::Start);
            m_act(*answer.act, container);
        }
    sendFrame(socket, 'O', answer.out);
    sendFrame(socket, 'E', answer.errors);
    if (answer.follow == FrontFollow::No)
        sendEnd(socket, answer.exitCode);
    else
        m_followers.push_back({socket, answer.follow, answer.container, answer.stamps});
    lookAgain();
}

void FrontServer::lookAgain()
{
    const auto events = m_book.look(m_look(), m_nowMs());
    for (const SimEvent& event : events) {
        const QByteArray line = eventLine(m_book, event);
        const bool died = event.action == QLatin1String("die");
        const auto followers = m_followers; // ending one takes it out
        for (const Follower& follower : followers) {
            if (!follower.socket)
                continue;
            if (follower.follow == FrontFollow::Events)
                sendFrame(follower.socket, 'O', line);
            else if (died && follower.container == event.container)
                sendEnd(follower.socket, 0); // silently, as docker does
        }
    }
}

} // namespace ops::sim
