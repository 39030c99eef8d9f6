#include "domain/health/health_record.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::HealthFinding;
using domain::HealthGrade;
using domain::HealthRecord;
using domain::HealthVerdict;

namespace {

HealthVerdict verdict(HealthGrade grade, HealthFinding finding = HealthFinding::AsExpected)
{
    HealthVerdict made;
    made.grade = grade;
    made.finding = finding;
    return made;
}

} // namespace

// What is kept of a check over time.
class TestHealthRecord final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theLastGoodOutlivesWhatCameAfter()
    {
        test::FakeClock clock;
        HealthRecord record;
        QVERIFY(!record.good(clock.now()));
        record = recordResult(record, verdict(HealthGrade::Ok), 1.5, clock.now());
        const base::Instant good = clock.now();
        clock.advance(5s);
        record.runningSince = clock.now();
        record = recordResult(record, verdict(HealthGrade::Failed, HealthFinding::NoAnswer), {}, clock.now());
        QCOMPARE(record.lastGoodAt, std::optional(good));
        QCOMPARE(record.at, std::optional(clock.now()));
        QVERIFY(!record.runningSince);
        QVERIFY(!record.latencyMs);
        QVERIFY(!record.good(clock.now()));
        QCOMPARE(record.history.size(), 2U);
        record = recordResult(record, verdict(HealthGrade::Differs), 2.0, clock.now());
        QCOMPARE(record.lastGoodAt, std::optional(good)); // "healthy" for "ok" is no good
    }

    void theLongestBegin()
    {
        test::FakeClock clock;
        std::vector<HealthRecord> records(4);
        records[0].check.deadline = 20s; // not asked yet
        records[1] = recordResult(records[1], verdict(HealthGrade::Ok), 1.5, clock.now());
        records[2].check.deadline = 5s; // no answer last time
        records[2] = recordResult(records[2], verdict(HealthGrade::Failed, HealthFinding::NoAnswer), {}, clock.now());
        records[3] = recordResult(records[3], verdict(HealthGrade::Failed), 700.0, clock.now());
        QCOMPARE(domain::longestFirst(records), (std::vector<size_t>{0, 2, 3, 1}));
        records[0] = recordResult(records[0], verdict(HealthGrade::Ok), 1.5, clock.now());
        // Of two alike the one that stands first.
        QCOMPARE(domain::longestFirst(records), (std::vector<size_t>{2, 3, 0, 1}));
        QVERIFY(domain::longestFirst({}).empty());
    }

    // rule: G9
    void anOldValueIsStaleAndNoLongerGood()
    {
        test::FakeClock clock;
        HealthRecord record;
        record.maxAge = 10s;
        QVERIFY(!record.stale(clock.now())); // nothing is known, so nothing is old
        record = recordResult(record, verdict(HealthGrade::Ok), 1, clock.now());
        clock.advance(10s);
        QVERIFY(record.good(clock.now()));
        clock.advance(1ms);
        QVERIFY(record.stale(clock.now()));
        QVERIFY(!record.good(clock.now()));
        record = recordResult(record, verdict(HealthGrade::Ok), 1, clock.now());
        clock.sleep(8h); // no waking moment has passed
        QVERIFY(record.stale(clock.now()));
        QVERIFY(!record.good(clock.now()));
    }

    // Beside the other levels of its service it is not fresh for ten minutes because nobody asks again.
    // rule: G9
    void asALevelNoVerdictStandsLongerThanAMinuteAndAnAnswer_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("maxAge");
        QTest::addColumn<std::chrono::milliseconds>("level");
        const auto row = [](const char* what, std::chrono::milliseconds maxAge, std::chrono::milliseconds level) {
            QTest::newRow(what) << maxAge << level;
        };
        row("every 15 s", 35s, 35s);
        row("every minute", 125s, 65s);
        row("every 5 min", 605s, 65s);
        row("only when asked", 10min, 65s);
    }
    void asALevelNoVerdictStandsLongerThanAMinuteAndAnAnswer()
    {
        QFETCH(std::chrono::milliseconds, maxAge);
        HealthRecord record;
        record.check.deadline = 5s;
        record.maxAge = maxAge;
        QTEST(record.levelMaxAge(), "level");
    }

    // But for when that was, which is said for a while.
    void aCancelledQuestionChangesNothing()
    {
        test::FakeClock clock;
        const HealthRecord before = recordResult({}, verdict(HealthGrade::Ok), 1, clock.now());
        clock.advance(5s);
        HealthRecord running = before;
        running.runningSince = clock.now();
        HealthRecord after =
            recordResult(running, verdict(HealthGrade::Unknown, HealthFinding::Cancelled), {}, clock.now());
        QVERIFY(after.justCancelled(clock.now()));
        clock.advance(HealthRecord::cancelSaid + 1ms);
        QVERIFY(!after.justCancelled(clock.now()));
        const HealthRecord answered = recordResult(after, verdict(HealthGrade::Ok), 1, clock.now());
        QVERIFY(!answered.cancelledAt);
        after.cancelledAt.reset();
        QCOMPARE(after, before);
    }

    void theHistoryIsBounded()
    {
        HealthRecord record;
        for (int i = 0; i < 100; ++i)
            record = recordResult(record, verdict(HealthGrade::Ok), i, {});
        QCOMPARE(record.history.size(), HealthRecord::mostSamples);
        QCOMPARE(record.history.back().latencyMs, std::optional(99.0));
        QCOMPARE(record.history.front().latencyMs, std::optional(40.0));
    }

    void theSummaryCountsStaleOnesAsUnknown()
    {
        test::FakeClock clock;
        const auto made = [&](HealthGrade grade) { return recordResult({}, verdict(grade), 1, clock.now()); };
        std::vector<HealthRecord> records{made(HealthGrade::Ok), made(HealthGrade::Ok), made(HealthGrade::Differs),
                                          made(HealthGrade::Failed), HealthRecord{}};
        QCOMPARE(domain::summarize(records, clock.now()), (domain::HealthSummary{2, 1, 1, 1}));
        clock.advance(120s);
        QCOMPARE(domain::summarize(records, clock.now()), (domain::HealthSummary{0, 0, 0, 5}));
    }

    // rule: G7
    void oneLineIsOneLine()
    {
        QCOMPARE(domain::oneLine(QStringLiteral("a\tb\r\n c\u202Ed\x1b[0m")), QStringLiteral("a b c d [0m"));
        QCOMPARE(domain::oneLine(QString(400, QLatin1Char('x')), 11), QStringLiteral("xxxxx…xxxxx"));
    }
};

QTEST_GUILESS_MAIN(TestHealthRecord)
#include "tst_health_record.moc"
