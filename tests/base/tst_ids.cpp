#include "base/clock.h"
#include "base/ids.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace ops::base;

class TestIds : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void generatedIdsDiffer()
    {
        static const QRegularExpression form(QStringLiteral("\\A[0-9a-f]{16}\\z"));
        QSet<CommandId> seen;
        for (int i = 0; i < 10000; ++i) {
            const CommandId id = CommandId::generate();
            QVERIFY2(form.match(id.text()).hasMatch(), qPrintable(id.text()));
            QCOMPARE(id.shortText(), id.text().left(4));
            seen << id;
        }
        QCOMPARE(seen.size(), 10000);
    }
    void nullId()
    {
        QVERIFY(CommandId().isNull());
        QVERIFY(!CommandId(QStringLiteral("7f3a")).isNull());
        QCOMPARE(CommandId(QStringLiteral("7f3a")), CommandId(QStringLiteral("7f3a")));
        QVERIFY(CommandId(QStringLiteral("7f3a")) != CommandId(QStringLiteral("7f3b")));
    }

    void systemClockRuns()
    {
        const SystemClock clock;
        const Instant first = clock.now();
        const Instant second = clock.now();
        QVERIFY(second.monoNs >= first.monoNs);
        QVERIFY(first.utcMs > 1'769'792'648'113);
    }
    void elapsedIsMonotonic()
    {
        // rule: H10
        // The wall clock jumps back an hour between the two; the time between them does not.
        const Instant act{1'000'000'000, 1'769'792'648'113};
        const Instant sent{1'000'412'000, 1'769'789'048'113};
        QCOMPARE(elapsed(act, sent).count(), 412'000);
        QCOMPARE(elapsedMs(act, sent), 0.412);
        QCOMPARE(elapsedMs(sent, act), -0.412);
    }
    void fakeClockCarriesFractions()
    {
        ops::test::FakeClock clock;
        const Instant start = clock.now();
        for (int i = 0; i < 3; ++i)
            clock.advance(std::chrono::microseconds(400));
        QCOMPARE(clock.now().monoNs - start.monoNs, 1'200'000);
        QCOMPARE(clock.now().utcMs - start.utcMs, 1);
    }
};

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
