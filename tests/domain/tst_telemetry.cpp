#include "domain/telemetry.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

class TestTelemetry : public ops::test::TestCase {
    Q_OBJECT

private:
    static Runbook runbook()
    {
        Runbook book;
        StateProbe heartbeat;
        heartbeat.subject = QStringLiteral("titan.evt.system.heartbeat");
        heartbeat.serviceField = QStringLiteral("/service");
        heartbeat.stateField = QStringLiteral("/tradingState");
        heartbeat.stampField = QStringLiteral("/ts");
        StateProbe breaker;
        breaker.subject = QStringLiteral("titan.data.dashboard.*.v1");
        breaker.service = QStringLiteral("titan-brain");
        breaker.stateField = QStringLiteral("/circuitBreaker/active");
        breaker.values = {{QStringLiteral("true"), TradingState::HardHalt},
                          {QStringLiteral("false"), TradingState::Open}};
        book.stateProbes = {heartbeat, breaker};
        book.activityProbes = {{QStringLiteral("titan.evt.exec.fill.>"), QStringLiteral("fill")}};
        book.exposureProbes = {{QStringLiteral("titan.data.dashboard.update.v1"), QStringLiteral("/positions/count"),
                                QStringLiteral("/orders")}};
        return book;
    }
    static TelemetryMeaning read(const char* subject, const QByteArray& payload)
    {
        return readTelemetry(runbook(), QString::fromLatin1(subject), payload, {5, 6});
    }

private Q_SLOTS:
    void matching_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* subject, bool matches) {
            QTest::addRow("%s ~ %s", pattern, subject)
                << QString::fromLatin1(pattern) << QString::fromLatin1(subject) << matches;
        };
        row("a.b", "a.b", true);
        row("a.b", "a.b.c", false);
        row("a.b.c", "a.b", false);
        row("a.*", "a.b", true);
        row("a.*", "a", false);
        row("a.>", "a.b.c", true);
        row("a.>", "a", false);
        row(">", "a", true);
        row("*.b", "a.b", true);
        row("a.>.c", "a.b.c", false);
        row("A.b", "a.b", false);
        row("*", "a", true);
        row("*", "a.b", false);
        row("*.*", "a.b", true);
        row("a.b", "a.bc", false);
        row("a.bc", "a.b", false);
        row("a.*.c", "a..c", true);
        row("a.>", "a.", true);
        row("a.>.b", "a.>.b", false);
    }
    void matching()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, subject);
        QFETCH(bool, matches);
        QCOMPARE(subjectMatches(pattern, subject), matches);
    }

    void heartbeat()
    {
        const auto meaning = read("titan.evt.system.heartbeat",
                                  R"({"service":"titan-execution","ts":1769792648113,"tradingState":"SOFT_HALT"})");
        QCOMPARE(meaning.readings.size(), size_t(1));
        const StateReading& reading = meaning.readings.front();
        QCOMPARE(reading.service, QStringLiteral("titan-execution"));
        QCOMPARE(reading.state, TradingState::SoftHalt);
        QCOMPARE(*reading.stampMs, 1769792648113);
        QCOMPARE(reading.at.monoNs, 5);
        QVERIFY(meaning.unreadable.isEmpty());
    }

    void mappedValues()
    {
        auto meaning = read("titan.data.dashboard.update.v1", R"({"circuitBreaker":{"active":true},"orders":[1,2]})");
        QCOMPARE(meaning.readings.front().state, TradingState::HardHalt);
        QVERIFY(!meaning.exposure->positions);
        QCOMPARE(*meaning.exposure->orders, 2);
        meaning = read("titan.data.dashboard.update.v1",
                       R"({"circuitBreaker":{"active":false},"positions":{"count":3},"orders":-1})");
        QCOMPARE(meaning.readings.front().state, TradingState::Open);
        QCOMPARE(*meaning.exposure->positions, 3);
        QVERIFY(!meaning.exposure->orders);
    }

    void nothingIsGuessed_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("unreadable");
        QTest::newRow("no state field") << QByteArray(R"({"service":"titan-hunter"})") << false;
        QTest::newRow("unknown word") << QByteArray(R"({"service":"b","tradingState":"NORMAL"})") << true;
        QTest::newRow("null") << QByteArray(R"({"service":"b","tradingState":null})") << true;
        QTest::newRow("no service") << QByteArray(R"({"tradingState":"OPEN"})") << true;
        QTest::newRow("garbage") << QByteArray("\xc3\x28") << true;
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("five megabytes") << QByteArray(5 * 1024 * 1024, '{') << true;
        QTest::newRow("scalar") << QByteArray("3") << false;
    }
    void nothingIsGuessed()
    {
        QFETCH(QByteArray, payload);
        QFETCH(bool, unreadable);
        const auto meaning = read("titan.evt.system.heartbeat", payload);
        QVERIFY(meaning.readings.empty());
        QCOMPARE(!meaning.unreadable.isEmpty(), unreadable);
    }

    void activityNeedsNoReadablePayload()
    {
        const auto meaning = read("titan.evt.exec.fill.v1.bybit.main.BTCUSDT", "\xff");
        QVERIFY(meaning.activity.has_value());
        QCOMPARE(meaning.activity->what, QStringLiteral("fill"));
        QVERIFY(!read("titan.evt.exec.order", "{}").activity);
    }
};

QTEST_GUILESS_MAIN(TestTelemetry)
#include "tst_telemetry.moc"
