#include "domain/log/log_heads.h"
#include "domain/log/log_histogram.h"
#include "naive_log.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

LogHistogram::Bucket sum(const LogHistogram& histogram)
{
    LogHistogram::Bucket all;
    for (int i = 0; i < LogHistogram::bucketCount; ++i) {
        all.other += histogram.at(i).other;
        all.warnings += histogram.at(i).warnings;
        all.errors += histogram.at(i).errors;
    }
    return all;
}

LogSeq count(const LogReader& reader, LogSeq from, qint64 maxRows, LogHistogram& histogram)
{
    return visitHeads(reader, from, maxRows,
                      [&](LogSeq seq, LogTime time, LogLevel level, LogService) { histogram.add(seq, time, level); });
}

} // namespace

class TestLogHistogram final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyOneIsEmpty()
    {
        LogHistogram histogram;
        QVERIFY(histogram.empty());
        histogram.add({}, {}, LogLevel::Error);
        QVERIFY(histogram.empty());
        QCOMPARE(histogram.highest(), 0U);
    }

    void levelsAreCountedApart()
    {
        LogHistogram histogram;
        for (const LogLevel level : {LogLevel::Unread, LogLevel::None, LogLevel::Trace, LogLevel::Debug, LogLevel::Info,
                                     LogLevel::Warn, LogLevel::Error, LogLevel::Fatal})
            histogram.add({}, {1000}, level);
        QCOMPARE(sum(histogram), (LogHistogram::Bucket{5, 1, 2, {}}));
        QCOMPARE(histogram.first(), histogram.last());
        QCOMPARE(histogram.highest(), 8U);
    }

    // Every line lies in the bucket that says it holds its moment, whatever came in which order.
    void bucketsHoldWhatTheySay_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 12; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void bucketsHoldWhatTheySay()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        LogHistogram histogram;
        std::vector<qint64> times;
        qint64 clock = random.bounded(2) == 0 ? 1'769'792'648'113 : -5;
        for (int i = 0; i < 400; ++i) {
            clock += random.bounded(1 << (1 + static_cast<int>(seed))) - 3;
            if (random.bounded(60) == 0)
                clock -= random.bounded(100'000);
            times.push_back(clock);
            histogram.add({i}, {clock}, LogLevel::Info);
            if (i % 20 != 0)
                continue;
            std::vector<quint32> naive(LogHistogram::bucketCount);
            std::vector<qint64> firsts(LogHistogram::bucketCount);
            for (size_t line = 0; line < times.size(); ++line) {
                const qint64 time = times[line];
                const int bucket = histogram.bucketOf({time});
                QVERIFY(histogram.start(bucket).utcMs <= time);
                QVERIFY(histogram.start(bucket + 1).utcMs > time);
                if (naive.at(static_cast<size_t>(bucket))++ == 0)
                    firsts.at(static_cast<size_t>(bucket)) = static_cast<qint64>(line);
            }
            for (int bucket = 0; bucket < LogHistogram::bucketCount; ++bucket) {
                QCOMPARE(histogram.at(bucket).all(), naive.at(static_cast<size_t>(bucket)));
                QCOMPARE(histogram.at(bucket).firstSeq.value, firsts.at(static_cast<size_t>(bucket)));
            }
        }
        // No wider than needed: with half the width they would not have fitted.
        const auto [earliest, latest] = std::minmax_element(times.begin(), times.end());
        if (histogram.widthMs() > 1)
            QVERIFY(*latest - *earliest >= (LogHistogram::bucketCount / 2 - 1) * histogram.widthMs());
    }

    void nonsenseTimesAreLeftOut()
    {
        LogHistogram histogram;
        histogram.add({}, {1'769'792'648'113}, LogLevel::Info);
        histogram.add({}, {std::numeric_limits<qint64>::max()}, LogLevel::Info);
        histogram.add({}, {std::numeric_limits<qint64>::min() + 1}, LogLevel::Info);
        QCOMPARE(sum(histogram).all(), 1U);
        QCOMPARE(histogram.widthMs(), 1);
    }

    void momentsOutsideAreAtTheEnds()
    {
        LogHistogram histogram;
        histogram.add({}, {1000}, LogLevel::Info);
        histogram.add({}, {1100}, LogLevel::Info);
        QCOMPARE(histogram.bucketOf({0}), histogram.first());
        QCOMPARE(histogram.bucketOf({99'999}), histogram.last());
    }

    void linesAreCountedInPieces()
    {
        LogStore store({1024 * 1024, {4096, 64}, 1000});
        for (int i = 0; i < 500; ++i) {
            LogTag tag{i % 10 == 0 ? LogLevel::Error : LogLevel::Info};
            tag.continuation = i % 5 == 4; // belongs to the line before it
            tag.marker = i % 50 == 49;
            QVERIFY(store.append("x\n", {1'769'792'648'113 + i}, tag, {}));
        }
        LogReader reader(store);
        LogSeq at = reader.pin().first;
        LogHistogram histogram;
        int pieces = 0;
        while (at < reader.span().readEnd) {
            const LogSeq next = count(reader, at, 37, histogram);
            QVERIFY(next > at);
            QVERIFY(next - at <= 37);
            at = next;
            ++pieces;
        }
        QCOMPARE(pieces, (500 + 36) / 37);
        QCOMPARE(sum(histogram), (LogHistogram::Bucket{350, 0, 50, {}}));
        QCOMPARE(count(reader, at, 37, histogram), at);
    }
};

QTEST_GUILESS_MAIN(TestLogHistogram)
#include "tst_log_histogram.moc"
