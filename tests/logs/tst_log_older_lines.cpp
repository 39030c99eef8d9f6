#include "domain/log/log_history.h"
#include "domain/log/log_rejoin.h"
#include "domain/log/log_types.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

using Held = LogSeam::Held;

QByteArray texts(const LogOlderLines& older)
{
    std::string all;
    for (const LogOlderLines::Line& line : older.lines())
        all += (all.empty() ? "" : " ") + std::string(withoutLineEnding(line.bytes));
    return QByteArray::fromStdString(all);
}

} // namespace

// What one channel of a container had before what is held of it.
class TestLogOlderLines final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theSeamSaysWhatIsMissing_data()
    {
        QTest::addColumn<LogSeam>("seam");
        QTest::addColumn<QByteArray>("missing");
        QTest::newRow("all until then") << LogSeam{3, Held::None, 0} << QByteArray("1 a 3 b 3 c 3 d");
        QTest::newRow("a tail began with the last one") << LogSeam{3, Held::Last, 1} << QByteArray("1 a 3 b 3 c");
        QTest::newRow("a tail began with all of that moment") << LogSeam{3, Held::Last, 3} << QByteArray("1 a");
        QTest::newRow("the cap took the first one too") << LogSeam{3, Held::Rest, 1} << QByteArray("1 a 3 b");
        QTest::newRow("the cap took all of them") << LogSeam{3, Held::Rest, 3} << QByteArray("1 a 3 b 3 c 3 d");
        QTest::newRow("before all") << LogSeam{0, Held::None, 0} << QByteArray();
    }
    void theSeamSaysWhatIsMissing()
    {
        QFETCH(const LogSeam, seam);
        QFETCH(const QByteArray, missing);
        LogOlderLines older(seam, 1000);
        for (const auto& [ns, text] : {std::pair{1, "1 a\n"}, {3, "3 b\n"}, {3, "3 c\n"}, {3, "3 d\n"}, {4, "4 e\n"}})
            older.take(text, ns);
        older.finish();
        QCOMPARE(texts(older), missing);
        QVERIFY(!older.floorNs());
    }

    // The engine's clock was set back just behind the seam: what stands there is held, whatever its stamp.
    void aClockThatWasSetBackRepeatsNothing_data()
    {
        QTest::addColumn<LogSeam>("seam");
        QTest::addColumn<QByteArray>("missing");
        QTest::newRow("a tail began with the last one") << LogSeam{3, Held::Last, 1} << QByteArray("1 a 2 b");
        QTest::newRow("the cap took the last one too") << LogSeam{3, Held::Rest, 1} << QByteArray("1 a 2 b 3 c");
    }
    void aClockThatWasSetBackRepeatsNothing()
    {
        QFETCH(const LogSeam, seam);
        QFETCH(const QByteArray, missing);
        LogOlderLines older(seam, 1000);
        for (const auto& [ns, text] :
             {std::pair{1, "1 a\n"}, {2, "2 b\n"}, {3, "3 c\n"}, {1, "1 d\n"}, {2, "2 e\n"}, {4, "4 f\n"}})
            older.take(text, ns);
        older.finish();
        QCOMPARE(texts(older), missing);
    }

    // A tail counts the pieces of a long line: it began inside one, and what is missing of that stands before the rest.
    void aTailMayBeginInsideALine_data()
    {
        QTest::addColumn<LogSeam>("seam");
        QTest::addColumn<qint64>("rest");
        QTest::addColumn<std::vector<size_t>>("missing");
        const size_t whole = engineStampLength + 40'001;
        const auto lacks = [](size_t pieces) { return engineStampLength + pieces * enginePieceBytes; };
        const auto rest = [](size_t pieces) { return qint64{40'001} - static_cast<qint64>(pieces * enginePieceBytes); };
        QTest::newRow("one piece") << LogSeam{3, Held::Last, 1} << rest(1) << std::vector<size_t>{lacks(1)};
        QTest::newRow("two") << LogSeam{3, Held::Last, 1} << rest(2) << std::vector<size_t>{lacks(2)};
        QTest::newRow("none") << LogSeam{3, Held::Last, 1} << rest(0) << std::vector<size_t>{};
        QTest::newRow("no such line") << LogSeam{3, Held::Last, 1} << qint64{17} << std::vector<size_t>{};
        QTest::newRow("the cap took the piece again") << LogSeam{3, Held::Rest, 1} << rest(1) << std::vector{lacks(1)};
        QTest::newRow("the cap took both")
            << LogSeam{3, Held::Rest, 2} << rest(1) << std::vector{lacks(1), whole - enginePieceBytes};
    }
    void aTailMayBeginInsideALine()
    {
        QFETCH(const LogSeam, seam);
        QFETCH(const qint64, rest);
        QFETCH(const std::vector<size_t>, missing);
        LogOlderLines older(seam, 1'000'000, LogTailStart{3, rest});
        const std::string stamp = engineStamp(3).toStdString() + ' ';
        older.take(stamp + std::string(40'000, 'x') + '\n', 3);
        older.take(engineStamp(4).toStdString() + " next\n", 4);
        older.finish();
        std::vector<size_t> sizes;
        for (const LogOlderLines::Line& line : older.lines()) {
            sizes.push_back(line.bytes.size());
            QVERIFY(line.bytes.starts_with(stamp + 'x'));
        }
        QCOMPARE(sizes, missing);
    }

    void tooManyAreTheNewestOnes()
    {
        LogOlderLines older({100, Held::None, 0}, 30);
        for (int i = 1; i <= 20; ++i)
            older.take("1234567\n", i / 2); // two of each moment
        older.finish();
        QCOMPARE(older.lines().front().ns, 9); // whole moments
        QCOMPARE(older.floorNs(), std::optional<qint64>(9));
        QCOMPARE(older.lines().size(), size_t{3});
        // One moment stays whole however large it is.
        LogOlderLines burst({100, Held::None, 0}, 30);
        for (int i = 0; i < 20; ++i)
            burst.take("1234567\n", 5);
        QCOMPARE(burst.lines().size(), size_t{20});
        QVERIFY(!burst.floorNs());
    }

    void eachStepLooksFurtherBack()
    {
        for (int step = 1; step < logHistorySteps - 1; ++step)
            QVERIFY(*logHistoryReach(step) > *logHistoryReach(step - 1));
        QVERIFY(!logHistoryReach(logHistorySteps - 1));
    }
};

QTEST_GUILESS_MAIN(TestLogOlderLines)
#include "tst_log_older_lines.moc"
