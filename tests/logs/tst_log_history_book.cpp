#include "domain/log/log_history_book.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;
using Held = LogSeam::Held;

// What the book says of where lines are missing, case by case; tst_log_history holds it against whole logs.
class TestLogHistoryBook final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // A tail is one of both channels: an error that is the first one, long after, says nothing of where it began.
    void aTailIsOneOfBothChannels()
    {
        LogHistoryBook book;
        book.open(1, true);
        book.open(2, true);
        book.stored({1, 100}, {0});
        for (size_t row = 0; row < 2 * LogHistoryBook::firstRows; ++row)
            book.stored({1, 101}, {0});
        book.stored({2, 102}, {0});
        QCOMPARE(book.seam(2, 1), std::optional(LogSeam{102, Held::Last, 1}));
        QVERIFY(book.isPlaceable(2, 1));
        QVERIFY(book.isPlaceable(1, 2));
        // Of a log whose tail began behind all that is remembered it is not known between which lines it belongs.
        book.open(3, true);
        book.stored({3, 103}, {0});
        QVERIFY(!book.isPlaceable(3, 4));
    }

    // The stamps of two channels are not in order with each other: the other's first line tells only about where a tail
    // began.
    void whereATailBeganIsKnownForEachChannelByItself()
    {
        constexpr qint64 second = 1'000'000'000;
        LogHistoryBook book;
        book.open(1, true);
        book.open(2, true);
        book.stored({1, 100 * second}, {0});
        // No error yet: all that were written about when the tail began are missing.
        QCOMPARE(book.seam(2, 1), std::optional(LogSeam{112 * second, Held::None, 0}));
        QCOMPARE(book.reachedNs(*book.seam(2, 1), 2, 1), 100 * second);
        book.stored({1, 200 * second}, {0});
        QCOMPARE(book.reachedNs(*book.seam(2, 1), 2, 1), 112 * second);
        // One long after says nothing of where it began, one of about then says all of its own channel.
        LogHistoryBook late = book;
        late.stored({2, 300 * second}, {0});
        QCOMPARE(late.seam(2, 1), std::optional(LogSeam{112 * second, Held::None, 0}));
        book.stored({2, 91 * second}, {0});
        QCOMPARE(book.seam(2, 1), std::optional(LogSeam{91 * second, Held::Last, 1}));
        QCOMPARE(book.seam(1, 2), std::optional(LogSeam{100 * second, Held::Last, 1}));
    }

    void whatIsGivenUpIsNotAskedForAgain()
    {
        LogHistoryBook book;
        book.open(1, true);
        QVERIFY(!book.seam(1, 2)); // no line tells where it began
        book.stored({1, 100}, {0});
        book.stored({1, 100}, {0});
        book.stored({1, 101}, {0});
        QCOMPARE(book.seam(1, 2), std::optional(LogSeam{100, Held::Last, 2}));
        book.open(2, true);
        QCOMPARE(book.seam(2, 1), std::optional(LogSeam{100 + 12'000'000'000, Held::None, 0}));
        book.giveUp(1);
        QVERIFY(!book.seam(1, 2));
        book.open(3, false); // from its first line on
        book.stored({3, 102}, {0});
        QVERIFY(!book.seam(3, 4));
    }
};

QTEST_GUILESS_MAIN(TestLogHistoryBook)
#include "tst_log_history_book.moc"
