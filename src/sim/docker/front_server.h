#pragma once

#include "sim/docker/docker_front.h"

#include <QLocalServer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

class QLocalSocket;

namespace ops::sim {

// Answers `titan-sim play` over a Unix socket: one connection a command. The request is one JSON line {"argv":[…]}; the
// answer are frames of a letter ('O' output, 'E' errors, 'X' exit code), a length of four bytes and that many bytes.
// Followers stay until they hang up, or their container ends. Qt thread, owned by the Stack.
class FrontServer : public QObject {
    Q_OBJECT

public:
    enum class Engine { Running, Frozen, Gone };
    using Look = std::function<std::vector<PlayedService>()>;
    using Act = std::function<void(FrontAct what, const QString& container)>;

    FrontServer(Look look, Act act, std::function<qint64()> nowMs, QObject* parent = nullptr);
    ~FrontServer() override;

    bool listen(const QString& path); // false: see errorText()
    QString errorText() const { return m_server.errorString(); }
    void addLog(const QString& container, bool toStderr, const QByteArray& lines);
    // As an engine that was killed, or that does not answer; its containers go on.
    void setEngine(Engine engine);

private:
    struct Follower {
        QPointer<QLocalSocket> socket;
        FrontFollow follow = FrontFollow::No;
        QString container;
        bool stamps = false;
    };

    void accept();
    void read(QLocalSocket* socket);
    void answer(QLocalSocket* socket, const QByteArray& line);
    void lookAgain();

    QLocalServer m_server;
    QString m_path;
    Look m_look;
    Act m_act;
    std::function<qint64()> m_nowMs;
    ContainerBook m_book;
    std::vector<Follower> m_followers;
    QTimer m_timer;
    Engine m_engine = Engine::Running;
};

} // namespace ops::sim
