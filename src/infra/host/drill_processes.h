#pragma once

#include "base/error.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

class QTimer;

namespace ops::infra {

class ChildProcess;

struct DrillSetup {
    QString simProgram;                                    // path of titan-sim
    QString behaviour = QStringLiteral("runbook");         // runbook, jan30 or feb16
    QStringList simArguments;                              // more of titan-sim's own
    QString serverProgram = QStringLiteral("nats-server"); // a name is looked for
    bool jetStream = false;
    QByteArray serverConfig; // more of nats-server's own (users, permissions)
};

// The practice stack of a drill: a private nats-server and a titan-sim on free loopback ports, in a directory of their
// own that goes with them. GUI thread, owned by main. Everything is asynchronous; the destructor ends both by pid.
class DrillProcesses final : public QObject {
    Q_OBJECT

public:
    explicit DrillProcesses(DrillSetup setup, QObject* parent = nullptr);
    ~DrillProcesses() override;

    void start(); // answered by ready or failed

    // Faults for drills and the tour. The server comes back on the same ports.
    void stopServer();
    void killServer();
    void startServer();
    void freezeServer();
    void thawServer();
    // A line for titan-sim ("deaf titan-brain"); answered by simAnswered. False when it does not run.
    bool sendFault(const QByteArray& line);

    bool serverRunning() const;
    QString natsUrl() const;       // nats://127.0.0.1:port; empty before start
    QString monitoringUrl() const; // http://127.0.0.1:port
    // Where titan-sim's front end answers commands; known before start().
    QString frontSocket() const;
    const QJsonObject& simReady() const { return m_simReady; } // what titan-sim said of itself: ports, subjects
    qint64 serverPid() const;
    qint64 simPid() const;

Q_SIGNALS:
    void ready(const QString& natsUrl, const QString& monitoringUrl);
    // The drill cannot start, or a part of it died that nobody ended. `subject` is the program, `detail` its last
    // words.
    void failed(const ops::base::Error& error);
    void serverStarted();
    void serverStopped();
    void simAnswered(const QByteArray& line); // "OK {...}", "ERROR {...}", "STATUS {...}"

private:
    void readServer();
    void serverIsUp();
    void serverEnded(const QString& how);
    void launchSim();
    void readSim();
    void takeSimLine(const QByteArray& line);
    void fail(base::ErrorCode code, const QString& detail, const QString& subject);
    bool writeConfig();

    DrillSetup m_setup;
    QTemporaryDir m_directory;
    quint16 m_port = 0;
    quint16 m_monitoringPort = 0;
    int m_portTries = 0;
    std::unique_ptr<ChildProcess> m_server;
    std::unique_ptr<ChildProcess> m_sim;
    QTimer* m_deadline;
    QByteArray m_serverText; // up to the line that says it is ready
    QByteArray m_simText;    // an unfinished line
    QJsonObject m_simReady;
    bool m_serverUp = false;
    bool m_serverEnding = false; // we asked it to
    bool m_startAgain = false;   // asked for while it was still ending
    bool m_failed = false;
};

} // namespace ops::infra
