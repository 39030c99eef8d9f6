#include "log_pane_rig.h"
#include "ui/logs/log_filter_bar.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QScrollBar>

using namespace ops;
using test::brain;
using test::part;
using test::Shown;

namespace {

// One line each.
std::string linesOfServices(int count)
{
    std::string lines;
    for (int i = 0; i < count; ++i)
        lines += "{\"level\":50,\"service\":\"svc" + std::to_string(i) + "\",\"msg\":\"m\"}\n";
    return lines;
}

QList<QAction*> ticksOf(const QPushButton* services)
{
    return qobject_cast<ui::LogTickMenu*>(services->menu())->ticks();
}

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
        QTRY_VERIFY2(shown.text("logCount").startsWith(QStringLiteral("8 of 8 lines shown, 2 of them folded away")),
                     qPrintable(shown.text("logCount")));
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
        // The field that is to blame says so, to everybody.
        QVERIFY(!part<QLineEdit>(shown.pane, "logFilter")->accessibleDescription().isEmpty());
        QVERIFY(part<QLineEdit>(shown.pane, "logExclude")->accessibleDescription().isEmpty());
        shown.type("logFilter", "feed");
        QTRY_VERIFY(!problem->isVisible());
        shown.click("logExclude.regex");
        shown.type("logExclude", "[");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(part<QLineEdit>(shown.pane, "logFilter")->accessibleDescription().isEmpty());
        QVERIFY(!part<QLineEdit>(shown.pane, "logExclude")->accessibleDescription().isEmpty());
    }

    void servicesAreChosen()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 6);
        auto* services = part<QPushButton>(shown.pane, "logServices");
        QVERIFY(services->isVisible());
        QCOMPARE(services->text(), QStringLiteral("2 services"));
        const QList<QAction*> actions = ticksOf(services);
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

    // Lines of which nobody knows whose they are can be chosen apart from those of the services.
    void linesWithoutAServiceAreChosen()
    {
        Shown shown;
        shown.source.write("titan-brain", brain);
        QTRY_COMPARE(shown.rows(), 4);
        auto* services = part<QPushButton>(shown.pane, "logServices");
        QVERIFY(!services->isVisible());
        shown.source.write({}, "it is not said whose this is\nnor this\n");
        QTRY_COMPARE(shown.rows(), 6);
        QVERIFY(services->isVisible());
        QCOMPARE(services->text(), QStringLiteral("1 services + no service"));
        shown.source.write("titan-execution", test::engine); // a service that comes later
        QTRY_COMPARE(shown.rows(), 8);
        const QList<QAction*> actions = ticksOf(services);
        QCOMPARE(actions.size(), 3);
        QCOMPARE(actions.at(1)->text(), QStringLiteral("titan-execution"));
        QCOMPARE(actions.last()->text(), QStringLiteral("Lines without a service"));
        actions.last()->trigger();
        QTRY_COMPARE(shown.rows(), 6);
        QCOMPARE(services->text(), QStringLiteral("2 services"));
        actions.last()->trigger();
        actions.at(0)->trigger();
        actions.at(1)->trigger();
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(shown.message(1), QStringLiteral("nor this"));
        QCOMPARE(services->text(), QStringLiteral("0 of 2 services + no service"));
        shown.click("logShowAll");
        QTRY_COMPARE(shown.rows(), 8);
    }

    // The menu is opened once, whatever is chosen in it, with the mouse or without.
    void manyServicesAreChosenAtOnce()
    {
        Shown shown;
        shown.source.write({}, linesOfServices(4));
        QTRY_COMPARE(shown.rows(), 4);
        auto* services = part<QPushButton>(shown.pane, "logServices");
        QMenu* menu = services->menu();
        const QList<QAction*> ticks = ticksOf(services);
        QCOMPARE(ticks.size(), 4);
        menu->popup(services->mapToGlobal(QPoint(0, services->height())));
        const auto click = [menu](QAction* action, Qt::KeyboardModifiers modifiers = {}) {
            QTest::mouseClick(menu, Qt::LeftButton, modifiers, menu->actionGeometry(action).center());
        };
        click(ticks[0]);
        click(ticks[2]);
        QTRY_COMPARE(shown.rows(), 2);
        QVERIFY(menu->isVisible());
        click(ticks[3], Qt::ControlModifier);
        QTRY_COMPARE(shown.rows(), 1);
        QCOMPARE(services->text(), QStringLiteral("1 of 4 services"));
        QVERIFY(menu->isVisible());
        // By keys alone.
        menu->setActiveAction(menu->findChild<QAction*>(QStringLiteral("logTickNone")));
        QTest::keyClick(menu, Qt::Key_Space);
        QTRY_COMPARE(shown.rows(), 4); // none would be nothing at all
        QVERIFY(!ticks[3]->isChecked());
        menu->setActiveAction(ticks[1]);
        QTest::keyClick(menu, Qt::Key_Space);
        QTRY_COMPARE(shown.rows(), 1);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Space);
        QTRY_COMPARE(shown.rows(), 2);
        QVERIFY(ticks[1]->isChecked() && ticks[2]->isChecked());
        QTest::keyClick(menu, Qt::Key_Space, Qt::ControlModifier);
        QTRY_COMPARE(shown.rows(), 1);
        menu->setActiveAction(menu->findChild<QAction*>(QStringLiteral("logTickAll")));
        QTest::keyClick(menu, Qt::Key_Space);
        QTRY_COMPARE(shown.rows(), 4);
        QVERIFY(menu->isVisible());
        menu->setActiveAction(menu->findChild<QAction*>(QStringLiteral("logTickNone")));
        QTest::keyClick(menu, Qt::Key_Space);
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(!menu->isVisible());
        QVERIFY(ticks[0]->isChecked() && ticks[3]->isChecked()); // as the lines say
        // Return ticks the last one.
        menu->popup(services->mapToGlobal(QPoint(0, services->height())));
        menu->setActiveAction(menu->findChild<QAction*>(QStringLiteral("logTickNone")));
        QTest::keyClick(menu, Qt::Key_Space);
        menu->setActiveAction(ticks[2]);
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(!menu->isVisible());
        QTRY_COMPARE(shown.rows(), 1);
        QCOMPARE(services->text(), QStringLiteral("1 of 4 services"));
    }

    // The number of the last one does not fit a byte.
    void aServiceOfHundredsIsChosen()
    {
        constexpr int count = 300;
        Shown shown;
        shown.source.write({}, linesOfServices(count));
        QTRY_COMPARE(shown.rows(), count);
        const QList<QAction*> actions = ticksOf(part<QPushButton>(shown.pane, "logServices"));
        const auto last = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("svc%1").arg(count - 1);
        });
        QVERIFY(last != actions.end());
        (*last)->trigger();
        QTRY_COMPARE(shown.rows(), count - 1);
        QVERIFY(!shown.text("logCount").contains(QStringLiteral("told apart")));
    }

    void moreServicesThanAreToldApartAreSaid()
    {
        constexpr int count = domain::maxLogServices + 1;
        Shown shown;
        shown.source.write({}, linesOfServices(count));
        QTRY_COMPARE(shown.rows(), count);
        QVERIFY(shown.text("logCount").contains(QStringLiteral("told apart")));
    }

    void aContainersFileIsUnwrapped()
    {
        Shown shown;
        shown.source.write(
            {}, "{\"log\":\"TypeError: \\\"x\\\"\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-30T18:04:11Z\"}"
                "\n"
                "{\"log\":\"    at \\\"y\\\"\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-30T18:04:12Z\"}"
                "\n");
        QTRY_COMPARE(shown.rows(), 1);
        QCOMPARE(shown.message(0), QStringLiteral("TypeError: \"x\""));
        auto* lines = qobject_cast<models::LogFilterModel*>(shown.table->model());
        QVERIFY(lines != nullptr);
        lines->setOpen(*lines->seqAt(0), true);
        QCOMPARE(shown.message(1), QStringLiteral("    at \"y\""));
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
        QVERIFY2(head.startsWith(QStringLiteral("2026-01-30 18:04:13.000 UTC · ERROR · titan-brain · ")),
                 qPrintable(head));                                           // rule: G8
        QVERIFY2(!head.contains(QStringLiteral("stdout")), qPrintable(head)); // a file does not say
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
