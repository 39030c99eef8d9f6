#include "sim/raw_nats.h"
#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <optional>
#include <thread>

using namespace ops::test;

// How the program begins and ends.
class TestSimProcess : public TestCase {
    Q_OBJECT

private:
    NatsFixture m_server;

    SimFixture::Options small(const QStringList& extra = {})
    {
        return {.natsUrl = m_server.url(), .roles = {QStringLiteral("brain")}, .extraArguments = extra};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.log())); }

    void badArguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* words, const char* message) {
            QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' ')) << QByteArray(message);
        };
        row("--role broker", "titan-sim: --role: \"broker\" is no valid value; see --help for the roles");
        row("--rate fast", "titan-sim: --rate: \"fast\" is no valid value; give a number from 0 to 1000");
        row("--frobnicate", "titan-sim: command line: Unknown option 'frobnicate'.");
        row("stray", "titan-sim: command line: unexpected argument \"stray\"");
    }
    void badArguments()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, message);
        SimFixture sim(small(arguments));
        QVERIFY(!sim.start());
        QCOMPARE(sim.waitForExit(), 2);
        QVERIFY2(sim.standardError().contains(message), sim.standardError().constData());
        QVERIFY(sim.standardOutput().isEmpty());
    }

    void versionAndHelp()
    {
        SimFixture version(small({QStringLiteral("--version")}));
        QVERIFY(!version.start());
        QCOMPARE(version.waitForExit(), 0);
        QVERIFY(version.standardOutput().startsWith("titan-sim "));
        SimFixture help(small({QStringLiteral("--help")}));
        QVERIFY(!help.start());
        QCOMPARE(help.waitForExit(), 0);
        QVERIFY(help.standardOutput().contains("--initial-state"));
    }

    void noServer()
    {
        SimFixture sim({.natsUrl = QStringLiteral("nats://127.0.0.1:%1").arg(freePort()),
                        .extraArguments = {QStringLiteral("--connect-timeout"), QStringLiteral("0.3")}});
        QVERIFY(!sim.start());
        QCOMPARE(sim.waitForExit(), 1);
        QVERIFY2(sim.standardError().contains("no NATS server at nats://127.0.0.1:"), sim.standardError().constData());
        QVERIFY(!sim.standardOutput().contains("READY"));
    }

    void waitsForAServerThatComesLate()
    {
        NatsFixture late;
        SimFixture sim({.natsUrl = late.url(), .roles = {QStringLiteral("brain")}});
        std::optional<bool> started;
        std::thread server([&] { started = late.start(); });
        const bool ready = sim.start();
        server.join();
        QVERIFY(started.value_or(false));
        QVERIFY2(ready, qPrintable(sim.output()));
    }

    void takenPort()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        SimFixture sim(small({QStringLiteral("--brain-port"), QString::number(holder.serverPort())}));
        QVERIFY(!sim.start());
        QCOMPARE(sim.waitForExit(), 1);
        QVERIFY2(sim.standardError().contains("titan-brain HTTP port"), sim.standardError().constData());
        QVERIFY(sim.standardError().contains("or 0 for a free one"));
    }

    void wrongPasswordAndRightOne()
    {
        NatsFixture::Options login;
        login.extraConfig = "authorization { user: sim, password: practice }";
        NatsFixture guarded(login);
        QVERIFY2(guarded.start(), qPrintable(guarded.log()));
        SimFixture wrong({.natsUrl = guarded.url(), .user = QStringLiteral("sim"), .password = "guess"});
        QVERIFY(!wrong.start());
        QCOMPARE(wrong.waitForExit(), 1);
        QVERIFY(wrong.standardError().contains("check --user and TITAN_SIM_PASSWORD"));
        QVERIFY(!wrong.output().contains(QStringLiteral("guess"))); // rule: G3
        SimFixture right({.natsUrl = guarded.url(), .user = QStringLiteral("sim"), .password = "practice"});
        QVERIFY2(right.start(), qPrintable(right.output()));
    }

    void endsCleanly_data()
    {
        QTest::addColumn<int>("signal"); // 0: quit, -1: end of input
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
        QTest::newRow("quit") << 0;
        QTest::newRow("end of input") << -1;
    }
    void endsCleanly()
    {
        QFETCH(int, signal);
        SimFixture sim(small());
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        if (signal > 0)
            QCOMPARE(::kill(static_cast<pid_t>(sim.pid()), signal), 0);
        else if (signal == 0)
            QVERIFY(sim.fault("quit").startsWith("OK {"));
        else
            sim.closeInput();
        QCOMPARE(sim.waitForExit(), 0);
        QVERIFY2(sim.standardError().isEmpty(), sim.standardError().constData());
    }

    void endOfInputIsNoReasonToEnd()
    {
        SimFixture::Options options = small();
        options.exitOnEof = false;
        SimFixture sim(options);
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        sim.closeInput();
        RawNats client;
        QVERIFY(client.open(m_server.port()));
        QCOMPARE(client.request("titan.cmd.sys.halt", R"({"state":"HARD_HALT"})", 1).size(), size_t(1));
        QCOMPARE(client.request("titan.sim.control", "status", 1).size(), size_t(1));
        QCOMPARE(sim.waitForExit(0), -1);
    }

    void endsWhileTheServerIsGone()
    {
        NatsFixture server;
        QVERIFY(server.start());
        SimFixture sim({.natsUrl = server.url()});
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        server.kill();
        QTRY_VERIFY(sim.output().contains(QStringLiteral("Lost the connection to NATS")));
        QCOMPARE(::kill(static_cast<pid_t>(sim.pid()), SIGTERM), 0);
        QCOMPARE(sim.waitForExit(), 0);
    }

    void obeysAndEndsWhileNobodyReadsItsLog()
    {
        SimFixture sim(small());
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        QVERIFY(sim.fault("storm titan-brain 200000").startsWith("OK {"));
        RawNats client;
        QVERIFY(client.open(m_server.port()));
        // Until a heartbeat has come, nobody looks at the pipe: it is full by then.
        client.subscribe("titan.evt.system.heartbeat");
        QVERIFY(client.nextOn("titan.evt.system.heartbeat"));
        QCOMPARE(client.request("titan.cmd.sys.halt", R"({"state":"HARD_HALT"})", 1).size(), size_t(1));
        QCOMPARE(::kill(static_cast<pid_t>(sim.pid()), SIGTERM), 0);
        QCOMPARE(sim.waitForExit(), 0);
    }

    void startsInTheStateAskedFor()
    {
        SimFixture sim(small({QStringLiteral("--initial-state"), QStringLiteral("SOFT_HALT")}));
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        QCOMPARE(sim.serviceStatus(QStringLiteral("titan-brain")).value(QStringLiteral("state")).toString(),
                 QStringLiteral("SOFT_HALT"));
    }

    void otherHaltSubjectAndComposePrefix()
    {
        SimFixture sim(small(
            {QStringLiteral("--halt-subject"), QStringLiteral("drill.halt"), QStringLiteral("--compose-prefix")}));
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        RawNats client;
        QVERIFY(client.open(m_server.port()));
        QCOMPARE(client.request("drill.halt", R"({"state":"HARD_HALT"})", 1).size(), size_t(1));
        QTRY_VERIFY(sim.standardOutput().contains("\ntitan-brain  | {\"timestamp\":"));
    }
};

QTEST_GUILESS_MAIN(TestSimProcess)
#include "tst_sim_process.moc"
