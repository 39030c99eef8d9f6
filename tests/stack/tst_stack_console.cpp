#include "smoke/smoke_rig.h"
#include "stack/traces.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <csignal>

using namespace ops::test;

namespace {

const QString windowTitle = QStringLiteral("DRILL stack — Titan Ops Console");
constexpr int bringUpMs = 120'000;

QSet<QString> practiceHosts()
{
    const QStringList names = QDir(QStringLiteral("/tmp")).entryList({QStringLiteral("ops-stack-run-*")}, QDir::Dirs);
    return {names.begin(), names.end()};
}

// The process whose command line holds all of these, in the network; 0: there is none.
qint64 processWith(const QString& network, const QList<QByteArray>& words)
{
    for (const QString& pid : processesIn(network)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArrayList line = file.readAll().split('\0');
        if (std::all_of(words.begin(), words.end(), [&](const QByteArray& word) { return line.contains(word); }))
            return pid.toLongLong();
    }
    return 0;
}

} // namespace

// What `./dev run -- --stack` does once everything is built: the practice host comes up, the built console opens on it
// in a real window, and both are gone when the window is closed.
class TestStackConsole final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theConsoleOpensOnThePracticeHostAndTakesItAlong()
    {
        VirtualDisplay display;
        QVERIFY(display.start());
        const QSet<QString> before = practiceHosts();
        QProcess stack;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display.name());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        stack.setProcessEnvironment(environment);
        stack.setProcessChannelMode(QProcess::MergedChannels);
        const QString console = QStringLiteral(OPS_BIN_DIR "/titan-ops-console");
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
        QTRY_VERIFY_WITH_TIMEOUT(processWith(network, {"docker", "events", "type=container"}) > 0, 20'000);
        const qint64 pid = processWith(network, {console.toLocal8Bit(), "--environment"});
        QVERIFY(pid > 0);

        QCOMPARE(::kill(static_cast<pid_t>(pid), SIGTERM), 0); // as a session manager closes it
        QVERIFY2(stack.waitForFinished(60'000), stack.readAll().constData());
        QVERIFY2(stack.exitStatus() == QProcess::NormalExit && stack.exitCode() == 0, stack.readAll().constData());
        QCOMPARE(tracesOf(directory), QStringList());
        QTRY_COMPARE_WITH_TIMEOUT(processesIn(network), QStringList(), 10'000);
        QCOMPARE(practiceHosts() - before, QSet<QString>());
    }
};

QTEST_GUILESS_MAIN(TestStackConsole)
#include "tst_stack_console.moc"
