#include "sim/http_get.h"
#include "sim/raw_nats.h"
#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace ops::test;

namespace {

constexpr char haltSubject[] = "titan.cmd.sys.halt";
constexpr char hard[] = R"({"state":"HARD_HALT","reason":"r","timestamp":1})";
constexpr char open[] = R"({"state":"OPEN","reason":"r","timestamp":1})";

QString serviceOf(const RawMessage& reply)
{
    return QJsonDocument::fromJson(reply.payload).object().value(QStringLiteral("service")).toString();
}

QString tradingStateOf(const RawMessage& beat)
{
    return QJsonDocument::fromJson(beat.payload).object().value(QStringLiteral("tradingState")).toString();
}

} // namespace

// Every fault that can be asked of titan-sim, seen from outside.
class TestSimFaultyStack : public TestCase {
    Q_OBJECT

private:
    NatsFixture m_server;
    std::unique_ptr<SimFixture> m_sim;
    RawNats m_client;

    QStringList listeners() { return listenersOf(m_server.monitoringUrl(), QLatin1String(haltSubject)); }
    void ask(const QByteArray& line)
    {
        const QByteArray answer = m_sim->fault(line);
        QVERIFY2(answer.startsWith("OK {"), QByteArray(line + " -> " + answer).constData());
    }
    std::optional<RawMessage> beatOf(const QString& service)
    {
        return m_client.next(
            [&](const RawMessage& m) { return m.subject == "titan.evt.system.heartbeat" && serviceOf(m) == service; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.log()));
        m_sim = std::make_unique<SimFixture>(SimFixture::Options{.natsUrl = m_server.url()});
        QVERIFY2(m_sim->start(), qPrintable(m_sim->output()));
        QVERIFY(m_client.open(m_server.port()));
        m_client.subscribe("titan.evt.>");
        QVERIFY(m_client.flush());
    }
    void init()
    {
        TestCase::init();
        ask("heal");
        ask("trade");
        QCOMPARE(m_client.request(haltSubject, open, 2).size(), size_t(2));
        m_client.forget();
    }

    void scriptOfSomebodyElse()
    {
        RawNats listener; // of its own: whoever listens to the halt subject counts as a listener until it is gone
        QVERIFY(listener.open(m_server.port()));
        listener.subscribe(haltSubject);
        QVERIFY(listener.flush());
        ask("script SOFT_HALT deploy-bot");
        const auto seen = listener.next([](const RawMessage& m) { return m.subject == haltSubject; });
        QVERIFY(seen.has_value());
        QVERIFY2(seen->payload.startsWith(
                     R"({"state":"SOFT_HALT","reason":"Sent by a script","operator":"deploy-bot","timestamp":)"),
                 seen->payload.constData());
        const auto beat = m_client.next([](const RawMessage& m) {
            return m.subject == "titan.evt.system.heartbeat" && tradingStateOf(m) == QLatin1String("SOFT_HALT");
        });
        QVERIFY(beat.has_value());
    }

    void deafAndHear()
    {
        ask("deaf titan-brain");
        QCOMPARE(listeners(), QStringList{QStringLiteral("titan-execution")});
        const auto replies = m_client.request(haltSubject, hard, 2, 1500); // all of the time, for a second one
        QCOMPARE(replies.size(), size_t(1));
        QCOMPARE(serviceOf(replies[0]), QStringLiteral("titan-execution"));
        QCOMPARE(m_sim->serviceStatus(QStringLiteral("titan-brain")).value(QStringLiteral("state")).toString(),
                 QStringLiteral("OPEN"));
        ask("deaf all");
        QVERIFY(listeners().isEmpty());
        const auto nobody = m_client.request(haltSubject, hard, 1);
        QCOMPARE(nobody.size(), size_t(1));
        QVERIFY(nobody[0].headers.startsWith("NATS/1.0 503"));
        ask("hear all");
        QCOMPARE(listeners().size(), 2);
    }

    void malformedReply()
    {
        ask("malformed titan-execution");
        const auto replies = m_client.request(haltSubject, hard, 2);
        QCOMPARE(replies.size(), size_t(2));
        const auto broken = std::count_if(replies.begin(), replies.end(), [](const RawMessage& reply) {
            return QJsonDocument::fromJson(reply.payload).isNull();
        });
        QCOMPARE(broken, 1);
    }

    void slowRepliesAndHealth()
    {
        ask("slow titan-brain 300");
        QElapsedTimer timer;
        timer.start();
        const auto replies = m_client.request(haltSubject, hard, 2);
        QCOMPARE(replies.size(), size_t(2));
        QVERIFY(timer.elapsed() >= 290);
        QCOMPARE(serviceOf(replies[0]), QStringLiteral("titan-execution"));
        QVERIFY(httpGet(m_sim->brainPort(), "/health").elapsedMs >= 290);
        // On a busy machine one answer may come late; a slow service has none that comes early.
        QTRY_VERIFY(httpGet(m_sim->consolePort(), "/health").elapsedMs < 290);
    }

    void liarSaysHaltedAndTradesOn()
    {
        ask("lie titan-execution");
        const auto replies = m_client.request(haltSubject, hard, 2);
        QCOMPARE(replies.size(), size_t(2));
        for (const RawMessage& reply : replies)
            QVERIFY(reply.payload.contains("HARD_HALT"));
        m_client.forget();
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
        const auto beat = beatOf(QStringLiteral("titan-execution"));
        QVERIFY(beat);
        QCOMPARE(tradingStateOf(*beat), QStringLiteral("OPEN"));
        ask("lie titan-execution everywhere");
        m_client.forget();
        QCOMPARE(m_client.request(haltSubject, hard, 2).size(), size_t(2));
        const auto lied = beatOf(QStringLiteral("titan-execution"));
        QVERIFY(lied);
        QCOMPARE(tradingStateOf(*lied), QStringLiteral("HARD_HALT"));
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
    }

    void sickAndHealed()
    {
        ask("sick titan-brain");
        QCOMPARE(httpGet(m_sim->brainPort(), "/health").body, QByteArray(R"({"status":"degraded"})"));
        ask("sick titan-brain unhealthy");
        QCOMPARE(httpGet(m_sim->brainPort(), "/health").status, 503);
        ask("lie titan-brain");
        QCOMPARE(httpGet(m_sim->brainPort(), "/health").body, QByteArray(R"({"status":"ok"})"));
        ask("heal titan-brain");
        QCOMPARE(httpGet(m_sim->brainPort(), "/health").body, QByteArray(R"({"status":"ok"})"));
    }

    void crashVanishesAtOnceAndRestartComesBack()
    {
        QCOMPARE(m_client.request(haltSubject, hard, 2).size(), size_t(2));
        const quint16 port = m_sim->brainPort();
        ask("crash titan-brain");
        QTRY_COMPARE(listeners(), QStringList{QStringLiteral("titan-execution")});
        QVERIFY(!connectionNames(m_server.monitoringUrl()).contains(QStringLiteral("titan-brain")));
        QCOMPARE(httpGet(port, "/health").status, 0);
        QTRY_VERIFY(m_sim->standardError().contains("Error: crash asked for"));
        QElapsedTimer timer;
        timer.start();
        ask("restart titan-brain");
        QTRY_COMPARE(listeners().size(), 2);
        QVERIFY(timer.elapsed() >= 450);
        QCOMPARE(httpGet(port, "/health").status, 200);
        QCOMPARE(m_sim->serviceStatus(QStringLiteral("titan-brain")).value(QStringLiteral("state")).toString(),
                 QStringLiteral("HARD_HALT"));
    }

    void crashedEngineTradesNoMore()
    {
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
        ask("crash titan-execution");
        QTRY_COMPARE(listeners().size(), 1); // the server has read all that came over its connection
        m_client.countNow({});
        m_client.forget();
        QVERIFY(beatOf(QStringLiteral("titan-brain")));
        QCOMPARE(m_client.countNow("titan.evt.exec."), 0);
        ask("restart titan-execution");
        QTRY_COMPARE(listeners().size(), 2);
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
    }

    void quietTradeAndRate()
    {
        ask("quiet");
        m_client.countNow({});
        m_client.forget();
        for (int i = 0; i < 2; ++i) // the first may be of before; the second comes behind the last order
            QVERIFY(beatOf(QStringLiteral("titan-execution")));
        m_client.forget();
        QVERIFY(beatOf(QStringLiteral("titan-execution")));
        QCOMPARE(m_client.countNow("titan.evt.exec."), 0);
        ask("trade");
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
        ask("rate 0");
        QCOMPARE(m_sim->status().value(QStringLiteral("rate")).toDouble(), 0.0);
        ask("rate 20");
        m_client.forget();
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
    }

    void stormOfLogLines()
    {
        ask("storm titan-execution 20000");
        QTRY_VERIFY_WITH_TIMEOUT(m_sim->standardOutput().contains("storm line 20000 of 20000"), 10000);
        QCOMPARE(m_sim->standardOutput().count("storm line "), qsizetype(20000));
        QElapsedTimer timer;
        timer.start();
        ask("storm titan-brain 100 400");
        QTRY_VERIFY(m_sim->standardOutput().contains("storm line 100 of 100\""));
        QVERIFY(timer.elapsed() >= 200);
    }

    void unknownFaultsChangeNothing()
    {
        const QJsonObject before = m_sim->serviceStatus(QStringLiteral("titan-brain"));
        for (const char* line : {"explode", "deaf", "deaf nobody", "slow brain x", "sick brain dead"})
            QVERIFY2(m_sim->fault(line).startsWith("ERROR {\"ok\":false,\"error\":"), line);
        QCOMPARE(m_sim->serviceStatus(QStringLiteral("titan-brain")), before);
    }

    void controlSubject()
    {
        const auto ask = [this](const QByteArray& line) {
            const auto replies = m_client.request("titan.sim.control", line, 1);
            return replies.empty() ? QByteArray() : replies[0].payload;
        };
        QCOMPARE(ask("deaf titan-brain"), QByteArray(R"({"ok":true})"));
        QCOMPARE(listeners(), QStringList{QStringLiteral("titan-execution")});
        QVERIFY(ask("explode").startsWith("{\"ok\":false,\"error\":\"explode: no such fault"));
        QVERIFY(ask("status").contains("\"deaf\":true"));
        QCOMPARE(ask("crash titan-brain"), QByteArray(R"({"ok":true})"));
        QCOMPARE(ask("restart titan-brain"), QByteArray(R"({"ok":true})"));
        QCOMPARE(ask("hear titan-brain"), QByteArray(R"({"ok":true})"));
        QTRY_COMPARE(listeners().size(), 2);
    }

    void otherStacksRolesAreNotAnswered()
    {
        SimFixture other({.natsUrl = m_server.url(),
                          .roles = {QStringLiteral("console")},
                          .extraArguments = {QStringLiteral("--control-subject"), QStringLiteral("other.control")}});
        QVERIFY2(other.start(), qPrintable(other.output()));
        QVERIFY(m_client.request("other.control", "deaf titan-brain", 1, 200).empty());
        QCOMPARE(m_client.request("other.control", "sick titan-console", 1).size(), size_t(1));
        QVERIFY(other.fault("deaf titan-brain").contains("not played by this titan-sim"));
        QVERIFY(!other.ready().contains(QStringLiteral("brainPort")));
    }

    void crashAllEndsTheProcess()
    {
        SimFixture other({.natsUrl = m_server.url(), .roles = {QStringLiteral("console")}});
        QVERIFY2(other.start(), qPrintable(other.output()));
        other.fault("crash all");
        QCOMPARE(other.waitForExit(), 3);
    }
};

QTEST_GUILESS_MAIN(TestSimFaultyStack)
#include "tst_sim_faulty_stack.moc"
