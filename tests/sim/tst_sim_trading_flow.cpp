#include "sim/trading_flow.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace ops::sim;
using ops::domain::TradingState;

namespace {

constexpr qint64 start = 1'769'796'000'000;

struct Run {
    FlowState state = initialFlow(7);
    std::vector<FlowMessage> messages;
    Subjects subjects = subjectsOf(Behaviour::Runbook);

    void tick(TradingState trading, qint64 nowMs, bool armed = true, bool wanted = true)
    {
        FlowStep step = flowTick(std::move(state), {trading, armed, wanted, nowMs}, subjects);
        state = std::move(step.state);
        messages.insert(messages.end(), step.messages.begin(), step.messages.end());
    }
    int count(FlowKind kind) const
    {
        return static_cast<int>(
            std::count_if(messages.begin(), messages.end(), [kind](const FlowMessage& m) { return m.kind == kind; }));
    }
};

QJsonObject payloadOf(const FlowMessage& message)
{
    return QJsonDocument::fromJson(message.payload).object().value(QStringLiteral("payload")).toObject();
}

} // namespace

class TestSimTradingFlow : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void openTradesForEverWithSmallPositions()
    {
        Run run;
        for (int i = 0; i < 5000; ++i)
            run.tick(TradingState::Open, start + i * 500);
        QVERIFY(run.count(FlowKind::Order) > 4000);
        QVERIFY(run.count(FlowKind::Fill) > 4000);
        QVERIFY(run.count(FlowKind::Reject) > 100);
        QCOMPARE(run.state.orders, qint64(run.count(FlowKind::Order)));
        QCOMPARE(run.state.fills, qint64(run.count(FlowKind::Fill)));
        QVERIFY(run.state.positions.size() <= 3);
        QVERIFY(run.state.working.size() <= 3);
        for (const Position& position : run.state.positions)
            QVERIFY2(std::abs(position.quantity) * markPrice(position.symbol) < 20'000, qPrintable(position.symbol));
    }

    void isTheSameForTheSameSeed()
    {
        Run one;
        Run two;
        for (int i = 0; i < 100; ++i) {
            one.tick(TradingState::Open, start + i);
            two.tick(TradingState::Open, start + i);
        }
        QCOMPARE(one.state, two.state);
        QVERIFY(initialFlow(8).random != initialFlow(7).random);
    }

    // rule: H8
    void hardHaltStopsEverythingAndClosesNothing()
    {
        Run run;
        for (int i = 0; i < 50; ++i)
            run.tick(TradingState::Open, start + i);
        const FlowState before = run.state;
        run.messages.clear();
        for (int i = 0; i < 50; ++i)
            run.tick(TradingState::HardHalt, start + 1000 + i);
        QVERIFY(run.messages.empty());
        QCOMPARE(run.state, before);
    }

    void softHaltFinishesWithinThreeSeconds()
    {
        Run run;
        for (int i = 0; i < 6; ++i)
            run.tick(TradingState::SoftHalt, start + i * 500);
        QVERIFY(run.count(FlowKind::Fill) > 0);
        QCOMPARE(run.count(FlowKind::Order), 0);
        QCOMPARE(run.count(FlowKind::Reject), 0);
        for (const FlowMessage& message : run.messages)
            QVERIFY(payloadOf(message).value(QStringLiteral("reduce_only")).toBool());
        QCOMPARE(run.state.positions.size(), size_t(3)); // reduced, not flattened
        run.messages.clear();
        for (int i = 0; i < 100; ++i)
            run.tick(TradingState::SoftHalt, start + 3000 + i * 500);
        QVERIFY(run.messages.empty());
        // A second soft halt after an open has its own three seconds.
        run.tick(TradingState::Open, start + 60'000);
        run.messages.clear();
        run.tick(TradingState::SoftHalt, start + 60'500);
        QCOMPARE(run.count(FlowKind::Fill), 1);
    }

    void quietWhenToldSo()
    {
        Run run;
        run.tick(TradingState::Open, start, true, false);
        QVERIFY(run.messages.empty());
    }

    void disarmedEngineRejectsEverything()
    {
        Run run;
        run.subjects = subjectsOf(Behaviour::Feb16);
        for (int i = 0; i < 20; ++i)
            run.tick(TradingState::Open, start + i, false);
        QCOMPARE(run.count(FlowKind::Reject), 20);
        QCOMPARE(run.messages.size(), size_t(20));
        QVERIFY(run.messages.front().payload.contains("\"reason\":\"system_disarmed\""));
    }

    void januaryPublishesFillsOnly()
    {
        Run run;
        run.subjects = subjectsOf(Behaviour::Jan30);
        for (int i = 0; i < 200; ++i)
            run.tick(TradingState::Open, start + i);
        QCOMPARE(run.count(FlowKind::Fill), static_cast<int>(run.messages.size()));
        QVERIFY(run.state.rejects > 0); // they happen, nobody is told
    }

    void envelopeShape()
    {
        Run run;
        while (run.count(FlowKind::Fill) == 0)
            run.tick(TradingState::Open, start);
        const QRegularExpression subject(
            QStringLiteral("^titan\\.evt\\.exec\\.(order|fill)\\.v1\\.(binance|bybit)\\.main\\.(BTC|ETH|SOL)USDT$"));
        const QRegularExpression ulid(QStringLiteral("^[0-7][0-9A-HJKMNP-TV-Z]{25}$"));
        for (const FlowMessage& message : run.messages) {
            if (message.kind == FlowKind::Reject)
                continue;
            QVERIFY2(subject.match(message.subject).hasMatch(), qPrintable(message.subject));
            const QJsonObject envelope = QJsonDocument::fromJson(message.payload).object();
            QVERIFY(ulid.match(envelope.value(QStringLiteral("id")).toString()).hasMatch());
            QCOMPARE(envelope.value(QStringLiteral("version")).toInt(), 1);
            QCOMPARE(envelope.value(QStringLiteral("ts")).toDouble(), double(start));
            QCOMPARE(envelope.value(QStringLiteral("producer")).toString(), QStringLiteral("titan-execution"));
        }
        const FlowMessage& fill = run.messages.back();
        const QJsonObject payload = payloadOf(fill);
        for (const char* key :
             {"fill_id", "signal_id", "symbol", "side", "price", "qty", "fee", "fee_currency", "t_signal", "t_ingress",
              "t_decision", "t_ack", "t_exchange", "client_order_id", "execution_id", "status", "timestamp"})
            QVERIFY2(payload.contains(QLatin1String(key)), key);
    }

    void flattenClosesEveryPosition()
    {
        const FlowStep step = flowFlatten(initialFlow(7), start, subjectsOf(Behaviour::Jan30));
        QCOMPARE(step.messages.size(), size_t(3));
        QVERIFY(step.state.positions.empty());
        for (const FlowMessage& message : step.messages)
            QVERIFY(payloadOf(message).value(QStringLiteral("reduce_only")).toBool());
    }
};

QTEST_GUILESS_MAIN(TestSimTradingFlow)
#include "tst_sim_trading_flow.moc"
