#include "sim/http_get.h"
#include "sim/raw_nats.h"
#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace ops::test;

namespace {

QByteArray fileContent(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

NatsFixture::Options withJetStream()
{
    NatsFixture::Options options;
    options.jetStream = true;
    return options;
}

NatsFixture::Options withAcl(const char* name)
{
    NatsFixture::Options options = withJetStream();
    options.extraConfig = fileContent(QStringLiteral(OPS_SOURCE_DIR "/tests/sim/") + QLatin1String(name));
    return options;
}

// The state directory's file, or "(no file)".
QByteArray lockOf(const SimFixture& sim)
{
    return fileContent(sim.stateDir() + QStringLiteral("/system.halt"));
}

QString engineState(SimFixture& sim)
{
    return sim.serviceStatus(QStringLiteral("titan-execution")).value(QStringLiteral("state")).toString();
}

} // namespace

// The public versions as built programs: what they do to a console that believes acks and silence.
class TestSimPublicStack : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void januaryIsSilentAndKeepsALockFile()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        SimFixture sim({.natsUrl = server.url(), .behaviour = QStringLiteral("jan30")});
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        RawNats client;
        QVERIFY(client.open(server.port()));
        client.subscribe("titan.evt.>");
        // One listener, without a name: the engine. The Brain's subscription failed.
        QCOMPARE(listenersOf(server.monitoringUrl(), QStringLiteral("titan.cmd.sys.halt")), QStringList{QString()});
        QVERIFY(sim.output().contains(QStringLiteral("push consumer requires deliver_subject")));
        QVERIFY(client.nextOn("titan.evt.exec.fill.v1."));
        QVERIFY(client.request("titan.cmd.sys.halt", R"({"state":"SOFT_HALT","reason":"token-1"})", 1, 200).empty());
        QTRY_COMPARE(lockOf(sim), QByteArray("token-1"));
        QCOMPARE(engineState(sim), QStringLiteral("HARD_HALT"));
        QTRY_VERIFY(sim.standardOutput().contains("SYSTEM HALT ACTIVATED: token-1"));
        client.publish("titan.cmd.sys.halt", R"({"state":"HARD_HALT","reason":"token-2"})");
        client.publish("titan.cmd.sys.halt", R"({"state":"NORMAL"})");
        QTRY_COMPARE(lockOf(sim), QByteArray("token-2"));
        QTRY_VERIFY(sim.standardOutput().contains("Unknown system state: NORMAL"));
        // It comes back halted, because the file is there ...
        QVERIFY(sim.fault("restart titan-execution").startsWith("OK"));
        QTRY_VERIFY(sim.standardOutput().contains("starting halted: token-2"));
        QCOMPARE(engineState(sim), QStringLiteral("HARD_HALT"));
        // ... and any JSON without a state resumes trading.
        client.publish("titan.cmd.sys.halt", R"({"State":"HARD_HALT"})");
        QTRY_COMPARE(lockOf(sim), QByteArray("(no file)"));
        QCOMPARE(engineState(sim), QStringLiteral("OPEN"));
        client.publish("titan.cmd.sys.halt", R"({"active":true,"reason":"legacy"})");
        QTRY_COMPARE(lockOf(sim), QByteArray("legacy"));
        client.publish("titan.cmd.sys.halt", R"({"state":"OPEN","reason":"go"})");
        QTRY_COMPARE(lockOf(sim), QByteArray("(no file)"));
        // Heartbeats say nothing about trading, health is never "ok".
        const auto beat = client.nextOn("titan.evt.system.heartbeat");
        QVERIFY(beat);
        QVERIFY(!beat->payload.contains("tradingState"));
        QCOMPARE(httpGet(sim.brainPort(), "/health").body, QByteArray(R"({"status":"healthy"})"));
        QVERIFY(sim.fault("sick titan-brain unhealthy").startsWith("OK"));
        QCOMPARE(httpGet(sim.brainPort(), "/health").status, 200); // for up to ten seconds
    }

    void januaryStreamAcksAndOverwritesEdits()
    {
        NatsFixture server(withJetStream());
        QVERIFY2(server.start(), qPrintable(server.log()));
        SimFixture sim({.natsUrl = server.url(), .behaviour = QStringLiteral("jan30")});
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        RawNats client;
        QVERIFY(client.open(server.port()));
        client.subscribe("titan.cmd.risk.policy");
        const auto info = client.request("$JS.API.STREAM.INFO.TITAN_CMD", {}, 1);
        QCOMPARE(info.size(), size_t(1));
        const QJsonObject config =
            QJsonDocument::fromJson(info[0].payload).object().value(QStringLiteral("config")).toObject();
        QCOMPARE(config.value(QStringLiteral("retention")).toString(), QStringLiteral("workqueue"));
        QCOMPARE(config.value(QStringLiteral("subjects")).toArray(), QJsonArray{QStringLiteral("titan.cmd.>")});
        QCOMPARE(config.value(QStringLiteral("max_age")).toDouble(), 7.0 * 24 * 3600 * 1e9);
        QVERIFY(!config.value(QStringLiteral("allow_direct")).toBool());
        // The edit is stored and acked; the engine drops it for its missing signature; the next broadcast is as ever.
        const auto acks = client.request("titan.cmd.risk.update", R"({"maxAccountLeverage": 5.0})", 1);
        QCOMPARE(acks.size(), size_t(1));
        QVERIFY2(acks[0].payload.contains("\"stream\":\"TITAN_CMD\""), acks[0].payload.constData());
        QTRY_VERIFY(sim.standardOutput().contains(
            "\"Risk command rejected: Missing signature\",\"subject\":\"titan.cmd.risk.update\""));
        client.forget();
        const auto policy = client.nextOn("titan.cmd.risk.policy", 20'000);
        QVERIFY(policy);
        QVERIFY(policy->payload.contains("\"max_account_leverage\":10,"));
    }

    void februaryStoresTheOldSubjectAndObeysTheNewOne()
    {
        NatsFixture server(withJetStream());
        QVERIFY2(server.start(), qPrintable(server.log()));
        SimFixture sim({.natsUrl = server.url(), .behaviour = QStringLiteral("feb16")});
        QVERIFY2(sim.start(), qPrintable(sim.output()));
        RawNats client;
        QVERIFY(client.open(server.port()));
        client.subscribe("titan.sys.>");
        client.subscribe("titan.evt.>");
        // An ack from the stream, and nobody has heard it. // rule: H6
        QVERIFY(listenersOf(server.monitoringUrl(), QStringLiteral("titan.cmd.sys.halt")).isEmpty());
        const auto acks = client.request("titan.cmd.sys.halt", R"({"state":"HARD_HALT","reason":"r"})", 1);
        QCOMPARE(acks.size(), size_t(1));
        QVERIFY(acks[0].payload.contains("\"stream\":\"TITAN_CMD\""));
        QCOMPARE(engineState(sim), QStringLiteral("OPEN"));
        client.publish("titan.cmd.sys.halt.v1", R"({"state":"HARD_HALT","reason":"v1"})");
        QTRY_COMPARE(lockOf(sim), QByteArray("v1"));
        client.publish("titan.cmd.sys.halt.v1", "{}");
        client.publish("titan.cmd.sys.halt.v1", R"({"active":false})");
        client.publish("titan.cmd.sys.halt.v1", R"({"state":"NORMAL"})");
        QTRY_VERIFY(sim.standardOutput().contains("Unknown system state: NORMAL"));
        QCOMPARE(engineState(sim), QStringLiteral("HARD_HALT"));
        QVERIFY(client.nextOn("titan.sys.heartbeat.v1.risk-guardian"));
        const auto truth = client.nextOn("titan.evt.execution.truth.v1", 20'000);
        QVERIFY(truth);
        QVERIFY(!truth->payload.contains("HALT")); // the engine's flag is nowhere to be seen
        client.publish("titan.cmd.operator.disarm.v1", "drill");
        client.publish("titan.cmd.sys.halt.v1", R"({"state":"OPEN"})");
        const auto reject = client.nextOn("titan.evt.execution.reject.v1");
        QVERIFY(reject);
        QVERIFY(reject->payload.contains("system_disarmed"));
    }

    void januaryAclDefeatsTheHalt() // rule: G1
    {
        NatsFixture server(withAcl("acl_jan30.conf"));
        QVERIFY2(server.start(), qPrintable(server.log()));
        SimFixture engine({.natsUrl = server.url(),
                           .behaviour = QStringLiteral("jan30"),
                           .roles = {QStringLiteral("execution")},
                           .user = QStringLiteral("execution"),
                           .password = "practice"});
        QVERIFY2(engine.start(), qPrintable(engine.output()));
        QTRY_VERIFY2(engine.standardOutput().contains(R"(Subscription to \"titan.cmd.sys.halt\")"),
                     qPrintable(engine.output()));
        RawNats console;
        QVERIFY(console.open(server.port(), "console", "practice"));
        console.publish("titan.cmd.sys.halt", R"({"state":"HARD_HALT","reason":"r"})");
        QVERIFY(console.flush());
        QVERIFY(console.errors().isEmpty()); // the server takes it, and nobody gets it
        QCOMPARE(engineState(engine), QStringLiteral("OPEN"));
    }

    void februaryAclRefusesTheConsoleAndIsolatesSys() // rule: G1
    {
        NatsFixture server(withAcl("acl_feb16.conf"));
        QVERIFY2(server.start(), qPrintable(server.log()));
        SimFixture engine({.natsUrl = server.url(),
                           .behaviour = QStringLiteral("feb16"),
                           .roles = {QStringLiteral("execution")},
                           .user = QStringLiteral("execution"),
                           .password = "practice"});
        QVERIFY2(engine.start(), qPrintable(engine.output()));
        constexpr char halt[] = R"({"state":"HARD_HALT","reason":"r"})";
        RawNats console;
        QVERIFY(console.open(server.port(), "console", "practice"));
        console.publish("titan.cmd.sys.halt.v1", halt);
        QVERIFY(console.flush());
        QVERIFY2(console.errors().contains("Permissions Violation for Publish to \"titan.cmd.sys.halt.v1\""),
                 console.errors().constData());
        RawNats sys;
        QVERIFY(sys.open(server.port(), "sys", "practice"));
        sys.publish("titan.cmd.sys.halt.v1", halt);
        QVERIFY(sys.flush());
        QVERIFY(sys.errors().isEmpty());
        QCOMPARE(engineState(engine), QStringLiteral("OPEN"));
        RawNats brain;
        QVERIFY(brain.open(server.port(), "brain", "practice"));
        brain.publish("titan.cmd.sys.halt.v1", halt);
        QTRY_COMPARE(lockOf(engine), QByteArray("r"));
    }
};

QTEST_GUILESS_MAIN(TestSimPublicStack)
#include "tst_sim_public_stack.moc"
