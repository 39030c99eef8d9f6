#include "infra/host/drill_processes.h"

#include "infra/host/child_process.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTimer>

namespace ops::infra {

using base::ErrorCode;

namespace {

constexpr int startDeadlineMs = 15'000;
constexpr int maxPortTries = 5;
constexpr qsizetype maxSimLine = 1024 * 1024;

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16(0);
}

} // namespace

DrillProcesses::DrillProcesses(DrillSetup setup, QObject* parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_deadline(new QTimer(this))
{
    m_deadline->setSingleShot(true);
    connect(m_deadline, &QTimer::timeout, this, [this] {
        const ChildProcess* late = m_serverUp ? m_sim.get() : m_server.get();
        fail(ErrorCode::TimedOut,
             QStringLiteral("was not ready after %1 s: %2")
                 .arg(startDeadlineMs / 1000)
                 .arg(late != nullptr ? late->lastOutput() : QString()),
             m_serverUp ? m_setup.simProgram : m_setup.serverProgram);
    });
}

DrillProcesses::~DrillProcesses()
{
    // The sim first: it would log the loss of its server for nothing.
    m_sim.reset();
    m_server.reset();
}

QString DrillProcesses::natsUrl() const
{
    return m_port == 0 ? QString() : QStringLiteral("nats://127.0.0.1:%1").arg(m_port);
}

QString DrillProcesses::monitoringUrl() const
{
    return m_port == 0 ? QString() : QStringLiteral("http://127.0.0.1:%1").arg(m_monitoringPort);
}

QString DrillProcesses::frontSocket() const
{
    return m_directory.filePath(QStringLiteral("front.sock"));
}

bool DrillProcesses::serverRunning() const
{
    return m_serverUp;
}

qint64 DrillProcesses::serverPid() const
{
    return m_server ? m_server->processId() : 0;
}

qint64 DrillProcesses::simPid() const
{
    return m_sim ? m_sim->processId() : 0;
}

void DrillProcesses::start()
{
    m_deadline->start(startDeadlineMs);
    startServer();
}

bool DrillProcesses::writeConfig()
{
    QFile config(m_directory.filePath(QStringLiteral("nats.conf")));
    if (!config.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    QByteArray text = "listen: 127.0.0.1:" + QByteArray::number(m_port) +
                      "\nhttp: 127.0.0.1:" + QByteArray::number(m_monitoringPort) + "\nserver_name: titan-drill\n";
    if (m_setup.jetStream)
        text += "jetstream { store_dir: \"" + m_directory.filePath(QStringLiteral("jetstream")).toUtf8() +
                "\", max_mem: 64M, max_file: 256M }\n";
    text += m_setup.serverConfig + '\n';
    return config.write(text) == text.size() && config.flush();
}

void DrillProcesses::startServer()
{
    if (m_server && m_server->state() != QProcess::NotRunning) {
        m_startAgain = m_serverEnding;
        return;
    }
    const QString program = findProgram(m_setup.serverProgram);
    if (program.isEmpty()) {
        fail(ErrorCode::Unavailable,
             QStringLiteral("is not installed on this machine (package nats-server); neither PATH nor the sbin "
                            "directories have it"),
             m_setup.serverProgram);
        return;
    }
    if (m_port == 0) {
        m_port = freePort();
        m_monitoringPort = freePort();
    }
    if (m_port == 0 || !m_directory.isValid() || !writeConfig()) {
        fail(ErrorCode::IoFailed,
             m_directory.isValid() ? QStringLiteral("no free loopback port, or its configuration cannot be written")
                                   : m_directory.errorString(),
             m_directory.path());
        return;
    }
    m_serverText.clear();
    m_serverEnding = false;
    m_startAgain = false;
    m_server = std::make_unique<ChildProcess>();
    m_server->setProcessChannelMode(QProcess::MergedChannels);
    connect(m_server.get(), &QProcess::readyRead, this, &DrillProcesses::readServer);
    connect(m_server.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(errorCodeForProcessError(error), m_server->errorString(), m_server->program());
    });
    connect(m_server.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        readServer();
        serverEnded(status == QProcess::NormalExit ? QStringLiteral("ended with exit code %1").arg(code)
                                                   : QStringLiteral("was ended by signal %1").arg(code));
    });
    m_server->start(program, {QStringLiteral("-c"), m_directory.filePath(QStringLiteral("nats.conf"))});
}

void DrillProcesses::readServer()
{
    const QByteArray text = m_server->readAll();
    m_server->noteOutput(text);
    if (m_serverUp)
        return;
    m_serverText += text;
    if (m_serverText.contains("Server is ready"))
        serverIsUp();
}

void DrillProcesses::serverIsUp()
{
    m_serverUp = true;
    m_serverText.clear();
    Q_EMIT serverStarted();
    if (!m_sim)
        launchSim();
}

void DrillProcesses::serverEnded(const QString& how)
{
    const bool wasUp = std::exchange(m_serverUp, false);
    if (wasUp)
        Q_EMIT serverStopped();
    if (m_startAgain) {
        startServer();
        return;
    }
    if (m_serverEnding)
        return;
    // Somebody took the port between our asking and the server's: other ports, as long as nobody knows these.
    if (!wasUp && !m_sim && m_server->lastOutput().contains(QStringLiteral("address already in use")) &&
        ++m_portTries < maxPortTries) {
        m_port = 0;
        startServer();
        return;
    }
    fail(ErrorCode::LinkDown, how + QStringLiteral(": ") + m_server->lastOutput(), m_setup.serverProgram);
}

void DrillProcesses::launchSim()
{
    if (!QFileInfo(m_setup.simProgram).isExecutable()) {
        fail(ErrorCode::Unavailable,
             QStringLiteral("is not there, or is no program; it is installed beside the console"), m_setup.simProgram);
        return;
    }
    m_sim = std::make_unique<ChildProcess>();
    connect(m_sim.get(), &QProcess::readyReadStandardOutput, this, &DrillProcesses::readSim);
    connect(m_sim.get(), &QProcess::readyReadStandardError, this,
            [this] { m_sim->noteOutput(m_sim->readAllStandardError()); });
    connect(m_sim.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(errorCodeForProcessError(error), m_sim->errorString(), m_setup.simProgram);
    });
    connect(m_sim.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        readSim();
        m_sim->noteOutput(m_sim->readAllStandardError());
        fail(ErrorCode::LinkDown,
             (status == QProcess::NormalExit ? QStringLiteral("ended with exit code %1: ").arg(code)
                                             : QStringLiteral("was ended by signal %1: ").arg(code)) +
                 m_sim->lastOutput(),
             m_setup.simProgram);
    });
    QStringList arguments{
        QStringLiteral("--nats"),           natsUrl(),           QStringLiteral("--behaviour"),    m_setup.behaviour,
        QStringLiteral("--brain-port"),     QStringLiteral("0"), QStringLiteral("--console-port"), QStringLiteral("0"),
        QStringLiteral("--execution-port"), QStringLiteral("0"), QStringLiteral("--state-dir"),    m_directory.path(),
        QStringLiteral("--front-socket"),   frontSocket(),       QStringLiteral("--exit-on-eof")};
    m_sim->start(m_setup.simProgram, arguments + m_setup.simArguments);
}

void DrillProcesses::readSim()
{
    m_simText += m_sim->readAllStandardOutput();
    qsizetype start = 0;
    for (qsizetype end = m_simText.indexOf('\n'); end >= 0; end = m_simText.indexOf('\n', start)) {
        takeSimLine(m_simText.mid(start, end - start));
        start = end + 1;
    }
    m_simText.remove(0, start);
    if (m_simText.size() > maxSimLine)
        m_simText.clear();
}

void DrillProcesses::takeSimLine(const QByteArray& line)
{
    if (line.startsWith("READY {") && m_simReady.isEmpty()) {
        m_simReady = QJsonDocument::fromJson(line.mid(6)).object();
        m_deadline->stop();
        if (!m_failed)
            Q_EMIT ready(natsUrl(), monitoringUrl());
    } else if (line.startsWith("OK {") || line.startsWith("ERROR {") || line.startsWith("STATUS {")) {
        Q_EMIT simAnswered(line);
    }
}

void DrillProcesses::stopServer()
{
    m_startAgain = false;
    if (!m_server || m_server->state() == QProcess::NotRunning)
        return;
    m_serverEnding = true;
    m_server->endSoon();
}

void DrillProcesses::killServer()
{
    m_startAgain = false;
    if (!m_server || m_server->state() == QProcess::NotRunning)
        return;
    m_serverEnding = true;
    m_server->kill();
}

void DrillProcesses::freezeServer()
{
    if (m_server)
        m_server->freeze();
}

void DrillProcesses::thawServer()
{
    if (m_server)
        m_server->thaw();
}

bool DrillProcesses::sendFault(const QByteArray& line)
{
    if (!m_sim || m_sim->state() != QProcess::Running || line.contains('\n'))
        return false;
    return m_sim->write(line + '\n') == line.size() + 1;
}

void DrillProcesses::fail(ErrorCode code, const QString& detail, const QString& subject)
{
    m_deadline->stop();
    m_failed = true;
    Q_EMIT failed({code, detail, subject});
}

} // namespace ops::infra
