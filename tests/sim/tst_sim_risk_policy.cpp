#include "sim/risk_policy.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace ops::sim;

class TestSimRiskPolicy : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char* name, const char* payload, const char* key, const QJsonValue& value) {
            QTest::newRow(name) << QByteArray(payload) << QString::fromLatin1(key) << value;
        };
        row("leverage", R"({"maxAccountLeverage":5.0})", "maxAccountLeverage", 5.0);
        row("snake case", R"({"max_account_leverage":5})", "maxAccountLeverage", 5.0);
        row("negative loss", R"({"maxDailyLoss":-250.5})", "maxDailyLoss", -250.5);
        row("whole number", R"({"maxOpenOrdersPerSymbol":3})", "maxOpenOrdersPerSymbol", 3);
        row("bounds are inclusive", R"({"maxCorrelation":-1})", "maxCorrelation", -1);
        row("symbols", R"({"symbolWhitelist":["BTC/USDT"]})", "symbolWhitelist",
            QJsonArray{QStringLiteral("BTC/USDT")});
        row("no symbols", R"({"symbolWhitelist":[]})", "symbolWhitelist", QJsonArray{});
    }
    void accepts()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        const auto next = applyUpdate(RiskPolicy{}, payload);
        QVERIFY(next.ok());
        QJsonObject expected = RiskPolicy::defaults();
        expected.insert(key, value);
        QCOMPARE(next->values, expected);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const char* payload, const char* subject, const char* detail) {
            QTest::newRow(name) << QByteArray(payload) << QString::fromLatin1(subject) << QString::fromLatin1(detail);
        };
        row("not JSON", "leverage=5", "", "not JSON");
        row("array", "[]", "", "expected an object of limits");
        row("nothing named", "{}", "", "no limit named");
        row("unknown key", R"({"maxLeverage":5})", "maxLeverage", "not a limit");
        row("version is no limit", R"({"version":2})", "version", "not a limit");
        row("text for a number", R"({"maxAccountLeverage":"5"})", "maxAccountLeverage", "expected a number");
        row("null", R"({"maxAccountLeverage":null})", "maxAccountLeverage", "expected a number");
        row("NaN", R"({"maxAccountLeverage":NaN})", "", "not JSON");
        row("too high", R"({"maxAccountLeverage":100.1})", "maxAccountLeverage", "above the maximum of 100");
        row("too low", R"({"maxAccountLeverage":-1})", "maxAccountLeverage", "below the minimum of 0");
        row("positive daily loss", R"({"maxDailyLoss":1000})", "maxDailyLoss", "above the maximum of 0");
        row("fraction of an order", R"({"maxOpenOrdersPerSymbol":2.5})", "maxOpenOrdersPerSymbol",
            "expected a whole number");
        row("symbols are text", R"({"symbolWhitelist":"BTC/USDT"})", "symbolWhitelist", "expected a list of symbols");
        row("one symbol is a number", R"({"symbolWhitelist":["BTC/USDT",1]})", "symbolWhitelist",
            "expected a list of symbols");
        row("one good, one bad", R"({"maxAccountLeverage":5,"maxCorrelation":2})", "maxCorrelation",
            "above the maximum of 1");
    }
    void refuses()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, subject);
        QFETCH(QString, detail);
        const auto next = applyUpdate(RiskPolicy{}, payload);
        QVERIFY(!next.ok());
        QCOMPARE(next.error().subject, subject);
        QVERIFY2(next.error().detail.startsWith(detail), qPrintable(next.error().detail));
    }

    void broadcastIsCompleteAndSnakeCase()
    {
        const QJsonObject sent = QJsonDocument::fromJson(policyBroadcast(RiskPolicy{}, 1234)).object();
        const QStringList keys{QStringLiteral("correlation_penalty"),
                               QStringLiteral("current_state"),
                               QStringLiteral("last_updated"),
                               QStringLiteral("max_account_leverage"),
                               QStringLiteral("max_correlation"),
                               QStringLiteral("max_daily_loss"),
                               QStringLiteral("max_open_orders_per_symbol"),
                               QStringLiteral("max_position_notional"),
                               QStringLiteral("max_slippage_bps"),
                               QStringLiteral("max_staleness_ms"),
                               QStringLiteral("min_confidence_score"),
                               QStringLiteral("min_stop_distance_multiplier"),
                               QStringLiteral("symbol_whitelist"),
                               QStringLiteral("version")};
        QCOMPARE(sent.keys(), keys);
        QCOMPARE(sent.value(QStringLiteral("max_daily_loss")).toDouble(), -1000.0);
        QCOMPARE(sent.value(QStringLiteral("last_updated")).toInt(), 1234);
        QCOMPARE(sent.value(QStringLiteral("symbol_whitelist")).toArray().size(), 3);
    }

    void broadcastReadsBackEqual()
    {
        const auto edited = applyUpdate(RiskPolicy{}, R"({"maxAccountLeverage":2.25,"symbolWhitelist":[]})");
        QVERIFY(edited.ok());
        const auto back = parseFullPolicy(policyBroadcast(*edited, 0));
        QVERIFY(back.ok());
        QCOMPARE(*back, *edited);
    }

    void fullPolicyNeedsTheFiveRequiredFields()
    {
        const char* required[] = {"max_account_leverage", "max_position_notional", "max_daily_loss",
                                  "max_open_orders_per_symbol", "symbol_whitelist"};
        const QJsonObject whole = QJsonDocument::fromJson(policyBroadcast(RiskPolicy{}, 0)).object();
        for (const char* key : required) {
            QJsonObject partial = whole;
            partial.remove(QLatin1String(key));
            const auto parsed = parseFullPolicy(QJsonDocument(partial).toJson());
            QVERIFY(!parsed.ok());
            QCOMPARE(parsed.error().subject, QLatin1String(key));
            QCOMPARE(parsed.error().detail, QStringLiteral("missing field"));
        }
        QJsonObject optionalGone = whole;
        optionalGone.remove(QStringLiteral("max_slippage_bps"));
        QVERIFY(parseFullPolicy(QJsonDocument(optionalGone).toJson()).ok());
    }
};

QTEST_GUILESS_MAIN(TestSimRiskPolicy)
#include "tst_sim_risk_policy.moc"
