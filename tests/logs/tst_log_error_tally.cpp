#include "domain/log/log_error_tally.h"
#include "domain/log/log_heads.h"
#include "domain/log/log_ingest.h"
#include "domain/log/log_skew.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

constexpr qint64 noon = 1'769'774'400'000; // 2026-01-30T12:00:00Z
constexpr qint64 minute = 60'000;
constexpr qint64 second = 1'000;
constexpr qint64 nsPerMs = 1'000'000;
constexpr LogTime afternoon{noon + 180 * minute};

} // namespace

class TestLogErrorTally final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void firstLastAndHowMany()
    {
        LogErrorTally tally;
        QVERIFY(tally.all(afternoon) == LogErrorTally::Seen());
        tally.add({noon + minute}, LogLevel::Error, {1});
        tally.add({noon}, LogLevel::Error, {2}); // lines of two services may come a little out of order
        tally.add({noon + 2 * minute}, LogLevel::Error, {1});
        tally.add({}, LogLevel::Error, {1}); // an error of unknown time is an error
        QVERIFY(tally.of({1}, afternoon) == (LogErrorTally::Seen{{noon + minute}, {noon + 2 * minute}, 3}));
        QVERIFY(tally.of({2}, afternoon) == (LogErrorTally::Seen{{noon}, {noon}, 1}));
        QVERIFY(tally.all(afternoon) == (LogErrorTally::Seen{{noon}, {noon + 2 * minute}, 4}));
        tally.add({noon}, LogLevel::Warn, {3});
        QVERIFY(tally.of({3}, afternoon) == LogErrorTally::Seen());
        tally.add({noon}, LogLevel::Error, {maxLogServices});
        QVERIFY(tally.of({maxLogServices}, afternoon) == (LogErrorTally::Seen{{noon}, {noon}, 1}));
        QVERIFY(tally.of({maxLogServices - 1}, afternoon) == LogErrorTally::Seen());
        tally.clear();
        QVERIFY(tally.all(afternoon) == LogErrorTally::Seen());
    }

    void howManyLately()
    {
        LogErrorTally tally;
        for (int i = 0; i < 10; ++i)
            tally.add({noon + i * minute}, LogLevel::Error, {1});
        QCOMPARE(tally.countIn(5min, {noon + 9 * minute}), 5);
        QCOMPARE(tally.countIn(5min, {noon + 9 * minute + 59 * second}), 5);
        QCOMPARE(tally.countIn(1min, {noon + 9 * minute}), 1);
        QCOMPARE(tally.countIn(5min, {noon + 12 * minute}), 2);
        QCOMPARE(tally.countIn(5min, {noon + 60 * minute}), 0);
        QCOMPARE(tally.countIn(60min, {noon + 9 * minute}), 10);
        // Another machine's clock is ahead: not counted before its time.
        QCOMPARE(tally.countIn(5min, {noon - 5 * minute}), 0);
    }

    // Counted anew from what is still held, what was seen before stays seen.
    void whatWasSeenStaysSeen()
    {
        LogErrorTally before;
        before.add({noon}, LogLevel::Error, {1});
        before.add({noon + minute}, LogLevel::Error, {1});
        before.add({noon + 5 * minute}, LogLevel::Error, {2});
        LogErrorTally anew;
        anew.add({noon - minute}, LogLevel::Error, {1});
        anew.add({noon + 6 * minute}, LogLevel::Error, {3});
        anew.adopt(before);
        QVERIFY(anew.of({1}, afternoon) == (LogErrorTally::Seen{{noon - minute}, {noon + minute}, 2}));
        QVERIFY(anew.of({2}, afternoon) == (LogErrorTally::Seen{{noon + 5 * minute}, {noon + 5 * minute}, 1}));
        QVERIFY(anew.of({3}, afternoon) == (LogErrorTally::Seen{{noon + 6 * minute}, {noon + 6 * minute}, 1}));
        QVERIFY(anew.all(afternoon) == (LogErrorTally::Seen{{noon - minute}, {noon + 6 * minute}, 3}));
        QCOMPARE(anew.countIn(2min, {noon + 6 * minute}), 2);
    }

    // What came last is remembered, an hour of it at least and not without end.
    void anHourIsRemembered()
    {
        LogErrorTally tally;
        for (int i = 0; i < 1000; ++i)
            tally.add({noon + i * minute}, LogLevel::Error, {1});
        const LogTime now{noon + 999 * minute};
        QCOMPARE(tally.countIn(60min, now), 60);
        QVERIFY(tally.countIn(1000min, now) < 500);
        QVERIFY(tally.of({1}, now) == (LogErrorTally::Seen{{noon}, now, 1000}));
    }

    // One stamp from the future says nothing, and takes nothing away.
    void aClockThatIsAhead()
    {
        LogErrorTally tally;
        tally.add({noon - minute}, LogLevel::Error, {1});
        tally.add({std::numeric_limits<qint64>::max()}, LogLevel::Error, {1});
        tally.add({noon + 24 * 60 * minute}, LogLevel::Error, {1});
        tally.add({noon}, LogLevel::Error, {1});
        tally.add({noon + 3 * minute}, LogLevel::Error, {2}); // clocks are that much apart
        QCOMPARE(tally.countIn(5min, {noon}), 2);
        QVERIFY(tally.of({1}, {noon}) == (LogErrorTally::Seen{{noon - minute}, {noon}, 4}));
        QVERIFY(tally.all({noon}) == (LogErrorTally::Seen{{noon - minute}, {noon + 3 * minute}, 5}));
        // All of a service's errors are from then: there were some, nobody knows when.
        tally.add({noon + 60 * minute}, LogLevel::Error, {3});
        QVERIFY(tally.of({3}, {noon}) == (LogErrorTally::Seen{{}, {}, 1}));
        QVERIFY(tally.of({3}, {noon + 60 * minute}) ==
                (LogErrorTally::Seen{{noon + 60 * minute}, {noon + 60 * minute}, 1}));
        // It goes on like that beside a service whose clock is right.
        for (int i = 0; i < 60; ++i) {
            tally.add({noon + (24 * 60 + i) * minute}, LogLevel::Error, {1});
            tally.add({noon + i * minute}, LogLevel::Error, {2});
        }
        QCOMPARE(tally.countIn(60min, {noon + 59 * minute}), 62);
    }

    void aClockThatWasSetBack()
    {
        LogErrorTally tally;
        tally.add({noon + 120 * minute}, LogLevel::Error, {1});
        for (int i = 0; i < 3; ++i)
            tally.add({noon + i * minute}, LogLevel::Error, {1});
        QCOMPARE(tally.countIn(5min, {noon + 2 * minute}), 3);
        QVERIFY(tally.all({noon + 2 * minute}).last == LogTime{noon + 2 * minute});
    }

    void headsOfAStore()
    {
        LogStore store;
        LogIngest ingest(store);
        const int source = ingest.open({"titan-brain", LogChannel::Output, false});
        ingest.feed(source,
                    "{\"timestamp\":\"2026-01-30T12:00:00.000Z\",\"level\":\"ERROR\",\"message\":\"lost\"}\n"
                    "    at write (db.js:1)\n"
                    "{\"timestamp\":\"2026-01-30T12:00:01.000Z\",\"level\":\"INFO\",\"message\":\"error rate fine\"}\n"
                    "{\"timestamp\":\"2026-01-30T12:00:02.000Z\",\"level\":\"FATAL\",\"message\":\"gone\"}\n"
                    "TypeError: of undefined\n",
                    0);
        ingest.mark({LogMarkerKind::Gap, logGapRotated, {}}, "titan-brain", noon * nsPerMs, 0);
        ingest.end(source, 0);
        ingest.advance(std::numeric_limits<qint64>::max());
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        LogErrorTally tally;
        LogSeq at = span.first;
        for (int steps = 0; at < span.readEnd; ++steps) { // in small steps, as a view does it
            QVERIFY(steps < 100);
            at = visitHeads(reader, at, 2, [&](LogSeq, LogTime time, LogLevel level, LogService service) {
                tally.add(time, level, service);
            });
        }
        const LogService brain = store.service("titan-brain");
        // The trace and the marker are none, the guessed one is.
        QCOMPARE(tally.of(brain, afternoon).count, 3);
        QVERIFY(tally.of(brain, afternoon).first == LogTime{noon});
        QVERIFY(tally.all(afternoon) == tally.of(brain, afternoon));
    }

    // A service's clock against its engine's.
    void skew_data()
    {
        QTest::addColumn<qint64>("aheadMs");
        QTest::addColumn<qint64>("said");
        QTest::newRow("together") << qint64{0} << qint64{0};
        QTest::newRow("a second is within what stamps can tell") << qint64{1000} << qint64{0};
        QTest::newRow("ahead") << qint64{3200} << qint64{3200};
        QTest::newRow("behind") << qint64{-3200} << qint64{-3200};
        QTest::newRow("another day") << qint64{-86'400'000} << qint64{-86'400'000};
    }
    void skew()
    {
        QFETCH(qint64, aheadMs);
        QFETCH(qint64, said);
        LogSkew skew;
        for (int i = 0; i < 40; ++i) {
            const qint64 engineNs = (noon + i * 250) * nsPerMs;
            // Lines are handed on at once, or after up to half a second.
            const qint64 wayNs = i % 7 * 70 * nsPerMs;
            skew.add(engineNs - wayNs + aheadMs * nsPerMs, engineNs);
        }
        QCOMPARE(skew.ms(), said);
    }

    void skewOfAFewLinesIsNotSaid()
    {
        LogSkew skew;
        for (int i = 0; i < 5; ++i)
            skew.add(0, noon * nsPerMs);
        QCOMPARE(skew.ms(), 0);
        skew.add(std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()); // does not overflow
    }

    void skewReachesTheStoreAndGoes()
    {
        LogStore store;
        LogIngest ingest(store);
        const int source = ingest.open({"titan-brain", LogChannel::Output, true});
        const auto feed = [&](const char* own) {
            std::string lines;
            for (int i = 0; i < 40; ++i)
                lines += std::string("2026-01-30T12:00:05.000000000Z {\"timestamp\":\"2026-01-30T12:00:") + own +
                         "Z\",\"level\":\"INFO\",\"message\":\"x\"}\n";
            ingest.feed(source, lines, 0);
        };
        feed("01.000");
        const LogService brain = store.service("titan-brain");
        QCOMPARE(store.skewMs(brain), -4000);
        feed("05.000");
        QCOMPARE(store.skewMs(brain), 0);
    }
};

QTEST_GUILESS_MAIN(TestLogErrorTally)
#include "tst_log_error_tally.moc"
