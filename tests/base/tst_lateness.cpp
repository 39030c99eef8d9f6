#include "base/lateness.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::base;
using namespace std::chrono_literals;

// rule: G6, G9
class TestLateness final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anAgeIsTheLongerOfBothClocks_data()
    {
        QTest::addColumn<qint64>("monoMs");
        QTest::addColumn<qint64>("utcMs");
        QTest::addColumn<qint64>("age");
        QTest::addColumn<qint64>("slept");
        QTest::newRow("nothing") << qint64{0} << qint64{0} << qint64{0} << qint64{0};
        QTest::newRow("awake") << qint64{60'000} << qint64{60'000} << qint64{60'000} << qint64{0};
        QTest::newRow("asleep for a night")
            << qint64{2'000} << qint64{28'802'000} << qint64{28'802'000} << qint64{28'800'000};
        QTest::newRow("a clock set right") << qint64{2'000} << qint64{6'900} << qint64{6'900} << qint64{0};
        QTest::newRow("a clock set back") << qint64{60'000} << qint64{-3'600'000} << qint64{60'000} << qint64{0};
    }
    void anAgeIsTheLongerOfBothClocks()
    {
        QFETCH(qint64, monoMs);
        QFETCH(qint64, utcMs);
        const Instant from{5'000'000'000, 1'769'792'648'113};
        const Instant to{from.monoNs + monoMs * 1'000'000, from.utcMs + utcMs};
        QTEST(qint64{std::chrono::duration_cast<std::chrono::milliseconds>(age(from, to)).count()}, "age");
        QTEST(qint64{std::chrono::duration_cast<std::chrono::milliseconds>(slept(from, to)).count()}, "slept");
    }

    void lateByEitherClockIsLate()
    {
        ops::test::FakeClock clock;
        const Instant from = clock.now();
        clock.advance(1s);
        QVERIFY(!tookLonger(from, clock.now(), 1s));
        clock.advance(1ms);
        QVERIFY(tookLonger(from, clock.now(), 1s));
        const Instant evening = clock.now();
        clock.sleep(8h);
        QVERIFY(tookLonger(evening, clock.now(), 1s));
        QVERIFY(!tookLonger(evening, clock.now(), 8h));
    }
};

QTEST_GUILESS_MAIN(TestLateness)
#include "tst_lateness.moc"
