#include "base/clock.h"
#include "infra/host/child_process.h"
#include "infra/host/drill_host.h"
#include "infra/host/drill_processes.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QMetaEnum>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <memory>

using namespace ops;
using namespace ops::test;

namespace {

infra::DrillSetup setup()
{
    infra::DrillSetup s;
    s.simProgram = QStringLiteral(OPS_TITAN_SIM);
    return s;
}

bool alive(qint64 pid)
{
    return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0;
}

bool answers(const QString& url, int patienceMs = 10'000)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(url.section(QLatin1Char(':'), -1).toInt()));
    return QTest::qWaitFor([&] { return socket.peek(5) == "INFO "; }, patienceMs);
}

base::Error firstError(const QSignalSpy& failed)
{
    return failed.isEmpty() ? base::Error{} : failed.first().first().value<base::Error>();
}

} // namespace

// With the real nats-server and the real titan-sim.
class TestDrillProcesses final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aDrillComesUpTakesFaultsAndLeavesNothing()
    {
        auto drill = std::make_unique<infra::DrillProcesses>(setup());
        QSignalSpy ready(drill.get(), &infra::DrillProcesses::ready);
        QSignalSpy failed(drill.get(), &infra::DrillProcesses::failed);
        QSignalSpy answered(drill.get(), &infra::DrillProcesses::simAnswered);
        drill->start();
        QTRY_VERIFY2_WITH_TIMEOUT(ready.size() == 1, qPrintable(base::toLogLine(firstError(failed))), 15000);
        QVERIFY(failed.isEmpty());
        QCOMPARE(ready.first().at(0).toString(), drill->natsUrl());
        QCOMPARE(ready.first().at(1).toString(), drill->monitoringUrl());
        QVERIFY(answers(drill->natsUrl()));
        QVERIFY(!drill->simReady().isEmpty());

        QVERIFY(drill->sendFault("status"));
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY(answered.first().first().toByteArray().startsWith("STATUS {"));
        QVERIFY(drill->sendFault("no-such-fault"));
        QTRY_COMPARE(answered.size(), 2);
        QVERIFY(answered.at(1).first().toByteArray().startsWith("ERROR {"));
        QVERIFY(!drill->sendFault("status\nquit"));

        const qint64 server = drill->serverPid();
        const qint64 sim = drill->simPid();
        QVERIFY(alive(server) && alive(sim));
        QElapsedTimer timer;
        timer.start();
        drill.reset();
        QVERIFY2(timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!alive(server));
        QVERIFY(!alive(sim));
    }

    // Of a drill nothing runs on this machine for real.
    void commandsArePlayedFromTheServicesState()
    {
        const base::SystemClock clock;
        infra::DrillProcesses drill(setup());
        const QSignalSpy ready(&drill, &infra::DrillProcesses::ready);
        infra::DrillHost host({}, QStringLiteral(OPS_TITAN_SIM), drill.frontSocket(), clock);
        QByteArray out;
        QList<domain::HostOutcome> ended;
        connect(&host, &infra::DrillHost::outputArrived, this,
                [&](const domain::HostRunId&, domain::OutputChannel, const QByteArray& bytes) { out += bytes; });
        connect(&host, &infra::DrillHost::finished, this,
                [&](const domain::HostRunId&, const domain::HostOutcome& outcome) { ended.append(outcome); });
        const auto run = [&](const QByteArrayList& argv) {
            out.clear();
            ended.clear();
            domain::HostCommand command;
            command.argv = argv;
            host.run(command);
        };
        run({"docker", "ps"}); // before the drill is up there is no engine
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(ended.first().exitCode, std::optional(1));
        drill.start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 15'000);
        run({"docker", "exec", "titan-redis", "redis-cli", "ping"});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(out, QByteArray("PONG\n"));
        QVERIFY(ended.first().succeeded());
        run({"/bin/echo", "really"});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(ended.first().exitCode, std::optional(127));
        QVERIFY(!out.startsWith("really"));
        run({});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(ended.first().end, domain::HostEnd::CouldNotStart);
    }

    void theServerStopsFreezesAndComesBackOnTheSamePorts()
    {
        infra::DrillProcesses drill(setup());
        QSignalSpy ready(&drill, &infra::DrillProcesses::ready);
        QSignalSpy failed(&drill, &infra::DrillProcesses::failed);
        QSignalSpy started(&drill, &infra::DrillProcesses::serverStarted);
        QSignalSpy stopped(&drill, &infra::DrillProcesses::serverStopped);
        drill.start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 15000);
        const QString url = drill.natsUrl();

        drill.stopServer();
        QTRY_COMPARE(stopped.size(), 1);
        QVERIFY(!drill.serverRunning());
        drill.startServer();
        QTRY_COMPARE(started.size(), 2);
        QCOMPARE(drill.natsUrl(), url);
        QVERIFY(answers(url));

        drill.freezeServer();
        QTRY_VERIFY(!answers(url, 1000)); // a signal takes a moment to stop all threads
        drill.thawServer();
        QVERIFY(answers(url));

        drill.freezeServer(); // a frozen one ends as well
        drill.killServer();
        drill.startServer(); // asked for while it is still ending
        QTRY_COMPARE(started.size(), 3);
        QCOMPARE(stopped.size(), 2);
        QVERIFY(answers(url));
        QCOMPARE(ready.size(), 1);
        QVERIFY(failed.isEmpty());
    }

    void jetStreamAndMoreServerConfigurationAreTaken()
    {
        infra::DrillSetup s = setup();
        s.jetStream = true;
        s.behaviour = QStringLiteral("feb16");
        s.serverConfig = "max_payload: 2MB";
        infra::DrillProcesses drill(s);
        QSignalSpy ready(&drill, &infra::DrillProcesses::ready);
        QSignalSpy failed(&drill, &infra::DrillProcesses::failed);
        drill.start();
        QTRY_VERIFY2_WITH_TIMEOUT(ready.size() == 1, qPrintable(base::toLogLine(firstError(failed))), 15000);
    }

    void aPartThatDiesByItselfIsSaid()
    {
        infra::DrillProcesses drill(setup());
        QSignalSpy ready(&drill, &infra::DrillProcesses::ready);
        QSignalSpy failed(&drill, &infra::DrillProcesses::failed);
        drill.start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 15000);
        QCOMPARE(::kill(static_cast<pid_t>(drill.simPid()), SIGKILL), 0);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(firstError(failed).code, base::ErrorCode::LinkDown);
        QCOMPARE(firstError(failed).subject, QStringLiteral(OPS_TITAN_SIM));
        QVERIFY(!drill.sendFault("status"));
    }

    void whatCannotStartSaysWhatIsMissing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        QTest::newRow("no server") << QStringLiteral("server") << static_cast<int>(base::ErrorCode::Unavailable);
        QTest::newRow("no sim") << QStringLiteral("sim") << static_cast<int>(base::ErrorCode::Unavailable);
        QTest::newRow("bad config") << QStringLiteral("config") << static_cast<int>(base::ErrorCode::LinkDown);
        QTest::newRow("bad behaviour") << QStringLiteral("behaviour") << static_cast<int>(base::ErrorCode::LinkDown);
    }
    void whatCannotStartSaysWhatIsMissing()
    {
        QFETCH(QString, what);
        QFETCH(int, code);
        infra::DrillSetup s = setup();
        if (what == QLatin1String("server"))
            s.serverProgram = QStringLiteral("no-such-nats-server");
        else if (what == QLatin1String("sim"))
            s.simProgram = QStringLiteral("/nonexistent/titan-sim");
        else if (what == QLatin1String("config"))
            s.serverConfig = "this is { no config";
        else
            s.behaviour = QStringLiteral("mutiny");
        infra::DrillProcesses drill(s);
        QSignalSpy failed(&drill, &infra::DrillProcesses::failed);
        drill.start();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        QCOMPARE(static_cast<int>(firstError(failed).code), code);
        QVERIFY(!firstError(failed).detail.isEmpty());
        QVERIFY(!firstError(failed).subject.isEmpty());
    }

    void aStubbornChildIsEndedByForce()
    {
        auto child = std::make_unique<infra::ChildProcess>();
        child->start(QStringLiteral("/bin/sh"),
                     {QStringLiteral("-c"), QStringLiteral("trap '' TERM; echo deaf; while :; do sleep 1; done")});
        QTRY_COMPARE(child->bytesAvailable(), 5);
        QSignalSpy finished(child.get(), &QProcess::finished);
        child->endSoon(std::chrono::milliseconds(50));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(child->exitStatus(), QProcess::CrashExit);

        child->start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("exec sleep 60")});
        QTRY_COMPARE(child->state(), QProcess::Running);
        const qint64 pid = child->processId();
        child->freeze();
        child.reset();
        QVERIFY(!alive(pid));
    }

    void everyProcessErrorHasACode()
    {
        const QMetaEnum all = QMetaEnum::fromType<QProcess::ProcessError>();
        QVERIFY(all.keyCount() >= 6);
        for (int i = 0; i < all.keyCount(); ++i) {
            const auto error = static_cast<QProcess::ProcessError>(all.value(i));
            QCOMPARE(infra::errorCodeForProcessError(error) == base::ErrorCode::Internal,
                     error == QProcess::UnknownError);
        }
    }
};

QTEST_GUILESS_MAIN(TestDrillProcesses)
#include "tst_host_drill_processes.moc"
