#include "domain/log/log_reader.h"
#include "fake_log_ports.h"
#include "infra/search/log_search.h"
#include "support/test_case.h"
#include "ui/common/elided_label.h"
#include "ui/common/label.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_histogram_view.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_table.h"
#include "ui/logs/log_window.h"
#include "ui/widget_rig.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace ops;
using test::part;

namespace {

const std::string brain =
    "{\"timestamp\":\"2026-01-30T18:04:11.000Z\",\"level\":\"INFO\",\"message\":\"ready\",\"w\":0.10}\n"
    "{\"timestamp\":\"2026-01-30T18:04:12.000Z\",\"level\":\"WARN\",\"message\":\"slow feed\"}\n"
    "{\"timestamp\":\"2026-01-30T18:04:13.000Z\",\"level\":\"ERROR\",\"message\":\"db write lost\"}\n"
    "    at write (file:///app/db.js:3:1)\n"
    "    at flush (file:///app/db.js:9:1)\n"
    "{\"timestamp\":\"2026-01-30T18:04:14.000Z\",\"level\":\"INFO\",\"message\":\"error rate fine\"}\n";
const std::string engine = "2026-01-30T18:04:15.000Z  INFO intent in\n"
                           "thread 'main' panicked at src/x.rs:10:5:\n";

// The pane over a log in memory and the real search.
struct Shown {
    Shown()
    {
        pane.resize(1300, 760);
        pane.show();
        pane.activateWindow();
        controller.start();
    }
    void load()
    {
        source.write("titan-brain", brain);
        source.write("titan-execution", engine);
    }
    // All that was asked for has been answered.
    bool settled() const { return !controller.searching() && !controller.finding(); }
    int rows() const { return table->model()->rowCount(); }
    QString message(int row) const
    {
        return table->model()->index(row, static_cast<int>(models::LogColumn::Message)).data().toString();
    }
    QString text(const char* label) const { return part<ui::Label>(pane, label)->text(); }
    void type(const char* field, const char* words) const
    {
        auto* edit = part<QLineEdit>(pane, field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromLatin1(words));
    }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(pane, button), Qt::LeftButton); }

    test::FakeLogSource source;
    infra::LogSearch lines{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    app::LogViewController controller{source, lines, places};
    ui::LogPane pane{controller, QStringLiteral("/var/log/titan.log")};
    ui::LogTable* table = part<ui::LogTable>(pane, "logTable");
};

} // namespace

class TestLogPane final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsShownFolded()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6); // eight lines, two of which continue another
        QCOMPARE(shown.message(0), QStringLiteral("ready"));
        QTRY_VERIFY2(shown.text("logCount").contains(QStringLiteral("6 of 8")), qPrintable(shown.text("logCount")));
    }

    void levelsErrorsAndPanics()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* level = part<QComboBox>(shown.pane, "logLevel");
        level->setFocus();
        QTest::keyClicks(level, QStringLiteral("WARN"));
        QTRY_COMPARE(shown.rows(), 3); // WARN, ERROR, and the panic, which is an error of its own
        shown.click("logShowAll");
        QTRY_COMPARE(shown.rows(), 6);
        // The runbook's grep -i error finds words, not levels.
        shown.click("logErrors");
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(shown.message(1), QStringLiteral("error rate fine"));
        shown.click("logPanics");
        QTRY_COMPARE(shown.rows(), 1);
        QVERIFY(!part<QPushButton>(shown.pane, "logErrors")->isChecked());
        shown.click("logPanics");
        QTRY_COMPARE(shown.rows(), 6);
    }

    void everyLevelIsOfferedAndPutBack()
    {
        ui::LogFilterBar bar;
        auto* offered = part<QComboBox>(bar, "logLevel");
        using domain::LogLevel;
        int entry = 0;
        for (const LogLevel level : {LogLevel::None, LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warn,
                                     LogLevel::Error, LogLevel::Fatal}) {
            domain::LogFilter filter;
            filter.minLevel = level;
            bar.setFilter(filter);
            QVERIFY(bar.filter() == filter);
            QCOMPARE(offered->currentIndex(), entry++);
        }
        QCOMPARE(offered->count(), entry);
        QCOMPARE(offered->itemText(1), QStringLiteral("TRACE and above"));
    }

    // What a log does not have is not offered.
    void streams()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* streams = part<QComboBox>(shown.pane, "logStreams");
        QVERIFY(!streams->isVisible());
        shown.source.write("titan-brain", "it went wrong\n", domain::LogChannel::Error);
        QTRY_COMPARE(shown.rows(), 7);
        QVERIFY(streams->isVisible());
        streams->setFocus();
        QTest::keyClicks(streams, QStringLiteral("stderr"));
        QTRY_COMPARE(shown.rows(), 1);
        QCOMPARE(shown.message(0), QStringLiteral("it went wrong"));
        QTest::keyClick(streams, Qt::Key_Up);
        QTRY_COMPARE(shown.rows(), 6);
        shown.click("logShowAll");
        QTRY_COMPARE(shown.rows(), 7);
        QCOMPARE(streams->currentIndex(), 0);
    }

    void sinceTheLastHalt()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* since = part<QPushButton>(shown.pane, "logSinceHalt");
        QVERIFY(!since->isVisible());
        const auto halt = [&shown](const char* text, int second) {
            const auto at = QDateTime(QDate(2026, 1, 30), QTime(18, 4, second), Qt::UTC).toMSecsSinceEpoch();
            shown.source.mark({domain::LogMarkerKind::Command, QString::fromLatin1(text), {}}, at);
        };
        const auto line = [&shown](const std::string& second) {
            shown.source.write("titan-brain", "2026-01-30T18:04:" + second + ".500Z  INFO after " + second + "\n");
        };
        halt("OPEN 11aa SENT", 20); // no halt
        QTRY_COMPARE(shown.rows(), 7);
        QVERIFY(!since->isVisible());
        halt("HARD_HALT 22bb SENT", 21);
        line("22");
        QTRY_COMPARE(shown.rows(), 9);
        QVERIFY(since->isVisible());
        shown.click("logSinceHalt");
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(shown.message(0), QStringLiteral("HARD_HALT 22bb SENT"));
        // The next halt is the last one then.
        halt("SOFT_HALT 33cc SENT", 30);
        line("31");
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(shown.message(0), QStringLiteral("SOFT_HALT 33cc SENT"));
        QVERIFY(since->isChecked());
        shown.click("logSinceHalt");
        QTRY_COMPARE(shown.rows(), 11);
    }

    void textsShowAndHide()
    {
        Shown shown;
        shown.load();
        shown.type("logFilter", "FEED");
        QTRY_COMPARE(shown.rows(), 1);
        shown.click("logFilter.case");
        QTRY_COMPARE(shown.rows(), 0);
        QTRY_VERIFY(shown.table->accessibleDescription().startsWith(QStringLiteral("None of 8 lines matches")));
        shown.click("logFilter.case");
        shown.type("logFilter", "write|feed");
        QTRY_COMPARE(shown.rows(), 0);
        shown.click("logFilter.regex");
        QTRY_COMPARE(shown.rows(), 2);
        shown.type("logExclude", "slow");
        QTRY_COMPARE(shown.rows(), 1);
        // Found in a line that continues another, which is shown then.
        shown.type("logFilter", "db.js:9");
        QTRY_COMPARE(shown.rows(), 1);
        QCOMPARE(shown.message(0), QStringLiteral("db write lost"));
    }

    void aFilterThatIsNoneSaysWhere()
    {
        Shown shown;
        shown.load();
        shown.type("logFilter", "feed");
        QTRY_COMPARE(shown.rows(), 1);
        shown.click("logFilter.regex");
        shown.type("logFilter", "(");
        auto* problem = part<ui::Label>(shown.pane, "logProblem");
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().startsWith(QStringLiteral("The filter cannot be understood: ")),
                 qPrintable(problem->text()));
        shown.type("logFilter", "feed");
        QTRY_VERIFY(!problem->isVisible());
    }

    void servicesAreChosen()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* services = part<QPushButton>(shown.pane, "logServices");
        QVERIFY(services->isVisible());
        QCOMPARE(services->text(), QStringLiteral("2 services"));
        const QList<QAction*> actions = services->menu()->actions();
        QCOMPARE(actions.size(), 2);
        actions.first()->trigger();
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(services->text(), QStringLiteral("1 of 2 services"));
        actions.first()->trigger();
        QTRY_COMPARE(shown.rows(), 6);
        // None of them hides nothing, and says so.
        actions.first()->trigger();
        QTRY_COMPARE(shown.rows(), 2);
        actions.last()->trigger();
        QTRY_COMPARE(shown.rows(), 6);
        QCOMPARE(services->text(), QStringLiteral("2 services"));
        QVERIFY(actions.first()->isChecked() && actions.last()->isChecked());
    }

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

    void theChosenLineInFull()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* detail = part<QPlainTextEdit>(shown.pane, "logDetailText");
        QTest::keyClick(shown.table, Qt::Key_Home);
        QVERIFY2(detail->toPlainText().contains(QStringLiteral("\n  \"w\": 0.10\n")),
                 qPrintable(detail->toPlainText()));
        shown.click("logDetailPretty");
        QVERIFY(detail->toPlainText().startsWith(QStringLiteral("{\"timestamp\":\"2026-01-30T18:04:11.000Z\",")));
        shown.table->goTo(2);
        QVERIFY(detail->toPlainText().endsWith(QStringLiteral("\n    at flush (file:///app/db.js:9:1)")));
        const QString head = part<ui::ElidedLabel>(shown.pane, "logDetailHead")->text();
        QVERIFY2(head.startsWith(QStringLiteral("2026-01-30 18:04:13.000 UTC · ERROR · titan-brain · stdout")),
                 qPrintable(head)); // rule: G8
    }

    // More than the window lays out at once: how much is missing, and where it is.
    void whatTheDetailLeavesOutIsSaid()
    {
        Shown shown;
        const auto trace = [](int lines, const std::string& more) {
            std::string all = "TypeError: x\n";
            for (int i = 0; i < lines; ++i)
                all += "    at step" + std::to_string(i) + more + '\n';
            return all;
        };
        const std::string json = "{\"level\":50,\"msg\":\"" + std::string(200'000, 'x') + "\"}";
        const std::string umlauts = std::string(131'071, 'x') + "\xc3\xa4\xc3\xa4";
        shown.source.write("titan-brain",
                           json + '\n' + umlauts + '\n' + trace(900, "") + trace(900, std::string(300, 'y')));
        QTRY_COMPARE(shown.rows(), 4);
        auto* leftOut = part<ui::Label>(shown.pane, "logDetailLeftOut");
        auto* detail = part<QPlainTextEdit>(shown.pane, "logDetailText");
        const QLocale locale = shown.pane.locale();
        const auto isLeftOut = [&](qint64 bytes) {
            return leftOut->isVisible() && leftOut->text().startsWith(locale.toString(bytes) + QLatin1Char(' ')) &&
                   leftOut->text().contains(QStringLiteral("Ctrl+S"));
        };
        QVERIFY(!leftOut->isVisible());
        shown.table->goTo(0);
        QVERIFY2(isLeftOut(static_cast<qint64>(json.size()) - 131'072), qPrintable(leftOut->text()));
        QVERIFY(leftOut->text().contains(QStringLiteral("JSON this long is not laid out")));
        QCOMPARE(detail->toPlainText().size(), 131'073);
        QCOMPARE(detail->accessibleDescription(), leftOut->text());
        // Not in the middle of a character.
        shown.table->goTo(1);
        QVERIFY2(isLeftOut(4), qPrintable(leftOut->text()));
        QVERIFY(!leftOut->text().contains(QStringLiteral("JSON")));
        QVERIFY(detail->toPlainText().endsWith(QStringLiteral("x…")));
        shown.table->goTo(2);
        QVERIFY(!leftOut->isVisible());
        QVERIFY(detail->toPlainText().endsWith(QStringLiteral("at step899")));
        shown.table->goTo(3);
        const auto blocks = detail->toPlainText().count(QLatin1Char('\n'));
        QVERIFY(blocks > 300 && blocks < 900);
        QVERIFY2(leftOut->text().contains(QStringLiteral("with %1 whole lines among them").arg(900 - blocks)),
                 qPrintable(leftOut->text()));
        shown.type("logFilter", "no such words");
        QTRY_VERIFY(!leftOut->isVisible());
    }

    void theChosenLineIsKeptThroughFilters()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        shown.table->goTo(2);
        shown.click("logErrors");
        QTRY_COMPARE(shown.rows(), 2);
        QTRY_COMPARE(shown.table->currentIndex().row(), 0);
        shown.click("logErrors");
        QTRY_COMPARE(shown.table->currentIndex().row(), 2);
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

    void zonesAreNamed()
    {
        Shown shown;
        auto* zone = part<QComboBox>(shown.pane, "logZone");
        QCOMPARE(zone->itemText(0), QStringLiteral("UTC")); // rule: G8
        QVERIFY(!zone->itemText(1).isEmpty());
        const auto heading = [&] { return shown.table->model()->headerData(0, Qt::Horizontal).toString(); };
        QCOMPARE(heading(), QStringLiteral("Time UTC"));
        zone->setCurrentIndex(1);
        QCOMPARE(heading(), QStringLiteral("Time ") + zone->itemText(1));
    }

    void followingIsSaid()
    {
        Shown shown;
        std::string many;
        for (int i = 0; i < 300; ++i)
            many += "2026-01-30T18:04:11.000Z INFO line\n";
        shown.source.write("titan-brain", many);
        QTRY_COMPARE(shown.rows(), 300);
        auto* follow = part<QPushButton>(shown.pane, "logFollow");
        QCOMPARE(follow->text(), QStringLiteral("At the end"));
        QTest::keyClick(shown.table, Qt::Key_Home);
        QCOMPARE(follow->text(), QStringLiteral("To the end"));
        // What comes meanwhile is counted, as far as it is shown.
        const std::string stamp = "2026-01-30T18:04:11.000Z INFO ";
        shown.source.write("titan-brain", stamp + "fresh a\n" + stamp + "fresh b\n" + stamp + "fresh a\n");
        QTRY_COMPARE(follow->text(), QStringLiteral("To the end — 3 new lines"));
        QCOMPARE(follow->accessibleDescription(), follow->text());
        shown.type("logFilter", "fresh a");
        QTRY_COMPARE(follow->text(), QStringLiteral("To the end — 2 new lines"));
        shown.click("logShowAll");
        QTRY_COMPARE(shown.rows(), 303);
        QTRY_COMPARE(follow->text(), QStringLiteral("To the end — 3 new lines"));
        QVERIFY(!shown.table->following());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(shown.table->following());
        QCOMPARE(follow->text(), QStringLiteral("At the end"));
        QCOMPARE(shown.table->verticalScrollBar()->value(), shown.table->verticalScrollBar()->maximum());
    }

    // Of a file it is not said that lines are waited for, nor of an empty one that it was read.
    void theEndOfAFileIsSaid()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        QTRY_VERIFY(shown.text("logCount").contains(QStringLiteral("waiting for more")));
        Q_EMIT shown.source.ended();
        QTRY_VERIFY(shown.text("logCount").contains(QStringLiteral("read to the end")));
        QVERIFY(!shown.text("logCount").contains(QStringLiteral("waiting")));
        // It may still grow.
        shown.source.write("titan-execution", "2026-01-30T18:04:16Z  INFO more\n");
        QTRY_COMPARE(shown.rows(), 7);
    }

    // Lines that went are in the file still.
    void aWindowSaysHowToSeeWhatWent()
    {
        test::FakeLogSource source({qint64{64} * 1024, {16 * 1024, 256}});
        infra::LogSearch lines{nullptr, 1};
        infra::LogSearch places{nullptr, 1};
        app::LogViewController controller(source, lines, places);
        ui::LogWindow window(controller, {}, {QStringLiteral("/var/log/titan.log")});
        window.show();
        controller.start();
        std::string many;
        for (int i = 0; i < 10'000; ++i)
            many += "line " + std::to_string(i) + '\n';
        source.write("titan-brain", many);
        const auto* table = part<ui::LogTable>(window, "logTable");
        const auto front = [table] {
            return table->model()->index(0, static_cast<int>(models::LogColumn::Message)).data().toString();
        };
        QTRY_VERIFY2(front().contains(QStringLiteral("lines are missing")) &&
                         front().endsWith(QStringLiteral("raise memoryMb in preferences.ini and open it again")),
                     qPrintable(front()));
    }

    void anEmptyLogSaysSo()
    {
        Shown shown;
        QCOMPARE(shown.table->accessibleDescription(), QStringLiteral("No line has come yet."));
        Q_EMIT shown.source.ended();
        QCOMPARE(shown.table->accessibleDescription(), QStringLiteral("The log is empty: it has no line."));
        Q_EMIT shown.source.failed(
            {base::ErrorCode::NotFound, QStringLiteral("<b>gone</b>"), QStringLiteral("/x.log")});
        QVERIFY(shown.table->accessibleDescription().startsWith(QStringLiteral("Nothing could be read.")));
        QVERIFY(part<ui::Label>(shown.pane, "logProblem")->text().contains(QStringLiteral("/x.log"))); // rule: G7
    }
};

QTEST_MAIN(TestLogPane)
#include "tst_log_pane.moc"
