#include "domain/log/log_reader.h"
#include "fake_log_ports.h"
#include "support/test_case.h"
#include "ui/logs/log_table.h"

#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace ops;
using domain::LogSeq;

namespace {

constexpr qint64 million = 1'000'000;

// How long this thread has worked: what others had of the processor is not counted.
double ownMs()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

// A table over a store with some lines, of which all are shown.
struct Shown {
    explicit Shown(int lines)
    {
        std::string text;
        for (int i = 0; i < lines; ++i)
            text += "2026-01-30T18:04:11.000Z INFO line " + std::to_string(i) + "\n";
        source.write("titan-brain", text);
        table.setLines(&model);
        table.resize(900, 500);
        table.show();
        table.activateWindow();
        add(lines);
    }
    void add(int lines)
    {
        domain::LogReader reader(*source.store());
        const LogSeq end = reader.pin().end;
        model.addHits({{end - lines, end, true, {}, {}}});
    }
    void write(const std::string& lines, int count)
    {
        source.write("titan-brain", lines);
        add(count);
    }
    int top() const { return table.firstVisibleRow(); }
    bool atEnd() const { return table.verticalScrollBar()->value() == table.verticalScrollBar()->maximum(); }
    QPoint middleOf(int row) const { return table.visualRect(model.index(row, 0)).center(); }

    test::FakeLogSource source;
    models::LogFilterModel model{source.store(), ui::logTexts()};
    ui::LogTable table;
};

} // namespace

class TestLogTable final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsWhereItIsSaidToBe()
    {
        Shown shown(1000);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        for (const int top : {0, 7, 500}) {
            shown.table.verticalScrollBar()->setValue(top);
            const int rows =
                shown.table.viewport()->height() / shown.table.visualRect(shown.model.index(top, 0)).height();
            QVERIFY(rows > 5);
            QCOMPARE(shown.table.visualRect(shown.model.index(top, 0)).top(), 0);
            for (int row = top; row < top + rows; ++row)
                QCOMPARE(shown.table.indexAt(shown.middleOf(row)).row(), row);
        }
        QVERIFY(!shown.table.indexAt({10, -5}).isValid() || shown.table.indexAt({10, -5}).row() == shown.top() - 1);
        // Behind the last row there is nothing.
        Shown few(2);
        QVERIFY(!few.table.indexAt({10, few.table.viewport()->height() - 2}).isValid());
    }

    void itFollowsUntilSomebodyLooksBack()
    {
        Shown shown(1000);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        QSignalSpy changes(&shown.table, &ui::LogTable::followingChanged);
        QVERIFY(shown.table.following());
        QVERIFY(shown.atEnd());
        shown.write("2026-01-30T18:04:12.000Z INFO new\n", 1);
        QVERIFY(shown.atEnd());
        QCOMPARE(changes.count(), 0);
        shown.table.verticalScrollBar()->setValue(300);
        QVERIFY(!shown.table.following());
        shown.write("2026-01-30T18:04:13.000Z INFO newer\n", 1);
        QCOMPARE(shown.top(), 300);
        QTest::keyClick(&shown.table, Qt::Key_F);
        QVERIFY(shown.table.following());
        QVERIFY(shown.atEnd());
        QCOMPARE(changes.count(), 2);
        // Scrolling to the end is following again.
        shown.table.verticalScrollBar()->setValue(0);
        shown.table.verticalScrollBar()->setValue(shown.table.verticalScrollBar()->maximum());
        QVERIFY(shown.table.following());
    }

    void choosingAnEarlierLineStopsFollowing()
    {
        Shown shown(1000);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        const int row = shown.top() + 2;
        QTest::mouseClick(shown.table.viewport(), Qt::LeftButton, {}, shown.middleOf(row));
        QCOMPARE(shown.table.currentIndex().row(), row);
        QVERIFY(!shown.table.following());
        shown.write("2026-01-30T18:04:12.000Z INFO new\n", 1);
        QCOMPARE(shown.table.currentIndex().row(), row);
    }

    // A place that was jumped to stays on the screen, also where it is so near the end that the view ends there too.
    void aJumpNearTheEndFollowsNothing()
    {
        Shown shown(1000);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        for (const int row : {995, 999}) {
            shown.table.setFollowing(true);
            QSignalSpy changes(&shown.table, &ui::LogTable::followingChanged);
            shown.table.goTo(row);
            QVERIFY(!shown.table.following());
            QCOMPARE(changes.count(), 1);
            shown.table.goTo(100); // and back, so that the view comes to its end from above
            shown.table.goTo(row);
            QVERIFY(shown.atEnd());
            QVERIFY(!shown.table.following());
        }
        const int top = shown.top();
        for (int i = 0; i < 30; ++i)
            shown.write("2026-01-30T18:04:12.000Z INFO new\n", 1);
        QCOMPARE(shown.top(), top);
        QCOMPARE(shown.table.currentIndex().row(), 999);
        // Whoever scrolls there, or says so, stays there.
        shown.table.verticalScrollBar()->setValue(shown.table.verticalScrollBar()->maximum());
        QVERIFY(shown.table.following());
        shown.table.goTo(1029);
        QVERIFY(!shown.table.following());
        QTest::keyClick(&shown.table, Qt::Key_End);
        QVERIFY(shown.table.following());
    }

    void whatIsReadStaysWhenEarlierLinesCome()
    {
        test::FakeLogSource source;
        std::string text;
        for (int i = 0; i < 1000; ++i)
            text += "2026-01-30T18:04:11.000Z INFO line\n";
        source.write("titan-brain", text);
        models::LogFilterModel model(source.store(), ui::logTexts());
        ui::LogTable table;
        table.setLines(&model);
        table.resize(900, 500);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        domain::LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        reader.unpin();
        model.addHits({{first + 500, first + 1000, true, {}, {}}});
        QVERIFY(table.following());
        table.goTo(100);
        const auto seen = model.seqAt(table.firstVisibleRow());
        model.addHits({{first, first + 500, true, {}, {}}});
        QCOMPARE(model.seqAt(table.firstVisibleRow()), seen);
        QCOMPARE(table.currentIndex().row(), 600);
    }

    void keysWalkAndSelect()
    {
        Shown shown(1000);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        QTest::keyClick(&shown.table, Qt::Key_Home);
        QCOMPARE(shown.table.currentIndex().row(), 0);
        QTest::keyClick(&shown.table, Qt::Key_Down);
        QCOMPARE(shown.table.currentIndex().row(), 1);
        QTest::keyClick(&shown.table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&shown.table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.table.selectionModel()->selection().size(), 1);
        QCOMPARE(shown.table.selectionModel()->selection().first().top(), 1);
        QCOMPARE(shown.table.selectionModel()->selection().first().bottom(), 3);
        QTest::keyClick(&shown.table, Qt::Key_PageDown);
        QVERIFY(shown.table.currentIndex().row() > 10);
        QTest::keyClick(&shown.table, Qt::Key_Up);
        QTest::keyClick(&shown.table, Qt::Key_End);
        QCOMPARE(shown.table.currentIndex().row(), 999);
        QVERIFY(shown.table.following());
        // Letters look for nothing.
        QTest::keyClicks(&shown.table, QStringLiteral("line"));
        QCOMPARE(shown.table.currentIndex().row(), 999);
    }

    void stackTracesFoldByKeyAndMouse()
    {
        test::FakeLogSource source;
        source.write("titan-brain", "2026-01-30T18:04:11.000Z ERROR lost\n    at one\n    at two\n"
                                    "2026-01-30T18:04:12.000Z INFO next\n");
        models::LogFilterModel model(source.store(), ui::logTexts());
        ui::LogTable table;
        table.setLines(&model);
        table.resize(900, 500);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        domain::LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        reader.unpin();
        model.addHits({{first, first + 4, false, {0, 3}, {}}});
        QCOMPARE(model.rowCount(), 2);
        QTest::keyClick(&table, Qt::Key_Home);
        QTest::keyClick(&table, Qt::Key_Right);
        QCOMPARE(model.rowCount(), 4);
        QTest::keyClick(&table, Qt::Key_Left);
        QCOMPARE(model.rowCount(), 2);
        const QRect message = table.visualRect(model.index(0, static_cast<int>(models::LogColumn::Message)));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(message.left() + 8, message.center().y()));
        QCOMPARE(model.rowCount(), 4);
    }

    void anEmptyTableSaysWhy()
    {
        Shown shown(0);
        shown.table.setEmptyText(QStringLiteral("Nothing yet."));
        QCOMPARE(shown.table.accessibleDescription(), QStringLiteral("Nothing yet."));
        const QImage before = shown.table.grab().toImage();
        shown.table.setEmptyText(QStringLiteral("Something else altogether."));
        QVERIFY(shown.table.grab().toImage() != before);
    }

    // Marks that are piled upon letters stay in their own row.
    void aRowIsPaintedInItsPlace()
    {
        const auto rowsAround = [](const std::string& message) {
            Shown shown(1);
            shown.write("2026-01-30T18:04:12.000Z INFO " + message + "\n2026-01-30T18:04:13.000Z INFO after\n", 2);
            const QImage image = shown.table.viewport()->grab().toImage();
            const QRect row = shown.table.visualRect(shown.model.index(1, 0));
            return std::pair(image.copy(0, 0, image.width(), row.top()),
                             image.copy(0, row.bottom() + 1, image.width(), row.height()));
        };
        std::string piled = "Z";
        for (int i = 0; i < 12; ++i)
            piled += "\xcd\x91\xcd\xab\xcc\xa3\xcd\x83";
        QVERIFY(rowsAround(piled) == rowsAround("Z"));
    }

    // rule: G7
    void textFromOutsideIsDrawnAsItIs()
    {
        test::FakeLogSource source;
        source.write("<b>titan</b>", "2026-01-30T18:04:11.000Z INFO <i>%1</i> &amp;\n");
        const models::LogFilterModel model(source.store(), ui::logTexts());
        domain::LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        models::LogFilterModel shown(source.store(), ui::logTexts());
        shown.addHits({{first, first + 1, true, {}, {}}});
        QCOMPARE(shown.index(0, static_cast<int>(models::LogColumn::Message)).data().toString(),
                 QStringLiteral("<i>%1</i> &amp;"));
        QCOMPARE(shown.index(0, static_cast<int>(models::LogColumn::Service)).data().toString(),
                 QStringLiteral("<b>titan</b>"));
    }

    // Nothing is kept for each row, so ten million cost no more than a few.
    void tenMillionRowsCostNothing()
    {
        Shown shown(10);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        domain::LogReader reader(*shown.source.store());
        const LogSeq end = reader.pin().end;
        reader.unpin();
        const double before = ownMs();
        shown.model.addHits({{end, end + 10 * million, true, {}, {}}});
        shown.table.repaint();
        shown.table.goTo(5'000'000);
        shown.table.repaint();
        const double took = ownMs() - before;
        QCOMPARE(shown.model.rowCount(), 10 * million + 10);
        QCOMPARE(shown.table.currentIndex().row(), 5'000'000);
        // QTableView needs a hundred times as long.
        QVERIFY2(took < 500, qPrintable(QString::number(took)));
        QCOMPARE(shown.table.verticalHeader()->count(), 0);
    }

    void nothingLiesOverTheHeadings()
    {
        Shown shown(10);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        const QPoint first = shown.table.horizontalHeader()->mapTo(&shown.table, QPoint(20, 10));
        QCOMPARE(shown.table.childAt(first), shown.table.horizontalHeader()->viewport());
    }
};

QTEST_MAIN(TestLogTable)
#include "tst_log_table.moc"
