#include "support/stack_fixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>

namespace ops::test {
namespace {

// Warm it takes seconds; but where the images have not been made yet, this makes them.
constexpr int startMs = 300'000;
constexpr int stopMs = 60'000;

QString stackScript()
{
    return QStringLiteral(OPS_STACK_SCRIPT);
}

qint64 numberIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

QString variantWord(StackFixture::Compose variant)
{
    return variant == StackFixture::Compose::V1 ? QStringLiteral("v1") : QStringLiteral("v2");
}

} // namespace

QByteArray StackFixture::Outcome::said() const
{
    return "exit code " + QByteArray::number(exitCode) + "\nstdout: " + out + "\nstderr: " + err;
}

StackFixture::StackFixture()
    : m_directory(QStringLiteral("/tmp/ops-stack-%1-%2")
                      .arg(QCoreApplication::applicationPid())
                      .arg(QRandomGenerator::system()->bounded(0x1000000), 6, 16, QLatin1Char('0')))
{
}

StackFixture::~StackFixture()
{
    stop();
}

bool StackFixture::start()
{
    return start(Options{});
}

bool StackFixture::start(const Options& options)
{
    const QByteArray ready = "READY " + m_directory.toUtf8() + '\n';
    m_output.clear();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->start(stackScript(), {QStringLiteral("up"), QStringLiteral("--tied"), QStringLiteral("--net"),
                                     QStringLiteral("inherit"), QStringLiteral("--compose"),
                                     variantWord(options.compose), QStringLiteral("--version"), options.version,
                                     QStringLiteral("--cache"), QStringLiteral(OPS_STACK_CACHE),
                                     QStringLiteral("--sim"), QStringLiteral(OPS_TITAN_SIM), m_directory});
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < startMs) {
        m_process->waitForReadyRead(100);
        m_output += m_process->readAll();
        if (m_output.contains(ready))
            return true;
        if (m_process->state() == QProcess::NotRunning)
            return false;
    }
    m_output += "no READY in time\n";
    return false;
}

bool StackFixture::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return true;
    m_process->closeWriteChannel();
    const bool ended = m_process->waitForFinished(stopMs);
    m_output += m_process->readAll();
    m_process.reset();
    return ended;
}

QString StackFixture::log() const
{
    QFile steps(m_directory + QStringLiteral("/log/up.log"));
    const QByteArray times = steps.open(QIODevice::ReadOnly) ? steps.readAll() : QByteArray();
    return QString::fromUtf8(m_output + times);
}

QProcessEnvironment StackFixture::environment() const
{
    QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
    for (const QString& name : out.keys())
        if (name.startsWith(QLatin1String("DOCKER_")) || name.startsWith(QLatin1String("COMPOSE_")) ||
            name == QLatin1String("TITAN_VERSION"))
            out.remove(name);
    out.insert(QStringLiteral("DOCKER_HOST"), QStringLiteral("unix://") + dockerSocket());
    out.insert(QStringLiteral("DOCKER_CONFIG"), m_directory + QStringLiteral("/docker-config"));
    out.insert(QStringLiteral("PATH"), m_directory + QStringLiteral("/bin:") + out.value(QStringLiteral("PATH")));
    return out;
}

QProcessEnvironment StackFixture::environment(Compose variant) const
{
    QProcessEnvironment out = environment();
    out.insert(QStringLiteral("DOCKER_CONFIG"), m_directory + QStringLiteral("/docker-config-") + variantWord(variant));
    return out;
}

StackFixture::Outcome StackFixture::run(const QString& program, const QStringList& arguments, int timeoutMs) const
{
    return run(environment(), program, arguments, timeoutMs);
}

StackFixture::Outcome StackFixture::run(const QProcessEnvironment& environment, const QString& program,
                                        const QStringList& arguments, int timeoutMs) const
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(projectDirectory());
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    Outcome out;
    if (!process.waitForFinished(timeoutMs)) {
        out.err = "did not end within " + QByteArray::number(timeoutMs) + " ms: " + program.toUtf8() + '\n';
        process.kill();
        process.waitForFinished(5000);
    } else if (process.exitStatus() == QProcess::NormalExit) {
        out.exitCode = process.exitCode();
    }
    out.out += process.readAllStandardOutput();
    out.err += process.readAllStandardError();
    return out;
}

StackFixture::Outcome StackFixture::docker(const QStringList& arguments, int timeoutMs) const
{
    return run(QStringLiteral("docker"), arguments, timeoutMs);
}

StackFixture::Outcome StackFixture::compose(const QStringList& arguments, int timeoutMs) const
{
    return docker(
        QStringList{QStringLiteral("compose"), QStringLiteral("-f"), QStringLiteral("docker-compose.prod.yml")} +
            arguments,
        timeoutMs);
}

StackFixture::Outcome StackFixture::ssh(const QString& command, int timeoutMs) const
{
    return run(QStringLiteral("ssh"), {QStringLiteral("-F"), sshConfig(), sshHost(), command}, timeoutMs);
}

StackFixture::Outcome StackFixture::script(const QStringList& words) const
{
    Outcome out = run(QProcessEnvironment::systemEnvironment(), stackScript(), words);
    if (!out.ok())
        qInfo().noquote() << "stack.sh" << words.join(QLatin1Char(' ')) << "-" << out.said();
    return out;
}

bool StackFixture::kill9Engine()
{
    return script({QStringLiteral("engine"), QStringLiteral("kill"), m_directory}).ok();
}

bool StackFixture::restartEngine()
{
    return script({QStringLiteral("engine"), QStringLiteral("restart"), m_directory}).ok();
}

bool StackFixture::freezeEngine()
{
    return script({QStringLiteral("engine"), QStringLiteral("freeze"), m_directory}).ok();
}

bool StackFixture::thawEngine()
{
    return script({QStringLiteral("engine"), QStringLiteral("thaw"), m_directory}).ok();
}

bool StackFixture::kill9(const QString& container)
{
    return script({QStringLiteral("kill9"), m_directory, container}).ok();
}

bool StackFixture::stopSsh()
{
    return script({QStringLiteral("ssh"), QStringLiteral("stop"), m_directory}).ok();
}

bool StackFixture::startSsh()
{
    return script({QStringLiteral("ssh"), QStringLiteral("start"), m_directory}).ok();
}

bool StackFixture::freezeSsh()
{
    return script({QStringLiteral("ssh"), QStringLiteral("freeze"), m_directory}).ok();
}

bool StackFixture::thawSsh()
{
    return script({QStringLiteral("ssh"), QStringLiteral("thaw"), m_directory}).ok();
}

qint64 StackFixture::pid1(const QString& container) const
{
    const Outcome out = script({QStringLiteral("pid1"), m_directory, container});
    return out.ok() ? out.out.trimmed().toLongLong() : 0;
}

qint64 StackFixture::initPid() const
{
    return numberIn(m_directory + QStringLiteral("/init.pid"));
}

qint64 StackFixture::keeperPid() const
{
    return numberIn(m_directory + QStringLiteral("/keeper.pid"));
}

} // namespace ops::test
