#include "log_pane_rig.h"

#include <QClipboard>

using namespace ops;
using test::brain;
using test::part;
using test::Shown;

// What is looked for, copied and jumped to in the pane.
class TestLogPaneFinds final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void findsAreCountedAndWalkedThrough()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        QTest::keyClick(&shown.pane, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(part<QLineEdit>(shown.pane, "logFind")->hasFocus());
        shown.type("logFind", "error");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("2 found"));
        QCOMPARE(shown.rows(), 6); // looking hides nothing
        shown.click("logFindNext");
        QCOMPARE(shown.text("logFindCount"), QStringLiteral("1 of 2"));
        QCOMPARE(shown.message(shown.table->currentIndex().row()), QStringLiteral("db write lost"));
        QTest::keyClick(part<QLineEdit>(shown.pane, "logFind"), Qt::Key_Return);
        QCOMPARE(shown.text("logFindCount"), QStringLiteral("2 of 2"));
        QTest::keyClick(part<QLineEdit>(shown.pane, "logFind"), Qt::Key_Return); // around the end
        QCOMPARE(shown.text("logFindCount"), QStringLiteral("1 of 2"));
        QTest::keyClick(part<QLineEdit>(shown.pane, "logFind"), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(shown.text("logFindCount"), QStringLiteral("2 of 2"));
    }

    // What the table does not show stands in nobody's way: colours within and between words.
    void coloursHideNothing()
    {
        Shown shown;
        shown.source.write("titan-brain", "\x1b[32mINFO\x1b[0m order \x1b[1m12\x1b[0m\n"
                                          "    at \x1b[36mwr\x1b[0mite (db.js)\n"
                                          "tick\n"
                                          "{\"level\":\"info\",\"msg\":\"\\u001b[1morder\\u001b[0m 12 again\"}\n");
        QTRY_COMPARE(shown.rows(), 3);
        QCOMPARE(shown.message(0), QStringLiteral("INFO order 12"));
        shown.type("logFind", "order 12");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("2 found"));
        shown.click("logFindNext");
        QCOMPARE(shown.table->currentIndex().row(), 0);
        QCOMPARE(shown.rows(), 3); // it is there to be seen: nothing has to be opened for it
        shown.click("logFindNext");
        QCOMPARE(shown.table->currentIndex().row(), 2);
        shown.type("logFind", "at write");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("1 found"));
        shown.click("logFindNext");
        QTRY_COMPARE(shown.rows(), 4);
        shown.type("logFilter", "info order");
        QTRY_COMPARE(shown.rows(), 2); // with the line that continues it, which is open
        shown.click("logShowAll");
        shown.type("logExclude", "order 12");
        QTRY_COMPARE(shown.rows(), 1);
        QCOMPARE(shown.message(0), QStringLiteral("tick"));
    }

    void linesAreCopiedAsTheyCameOrReadable()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        QTest::keyClick(shown.table, Qt::Key_Home);
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        const QString raw = QString::fromStdString(brain);
        QCOMPARE(QGuiApplication::clipboard()->text(), raw.section(QLatin1Char('\n'), 0, 1) + QLatin1Char('\n'));
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("2026-01-30T18:04:11.000Z INFO titan-brain ready\n"
                                "2026-01-30T18:04:12.000Z WARN titan-brain slow feed\n"));
        QVERIFY(shown.text("logCount").endsWith(QStringLiteral("2 lines copied")));
    }

    // A folded trace goes with its head; once it is open its lines are chosen like others.
    void whatIsFoldedAwayIsCopiedWithItsHead()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        shown.table->goTo(2);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        const QString raw = QString::fromStdString(brain);
        QCOMPARE(QGuiApplication::clipboard()->text(), raw.section(QLatin1Char('\n'), 2, 4) + QLatin1Char('\n'));
        QVERIFY(shown.text("logCount").endsWith(QStringLiteral("3 lines copied")));
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("2026-01-30T18:04:13.000Z ERROR titan-brain db write lost\n"
                                "titan-brain     at write (file:///app/db.js:3:1)\n"
                                "titan-brain     at flush (file:///app/db.js:9:1)\n"));
        QTest::keyClick(shown.table, Qt::Key_Right);
        QTRY_COMPARE(shown.rows(), 8);
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), raw.section(QLatin1Char('\n'), 2, 2) + QLatin1Char('\n'));
    }

    void aFindInAFoldedLineOpensIt()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        shown.type("logFind", "write lost");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("1 found"));
        shown.click("logFindNext");
        QCOMPARE(shown.rows(), 6); // it is there to be seen
        shown.type("logFind", "at FLUSH");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("1 of 1"));
        shown.click("logFindNext");
        QTRY_COMPARE(shown.rows(), 8);
        QCOMPARE(shown.table->currentIndex().row(), 4); // the line itself, not its head
        QCOMPARE(shown.text("logFindCount"), QStringLiteral("1 of 1"));
        shown.table->goTo(2);
        QTest::keyClick(shown.table, Qt::Key_Left);
        QTRY_COMPARE(shown.rows(), 6);
        shown.click("logFind.regex");
        shown.type("logFind", "at .lush");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("1 of 1"));
        shown.click("logFindNext");
        QTRY_COMPARE(shown.rows(), 8);
    }

    // A long trace that has what is looked for in three of its lines, between two others that have it once.
    void findsInsideAFoldAreWalkedThrough()
    {
        Shown shown;
        std::string lines = "2026-01-30T18:04:11.000Z INFO a needle\n2026-01-30T18:04:12.000Z ERROR TypeError: x\n";
        for (int i = 1; i <= 300; ++i)
            lines += "    at step" + std::to_string(i) + (i % 100 == 0 ? " (Needle)\n" : "\n");
        shown.source.write("titan-brain", lines + "2026-01-30T18:04:13.000Z INFO another needle\n");
        QTRY_COMPARE(shown.rows(), 3);
        shown.type("logFind", "needle");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("3 found"));
        QTRY_VERIFY(shown.settled());
        shown.table->goTo(0);
        const auto goes = [&shown](Qt::KeyboardModifiers modifiers, int row, const char* place) {
            QTest::keyClick(part<QLineEdit>(shown.pane, "logFind"), Qt::Key_F3, modifiers);
            const int current = shown.table->currentIndex().row();
            const QString said = shown.text("logFindCount");
            const bool onScreen =
                shown.table->viewport()->rect().contains(shown.table->visualRect(shown.table->currentIndex()).center());
            if (current == row && onScreen && said == QLatin1String(place) && !shown.table->following())
                return true;
            qWarning("row %d, %s", current, qPrintable(said));
            return false;
        };
        QVERIFY(goes(Qt::NoModifier, 101, "2 of 3, line 1 of 3 in it"));
        QCOMPARE(shown.rows(), 303);
        QVERIFY(goes(Qt::NoModifier, 201, "2 of 3, line 2 of 3 in it"));
        QVERIFY(goes(Qt::NoModifier, 301, "2 of 3, line 3 of 3 in it"));
        QVERIFY(goes(Qt::NoModifier, 302, "3 of 3"));
        QVERIFY(goes(Qt::NoModifier, 0, "1 of 3")); // around the end
        QVERIFY(goes(Qt::ShiftModifier, 302, "3 of 3"));
        QVERIFY(goes(Qt::ShiftModifier, 301, "2 of 3, line 3 of 3 in it"));
        QVERIFY(goes(Qt::ShiftModifier, 201, "2 of 3, line 2 of 3 in it"));
        // From any line between them, too.
        shown.table->goTo(250);
        QCOMPARE(shown.text("logFindCount"), QStringLiteral("2 of 3"));
        QVERIFY(goes(Qt::ShiftModifier, 201, "2 of 3, line 2 of 3 in it"));
        QVERIFY(goes(Qt::ShiftModifier, 101, "2 of 3, line 1 of 3 in it"));
        QVERIFY(goes(Qt::ShiftModifier, 0, "1 of 3"));
        // A regular expression is not tried on this thread: it leads to the head, and on from inside.
        shown.click("logFind.regex");
        QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("1 of 3"));
        QTRY_VERIFY(shown.settled());
        QVERIFY(goes(Qt::NoModifier, 1, "2 of 3"));
        shown.table->goTo(150);
        QVERIFY(goes(Qt::NoModifier, 302, "3 of 3"));
        shown.table->goTo(150);
        QVERIFY(goes(Qt::ShiftModifier, 1, "2 of 3"));
    }

    // A find near the end of a log that goes on: it stays on the screen.
    void aFindNearTheEndStays()
    {
        Shown shown;
        std::string many;
        for (int i = 0; i < 300; ++i)
            many += "2026-01-30T18:04:11.000Z INFO line " + std::to_string(i) + '\n';
        shown.source.write("titan-brain", many);
        QTRY_COMPARE(shown.rows(), 300);
        for (const char* wanted : {"line 297", "line 299"}) {
            shown.table->goTo(100); // the view comes to its end by going there
            shown.type("logFind", wanted);
            QTRY_COMPARE(shown.text("logFindCount"), QStringLiteral("1 found"));
            QTRY_VERIFY(shown.settled());
            QTest::keyClick(part<QLineEdit>(shown.pane, "logFind"), Qt::Key_Return);
            QCOMPARE(shown.text("logFindCount"), QStringLiteral("1 of 1"));
            QVERIFY(!shown.table->following());
            QVERIFY(part<QPushButton>(shown.pane, "logFollow")->text().startsWith(QStringLiteral("To the end")));
        }
    }

    void theHistogramJumpsAndChoosesAWindow()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* histogram = part<ui::LogHistogramView>(shown.pane, "logHistogram");
        QTRY_VERIFY2(histogram->accessibleDescription().startsWith(QStringLiteral("2 errors and 1 warnings")),
                     qPrintable(histogram->accessibleDescription()));
        Q_EMIT histogram->jumped({1'769'796'253'000});
        QCOMPARE(shown.message(shown.table->currentIndex().row()), QStringLiteral("db write lost"));
        QVERIFY(!shown.text("logCount").contains(QStringLiteral("no line from then")));
        Q_EMIT histogram->jumped({1'769'796'253'500}); // nobody wrote then
        QCOMPARE(shown.message(shown.table->currentIndex().row()), QStringLiteral("error rate fine"));
        QVERIFY(shown.text("logCount").contains(QStringLiteral("no line from then is shown")));
        Q_EMIT histogram->windowChosen({1'769'796'252'000}, {1'769'796'254'000});
        QTRY_COMPARE(shown.rows(), 2);
        QTest::keyClick(histogram, Qt::Key_Escape);
        QTRY_COMPARE(shown.rows(), 6);
        // A drag over everything but the ends.
        const QSize size = histogram->size();
        QTest::mousePress(histogram, Qt::LeftButton, {}, QPoint(size.width() / 4, 20));
        QTest::mouseMove(histogram, QPoint(size.width() / 2, 20));
        QTest::mouseRelease(histogram, Qt::LeftButton, {}, QPoint(size.width() / 2, 20));
        QTRY_VERIFY(shown.settled() && shown.rows() > 0 && shown.rows() < 6);
    }
};

QTEST_MAIN(TestLogPaneFinds)
#include "tst_log_pane_finds.moc"
