#include "support/sim_fixture.h"

#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>

namespace ops::test {
namespace {

constexpr int startMs = 30'000;
constexpr int answerMs = 30'000;

// The first whole line at or after `from` that begins with one of the words; empty if there is none yet.
QByteArray findLine(const QByteArray& text, qsizetype from, std::initializer_list<const char*> words)
{
    for (qsizetype begin = from; begin < text.size();) {
        const qsizetype end = text.indexOf('\n', begin);
        if (end < 0)
            return {};
        QByteArray line = text.mid(begin, end - begin);
        if (std::any_of(words.begin(), words.end(), [&](const char* word) { return line.startsWith(word); }))
            return line;
        begin = end + 1;
    }
    return {};
}

QJsonObject objectIn(const QByteArray& line)
{
    return QJsonDocument::fromJson(line.mid(line.indexOf('{'))).object();
}

} // namespace

SimFixture::SimFixture(Options options)
    : m_options(std::move(options))
{
}

SimFixture::~SimFixture()
{
    kill();
}

bool SimFixture::start()
{
    m_out.clear();
    m_err.clear();
    m_ready = {};
    QStringList arguments{QStringLiteral("--nats"),           m_options.natsUrl,
                          QStringLiteral("--behaviour"),      m_options.behaviour,
                          QStringLiteral("--brain-port"),     QStringLiteral("0"),
                          QStringLiteral("--console-port"),   QStringLiteral("0"),
                          QStringLiteral("--execution-port"), QStringLiteral("0"),
                          QStringLiteral("--rate"),           QString::number(m_options.rate),
                          QStringLiteral("--state-dir"),      stateDir()};
    for (const QString& role : m_options.roles)
        arguments << QStringLiteral("--role") << role;
    if (!m_options.user.isEmpty())
        arguments << QStringLiteral("--user") << m_options.user;
    if (m_options.exitOnEof)
        arguments << QStringLiteral("--exit-on-eof");
    arguments << m_options.extraArguments;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!m_options.password.isEmpty())
        environment.insert(QStringLiteral("TITAN_SIM_PASSWORD"), QString::fromUtf8(m_options.password));
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(environment);
    m_process->start(QStringLiteral(OPS_TITAN_SIM), arguments);
    if (!m_process->waitForStarted(30'000))
        return false;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < startMs) {
        read();
        const QByteArray line = findLine(m_out, 0, {"READY "});
        if (!line.isEmpty()) {
            m_ready = objectIn(line);
            return true;
        }
        if (m_process->state() != QProcess::Running)
            return false;
        m_process->waitForReadyRead(20);
    }
    return false;
}

QByteArray SimFixture::fault(const QByteArray& line)
{
    if (!m_process || m_process->state() != QProcess::Running)
        return {};
    read();
    const qsizetype from = m_out.lastIndexOf('\n') + 1;
    m_process->write(line + '\n');
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < answerMs) {
        m_process->waitForBytesWritten(0);
        m_process->waitForReadyRead(20);
        read();
        QByteArray answer = findLine(m_out, from, {"OK {", "ERROR {", "STATUS {"});
        if (!answer.isEmpty() || m_process->state() != QProcess::Running)
            return answer;
    }
    return {};
}

QJsonObject SimFixture::status()
{
    return objectIn(fault("status"));
}

QJsonObject SimFixture::serviceStatus(const QString& service)
{
    return status().value(QStringLiteral("services")).toObject().value(service).toObject();
}

void SimFixture::stop()
{
    if (!m_process)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(5000))
        kill();
}

void SimFixture::kill()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(5000);
}

void SimFixture::closeInput()
{
    if (m_process)
        m_process->closeWriteChannel();
}

int SimFixture::waitForExit(int timeoutMs)
{
    if (!m_process)
        return -1;
    if (m_process->state() != QProcess::NotRunning && !m_process->waitForFinished(timeoutMs))
        return -1;
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

qint64 SimFixture::pid() const
{
    return m_process ? m_process->processId() : 0;
}

QString SimFixture::stateDir() const
{
    return m_options.stateDir.isEmpty() ? m_directory.path() : m_options.stateDir;
}

quint16 SimFixture::port(const char* key) const
{
    return static_cast<quint16>(m_ready.value(QLatin1String(key)).toInt());
}

QString SimFixture::output()
{
    return QString::fromUtf8(standardOutput() + standardError());
}

QByteArray SimFixture::standardOutput()
{
    read();
    return m_out;
}

QByteArray SimFixture::standardError()
{
    read();
    return m_err;
}

void SimFixture::read()
{
    if (!m_process)
        return;
    m_process->waitForReadyRead(0);
    m_out += m_process->readAllStandardOutput();
    m_err += m_process->readAllStandardError();
}

} // namespace ops::test
