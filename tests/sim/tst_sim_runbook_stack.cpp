#include "sim/http_get.h"
#include "sim/raw_nats.h"
#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace ops::test;

namespace {

constexpr char haltSubject[] = "titan.cmd.sys.halt";
constexpr char hard[] = R"({"state":"HARD_HALT","reason":"Emergency stop by operator","timestamp":1769796251})";
constexpr char soft[] = R"({"state":"SOFT_HALT","reason":"Scheduled maintenance","timestamp":1769796251})";
constexpr char open[] = R"({"state":"OPEN","reason":"Resuming operations","timestamp":1769796251})";

QJsonObject object(const RawMessage& message)
{
    return QJsonDocument::fromJson(message.payload).object();
}

QString text(const RawMessage& message, const char* key)
{
    return object(message).value(QLatin1String(key)).toString();
}

} // namespace

// The built titan-sim, behaviour set `runbook`, against a real nats-server, seen by a client that is not ours.
class TestSimRunbookStack : public TestCase {
    Q_OBJECT

private:
    NatsFixture m_server;
    std::unique_ptr<SimFixture> m_sim;
    RawNats m_client;

    std::optional<RawMessage> beatOf(const QString& service)
    {
        return m_client.next([&](const RawMessage& m) {
            return m.subject == "titan.evt.system.heartbeat" && text(m, "service") == service;
        });
    }
    // Two regular heartbeats from now: real time in which twenty orders would have come.
    bool twoBeats()
    {
        m_client.countNow({});
        m_client.forget();
        return beatOf(QStringLiteral("titan-execution")) && beatOf(QStringLiteral("titan-execution"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.log()));
        m_sim = std::make_unique<SimFixture>(SimFixture::Options{.natsUrl = m_server.url()});
        QVERIFY2(m_sim->start(), qPrintable(m_sim->output()));
        QVERIFY(m_client.open(m_server.port()));
        m_client.subscribe("titan.evt.>");
        m_client.subscribe("titan.data.>");
        m_client.subscribe("titan.cmd.risk.policy");
        QVERIFY(m_client.flush());
    }
    void init()
    {
        TestCase::init();
        QCOMPARE(m_client.request(haltSubject, open, 2).size(), size_t(2));
        m_client.forget();
    }

    void readyLineSaysWhereItIs()
    {
        QCOMPARE(m_sim->ready().value(QStringLiteral("pid")).toInteger(), m_sim->pid());
        QCOMPARE(m_sim->ready().value(QStringLiteral("roles")).toArray().size(), 8);
        QVERIFY(m_sim->brainPort() != 0 && m_sim->consolePort() != 0 && m_sim->executionPort() != 0);
    }

    void brainAndExecutionAreTheListeners()
    {
        const QStringList both{QStringLiteral("titan-brain"), QStringLiteral("titan-execution")};
        QCOMPARE(listenersOf(m_server.monitoringUrl(), QLatin1String(haltSubject)), both);
        for (const char* name : {"titan-phase1-scavenger", "titan-phase2-hunter", "titan-phase3-sentinel",
                                 "titan-powerlaw-lab", "titan-ai-quant", "titan-console"})
            QVERIFY2(connectionNames(m_server.monitoringUrl()).contains(QLatin1String(name)), name);
    }

    void repliesNameServiceAndState()
    {
        for (const char* payload : {hard, soft, open}) {
            const auto replies = m_client.request(haltSubject, payload, 2);
            QCOMPARE(replies.size(), size_t(2));
            QStringList services;
            const QJsonObject sent = QJsonDocument::fromJson(payload).object();
            for (const RawMessage& reply : replies) {
                services.append(text(reply, "service"));
                QCOMPARE(text(reply, "state"), sent.value(QStringLiteral("state")).toString());
                QCOMPARE(text(reply, "reason"), sent.value(QStringLiteral("reason")).toString());
                QVERIFY(object(reply).value(QStringLiteral("ts")).toDouble() > 1.7e12);
            }
            services.sort();
            QCOMPARE(services, (QStringList{QStringLiteral("titan-brain"), QStringLiteral("titan-execution")}));
        }
    }

    void malformedCommandsChangeNothing()
    {
        QCOMPARE(m_client.request(haltSubject, hard, 2).size(), size_t(2));
        for (const char* payload : {"", "halt", "{}", R"({"state":"NORMAL"})", "[1]"}) {
            const auto replies = m_client.request(haltSubject, payload, 2);
            QCOMPARE(replies.size(), size_t(2));
            for (const RawMessage& reply : replies) {
                QVERIFY(!text(reply, "error").isEmpty());
                QCOMPARE(text(reply, "state"), QStringLiteral("HARD_HALT"));
            }
        }
    }

    void hardHaltStopsOrdersAndKeepsPositions() // rule: H8
    {
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
        QVERIFY(m_client.nextOn("titan.evt.exec.fill.v1."));
        QCOMPARE(m_client.request(haltSubject, hard, 2).size(), size_t(2));
        const auto beat = beatOf(QStringLiteral("titan-execution"));
        QVERIFY(beat);
        QVERIFY(twoBeats());
        QCOMPARE(m_client.countNow("titan.evt.exec."), 0);
        QCOMPARE(m_client.countNow("titan.evt.execution."), 0);
        const auto dashboard = m_client.nextOn("titan.data.dashboard.update.v1");
        QVERIFY(dashboard);
        const QJsonObject body = object(*dashboard);
        QVERIFY(body.value(QStringLiteral("positionsSummary")).toObject().value(QStringLiteral("count")).toInt() > 0);
        QVERIFY(body.value(QStringLiteral("ordersSummary")).toObject().value(QStringLiteral("count")).toInt() > 0);
        QVERIFY(body.value(QStringLiteral("circuitBreaker")).toObject().value(QStringLiteral("active")).toBool());
        QCOMPARE(m_client.request(haltSubject, open, 2).size(), size_t(2));
        QVERIFY(m_client.nextOn("titan.evt.exec.order.v1."));
    }

    void softHaltOnlyReduces()
    {
        QCOMPARE(m_client.request(haltSubject, soft, 2).size(), size_t(2));
        m_client.forget(); // both services have applied it
        const auto fill = m_client.nextOn("titan.evt.exec.fill.v1.");
        QVERIFY(fill);
        QVERIFY(
            object(*fill).value(QStringLiteral("payload")).toObject().value(QStringLiteral("reduce_only")).toBool());
        QVERIFY(beatOf(QStringLiteral("titan-execution")));
        QCOMPARE(m_client.countNow("titan.evt.exec.order."), 0);
    }

    void heartbeatTellsTheStateAtOnce()
    {
        QCOMPARE(m_client.request(haltSubject, hard, 2).size(), size_t(2));
        for (const char* service : {"titan-brain", "titan-execution"}) {
            const auto beat = m_client.next(
                [&](const RawMessage& m) {
                    return m.subject == "titan.evt.system.heartbeat" && text(m, "service") == QLatin1String(service) &&
                           text(m, "tradingState") == QStringLiteral("HARD_HALT");
                },
                500);
            QVERIFY2(beat, service);
        }
        const auto phase = beatOf(QStringLiteral("titan-phase1-scavenger"));
        QVERIFY(phase);
        QVERIFY(!object(*phase).contains(QStringLiteral("tradingState")));
    }

    void healthEndpoints()
    {
        for (const auto& [port, path] : {std::pair<quint16, const char*>{m_sim->brainPort(), "/health"},
                                         {m_sim->consolePort(), "/api/health"},
                                         {m_sim->consolePort(), "/health"},
                                         {m_sim->executionPort(), "/health"}}) {
            const HttpAnswer answer = httpGet(port, path);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, QByteArray(R"({"status":"ok"})"));
            QVERIFY(answer.head.contains("Content-Type: application/json"));
        }
        QCOMPARE(httpGet(m_sim->brainPort(), "/nothing").status, 404);
    }

    void riskUpdateIsObeyedAndBroadcast()
    {
        const auto replies = m_client.request("titan.cmd.risk.update", R"({"maxAccountLeverage": 5.0})", 1);
        QCOMPARE(replies.size(), size_t(1));
        QCOMPARE(object(replies[0])
                     .value(QStringLiteral("policy"))
                     .toObject()
                     .value(QStringLiteral("maxAccountLeverage"))
                     .toDouble(),
                 5.0);
        const auto leverage = [this]() -> double {
            const auto policy = m_client.nextOn("titan.cmd.risk.policy", 6000);
            return policy ? object(*policy).value(QStringLiteral("max_account_leverage")).toDouble() : -1;
        };
        QCOMPARE(leverage(), 5.0); // at once
        QCOMPARE(leverage(), 5.0); // and again within 5 s
        const auto refused = m_client.request("titan.cmd.risk.update", R"({"maxAccountLeverage": 500})", 1);
        QCOMPARE(refused.size(), size_t(1));
        QVERIFY(!text(refused[0], "error").isEmpty());
        QCOMPARE(m_client.request("titan.cmd.risk.reload", "{}", 1).size(), size_t(1));
        QCOMPARE(leverage(), 10.0);
    }

    void survivesItsServer()
    {
        m_server.kill();
        QVERIFY(m_server.start());
        RawNats again;
        QVERIFY(again.open(m_server.port()));
        QTRY_COMPARE(listenersOf(m_server.monitoringUrl(), QLatin1String(haltSubject)).size(), 2);
        QCOMPARE(again.request(haltSubject, hard, 2).size(), size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestSimRunbookStack)
#include "tst_sim_runbook_stack.moc"
