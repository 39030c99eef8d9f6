#include "smoke/smoke_rig.h"
#include "stack/traces.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <utility>

using namespace ops::test;

namespace {

const QString windowTitle = QStringLiteral("DRILL stack — Titan Ops Console");
constexpr int bringUpMs = 200'000;
constexpr QFile::Permissions anybody = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                                       QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;

QSet<QString> practiceHosts()
{
    const QStringList names = QDir(QStringLiteral("/tmp")).entryList({QStringLiteral("ops-stack-run-*")}, QDir::Dirs);
    return {names.begin(), names.end()};
}

QByteArrayList commandLine(const QString& pid)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split('\0') : QByteArrayList();
}

// "PPid:\t4711" of the kernel's account; empty: it is gone.
QString parentOf(const QString& pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray account = file.readAll();
    const auto at = account.indexOf("\nPPid:");
    return at < 0 ? QString() : QString::fromLatin1(account.mid(at + 6).split('\n').constFirst().trimmed());
}

// The process of the first of these, whose command line holds all of them, in the network; 0: there is none. A child
// has its parent's command line until it executes its own program: it is not meant, wherever it stands in the list.
qint64 processWith(const QString& network, const QList<QByteArray>& words)
{
    QStringList found;
    for (const QString& pid : processesIn(network)) {
        const QByteArrayList line = commandLine(pid);
        if (!line.isEmpty() && line.constFirst().endsWith(words.constFirst()) &&
            std::all_of(words.begin(), words.end(), [&](const QByteArray& word) { return line.contains(word); }))
            found << pid;
    }
    for (const QString& pid : std::as_const(found))
        if (!found.contains(parentOf(pid)))
            return pid.toLongLong();
    return 0;
}

// Whoever is still there, for a failed test's message.
QByteArray tell(const QString& network)
{
    QByteArray told;
    for (const QString& pid : processesIn(network)) {
        QFile waits(QStringLiteral("/proc/%1/wchan").arg(pid));
        told += pid.toLatin1() + ' ' + (waits.open(QIODevice::ReadOnly) ? waits.readAll() : QByteArray()) + ' ' +
                commandLine(pid).join(' ') + '\n';
    }
    return told;
}

} // namespace

// What `./dev run -- --stack` does once everything is built: the practice host comes up, the built console opens on it
// in a real window, and both are gone when the window is closed.
class TestStackConsole final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theConsoleOpensOnThePracticeHostAndTakesItAlong_data()
    {
        QTest::addColumn<QString>("user");
        QTest::newRow("root") << QString();
        QTest::newRow("somebody with sudo") << QStringLiteral("nobody");
    }

    void theConsoleOpensOnThePracticeHostAndTakesItAlong()
    {
        QFETCH(const QString, user);
        VirtualDisplay display;
        QVERIFY(display.start());
        const QSet<QString> before = practiceHosts();
        QProcess stack;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display.name());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        if (!user.isEmpty())
            environment.insert(QStringLiteral("OPS_CONSOLE_USER"), user);
        stack.setProcessEnvironment(environment);
        stack.setProcessChannelMode(QProcess::MergedChannels);
        // Where anybody may run it.
        QTemporaryDir folder(QStringLiteral("/tmp/ops-console-XXXXXX"));
        QVERIFY(folder.isValid() && QFile(folder.path()).setPermissions(anybody));
        const QString console = folder.filePath(QStringLiteral("titan-ops-console"));
        QVERIFY(QFile::copy(QStringLiteral(OPS_BIN_DIR "/titan-ops-console"), console));
        QVERIFY(QFile(console).setPermissions(anybody));
        stack.start(QStringLiteral(OPS_STACK_SCRIPT),
                    {QStringLiteral("run"), QStringLiteral("--cache"), QStringLiteral(OPS_STACK_CACHE),
                     QStringLiteral("--sim"), QStringLiteral(OPS_BIN_DIR "/titan-sim"), QStringLiteral("--"),
                     QStringLiteral(OPS_SOURCE_DIR "/cmake/dev/stack_console.sh"), console});
        QVERIFY(stack.waitForStarted());
        const bool opened = display.waitForWindow(windowTitle, bringUpMs);
        QVERIFY2(opened, stack.readAll().constData());

        const QSet<QString> now = practiceHosts() - before;
        QCOMPARE(now.size(), 1);
        const QString directory = QStringLiteral("/tmp/") + *now.begin();
        QFile init(directory + QStringLiteral("/init.pid"));
        QVERIFY(init.open(QIODevice::ReadOnly));
        const QString network = networkOf(QString::fromLatin1(init.readAll().trimmed()));
        QVERIFY(!network.isEmpty() && network != networkOf(QStringLiteral("self")));
        const QByteArray running = saidBy(
            QStringLiteral("docker"), {QStringLiteral("--host"), QStringLiteral("unix://%1/docker.sock").arg(directory),
                                       QStringLiteral("ps"), QStringLiteral("--quiet")});
        QCOMPARE(running.trimmed().split('\n').size(), 11);
        // It follows them, and talks to their server.
        QTRY_VERIFY_WITH_TIMEOUT(processWith(network, {"docker", "events", "type=container"}) > 0, 60'000);
        const qint64 pid = processWith(network, {console.toLocal8Bit(), "--environment"});
        QVERIFY(pid > 0);
        QCOMPARE(QFileInfo(QStringLiteral("/proc/%1").arg(pid)).owner(),
                 user.isEmpty() ? QStringLiteral("root") : user);

        QCOMPARE(::kill(static_cast<pid_t>(pid), SIGTERM), 0); // as a session manager closes it
        QVERIFY2(stack.waitForFinished(90'000), tell(network).append(stack.readAll()).constData());
        QVERIFY2(stack.exitStatus() == QProcess::NormalExit && stack.exitCode() == 0, stack.readAll().constData());
        QCOMPARE(tracesOf(directory), QStringList());
        QTRY_COMPARE_WITH_TIMEOUT(processesIn(network), QStringList(), 60'000);
        QCOMPARE(practiceHosts() - before, QSet<QString>());
    }
};

QTEST_GUILESS_MAIN(TestStackConsole)
#include "tst_stack_console.moc"
