#include "domain/log/log_ingest.h"
#include "models/log_filter_model.h"
#include "models/log_fold_tally.h"
#include "naive_filter.h"
#include "support/test_case.h"

#include <QTest>

#include <set>

using namespace ops;
using namespace ops::domain;
using models::LogFilterModel;
using models::LogFoldTally;

// How many lines are folded away under what is shown.
class TestLogFoldTally final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anyHistoryIsCounted_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 8; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    // Against the lines of each head that is shown, while lines come and go, are put in front and are found later.
    void anyHistoryIsCounted()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        LogStore store({48 * 1024, {2048, 48}, 1024 * 1024});
        LogReader reader(store);
        LogFoldTally tally;
        std::set<qint64> shown;
        qint64 clock = 1;
        const auto isShown = [&shown](LogSeq head) { return shown.contains(head.value); };
        for (int step = 0; step < 150; ++step) {
            for (int i = random.bounded(60); i > 0; --i) {
                const test::NaiveLine line = test::randomServiceLine(random, clock);
                QVERIFY(store.append(line.bytes, line.time, line.tag, store.service(line.service)));
            }
            const LogSpan& span = reader.pin();
            for (LogSeq seq = span.first; seq < span.readEnd; seq = seq + 1)
                if (reader.headOf(seq) == seq && random.bounded(4) == 0 && shown.insert(seq.value).second)
                    tally.forgetFrom(seq);
            const LogSeq from = span.first + random.bounded(2) * random.bounded(20);
            const LogSeq to = std::max(from, span.readEnd - random.bounded(2) * random.bounded(20));
            while (!tally.count(reader, from, to, random.bounded(1, 700), isShown)) {
            }
            qint64 expected = 0;
            for (LogSeq seq = from; seq < to; seq = seq + 1) {
                const LogSeq head = reader.headOf(seq);
                expected += reader.tag(seq).continuation && !reader.tag(seq).marker && head != seq && isShown(head);
            }
            QCOMPARE(tally.lines(), expected);
            reader.unpin();
        }
        tally.restart();
        QCOMPARE(tally.lines(), 0);
    }

    void countingIsDoneInPieces()
    {
        LogStore store;
        LogIngest ingest(store);
        std::string text;
        for (int i = 0; i < 1000; ++i)
            text += "TypeError: a\n    at 1\n    at 2\n";
        ingest.feed(ingest.open({}), text, 0);
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        LogFoldTally tally;
        const auto all = [](LogSeq) { return true; };
        QVERIFY(!tally.count(reader, span.first, span.readEnd, 30, all));
        QCOMPARE(tally.lines(), 20);
        QVERIFY(!tally.count(reader, span.first, span.readEnd, 30, all));
        QCOMPARE(tally.lines(), 40);
        QVERIFY(tally.count(reader, span.first, span.readEnd, 3000, all));
        QCOMPARE(tally.lines(), 2000);
    }

    // Those that are open are rows, and count as such.
    void aFilterSaysWhatItFolds()
    {
        auto store = std::make_shared<LogStore>();
        LogIngest ingest(*store);
        const int source = ingest.open({});
        ingest.feed(source, "TypeError: a\n    at 1\n    at 2\nTypeError: b\n    at 3\nplain\n", 0);
        LogReader reader(*store);
        const LogSeq first = reader.pin().first;
        reader.unpin();
        LogFilterModel model(store, {});
        QVERIFY(model.countFolded(100));
        QCOMPARE(model.foldedCount(), 0);
        model.addHits({{first, first + 6, false, {0, 3, 5}, {}}});
        QVERIFY(model.countFolded(100));
        QCOMPARE(model.foldedCount(), 3);
        model.setOpen(first, true);
        QCOMPARE(model.foldedCount(), 1);
        QCOMPARE(model.rowCount(), 5);
        model.setOpen(first, false);
        QCOMPARE(model.foldedCount(), 3);
        // Another filter shows one of them.
        model.restart();
        QCOMPARE(model.foldedCount(), 0);
        model.addHits({{first, first + 6, false, {5}, {}}});
        QVERIFY(model.countFolded(100));
        QCOMPARE(model.foldedCount(), 0);
        // Later a line comes for which one of the others is shown, with all that continue it.
        ingest.feed(source, "more\n", 0);
        model.addHits({{first + 6, first + 7, false, {0}, {first + 3}}});
        QVERIFY(model.countFolded(100));
        QCOMPARE(model.foldedCount(), 1);
        model.forgetBefore(first + 5);
        QVERIFY(model.countFolded(100));
        QCOMPARE(model.foldedCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLogFoldTally)
#include "tst_log_fold_tally.moc"
