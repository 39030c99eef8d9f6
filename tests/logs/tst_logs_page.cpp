#include "fake_log_follow.h"
#include "fake_log_history.h"
#include "infra/search/log_search.h"
#include "support/test_case.h"
#include "ui/common/elided_label.h"
#include "ui/common/label.h"
#include "ui/logs/log_table.h"
#include "ui/logs/logs_page.h"
#include "ui/services/engine_bar.h"
#include "ui/widget_rig.h"
#include "ui/window/main_window.h"

#include <QPushButton>
#include <QTest>

using namespace ops;
using domain::EnginePhase;
using test::part;
using test::runningContainer;

namespace {

const base::Error noSocket{base::ErrorCode::Refused, QStringLiteral("Cannot connect to the Docker daemon"),
                           QStringLiteral("docker")};
const base::Error cut{base::ErrorCode::LinkDown, QStringLiteral("unexpected EOF"), QStringLiteral("docker")};

struct Logs : test::WidgetRig {
    Logs()
    {
        window.logFollow = &follow;
        window.logView = &view;
        window.logHistory = &history;
        QObject::connect(&older, &app::LogHistoryPort::frontChanged, &view, &app::LogViewController::takeFront);
    }
    test::FakeLogFollow port;
    infra::LogSearch lines{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    app::LogViewController view{port, lines, places};
    app::LogFollowController follow{clock, services, port};
    test::FakeLogHistory older;
    app::LogHistoryController history{follow, older};

    void run()
    {
        engine.show(
            {runningContainer(QStringLiteral("titan-brain")), runningContainer(QStringLiteral("titan-execution"))},
            clock.now());
        for (const app::LogContainer& container : std::as_const(port.containers))
            port.begin(container.id);
    }
};

struct Page : Logs {
    Page()
    {
        page.resize(1200, 700);
        page.show();
    }
    ui::LogsPage page{window};

    QString what() const { return part<ui::ElidedLabel>(page, "logWhat")->text(); }
    QString notice() const
    {
        auto* bar = part<ui::EngineBar>(page, "engineBar");
        return bar->isVisible() ? part<ui::Label>(*bar, "engineNotice")->text() : QString();
    }
    QString emptyText() const { return part<ui::LogTable>(page, "logTable")->emptyText(); }
    ui::LogTable* table() const { return part<ui::LogTable>(page, "logTable"); }
    // Without the one above all lines.
    int rows() const { return table()->model()->rowCount() - table()->lines()->gapRows(); }
    QString message(int row) const
    {
        return table()->model()->index(row, static_cast<int>(models::LogColumn::Message)).data().toString();
    }
    QPushButton* button() const { return part<QPushButton>(page, "logOlder"); }
};

} // namespace

class TestLogsPage final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G6
    void nothingIsReadBeforeItIsShown()
    {
        Logs logs;
        ui::LogsPage page(logs.window);
        logs.run();
        QVERIFY(logs.port.attaches.isEmpty());
        page.show();
        QCOMPARE(logs.port.attaches.size(), 2);
        page.hide();
        page.show();
        QCOMPARE(logs.port.attaches.size(), 2);
    }

    void allServicesByTime()
    {
        Page shown;
        shown.run();
        shown.port.write("titan-brain", "2026-01-30T18:04:11.000Z INFO ready\n");
        shown.port.write("titan-execution", "2026-01-30T18:04:12.000Z ERROR lost\n");
        QTRY_COMPARE(shown.rows(), 2);
        QCOMPARE(shown.what(), QStringLiteral("2 of 2 services followed"));
        QVERIFY(shown.notice().isEmpty());
    }

    void whoIsMissingIsSaid()
    {
        Page shown;
        shown.run();
        domain::Container stopped = runningContainer(QStringLiteral("titan-execution"));
        stopped.run = domain::ContainerRun::Exited;
        shown.engine.change(stopped, "die", shown.clock.now(), 0);
        shown.port.end(stopped.id, {});
        shown.port.end(QStringLiteral("titan-brain-id"), {cut, 0, {}});
        QVERIFY2(shown.what().startsWith(QStringLiteral("0 of 2 services followed · interrupted: titan-brain (")),
                 qPrintable(shown.what()));
        QVERIFY(shown.what().endsWith(QStringLiteral(" · stopped, read to the end: titan-execution")));
        QVERIFY(shown.what().contains(QStringLiteral("unexpected EOF")));
    }

    // An empty table says why it is empty.
    void emptyStatesSayWhy()
    {
        Page shown;
        QVERIFY2(shown.emptyText().contains(QStringLiteral("Asking")), qPrintable(shown.emptyText()));
        shown.engine.setPhase(EnginePhase::Gone, shown.clock.now(), noSocket);
        QVERIFY2(shown.emptyText().contains(QStringLiteral("does not answer")), qPrintable(shown.emptyText()));
        QVERIFY2(shown.notice().contains(QStringLiteral("cannot be reached")), qPrintable(shown.notice()));
        shown.engine.show({}, shown.clock.now());
        QVERIFY2(shown.emptyText().contains(QStringLiteral("no container")), qPrintable(shown.emptyText()));
        shown.run();
        QVERIFY2(shown.emptyText().contains(QStringLiteral("come yet from 2 services")), qPrintable(shown.emptyText()));
    }

    void noCommandHostIsSaid()
    {
        Logs logs;
        app::ServicesController nowhere(logs.context, {}, {}, logs.states);
        app::LogFollowController follow(logs.clock, nowhere, logs.port);
        logs.window.logFollow = &follow;
        ui::LogsPage page(logs.window);
        page.show();
        QVERIFY(part<ui::Label>(page, "engineNotice")->text().contains(QStringLiteral("names no command host")));
        QVERIFY(part<ui::LogTable>(page, "logTable")->emptyText().contains(QStringLiteral("no command host")));
    }

    // Scrolling up is what pauses; what comes meanwhile is there afterwards.
    void pausingLosesNothing()
    {
        Page shown;
        shown.run();
        auto* follow = part<QPushButton>(shown.page, "logFollow");
        for (int i = 0; i < 200; ++i)
            shown.port.write("titan-brain", "line " + std::to_string(i) + "\n");
        QTRY_COMPARE(shown.rows(), 200);
        QVERIFY(follow->isChecked());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(!follow->isChecked());
        for (int i = 0; i < 100; ++i)
            shown.port.write("titan-brain", "more " + std::to_string(i) + "\n");
        QTRY_COMPARE(shown.rows(), 300);
        QVERIFY(!follow->isChecked());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(follow->isChecked());
    }

    void haltsAndGapsAreRows()
    {
        Page shown;
        shown.run();
        domain::JournalRecord record;
        record.event = domain::JournalEvent::CommandSent;
        record.at = shown.clock.now();
        record.fields = {{QStringLiteral("kind"), QStringLiteral("HARD_HALT")},
                         {QStringLiteral("result"), QStringLiteral("SENT")}};
        shown.follow.note(record);
        shown.port.end(QStringLiteral("titan-brain-id"), {cut, 0, {shown.clock.now().utcMs}});
        shown.engine.remove(QStringLiteral("titan-brain-id"), shown.clock.now());
        QTRY_COMPARE(shown.rows(), 2);
        const int first = shown.table()->lines()->gapRows();
        QCOMPARE(shown.message(first), QStringLiteral("HARD_HALT SENT"));
        QVERIFY2(shown.message(first + 1).contains(QStringLiteral("Lines may be missing after")),
                 qPrintable(shown.message(first + 1)));
    }

    // Above all lines stands what is before them, and the button that loads it.
    void olderLinesOnDemand()
    {
        Page shown;
        shown.run();
        QTRY_VERIFY(!shown.button()->isVisible()); // there is nothing yet that they would be older than
        shown.port.write("titan-brain", "2026-01-30T18:04:11.000Z INFO ready\n");
        QTRY_VERIFY(shown.button()->isVisible());
        QCOMPARE(shown.button()->text(), QStringLiteral("Load older lines"));
        QVERIFY(shown.message(0).contains(QStringLiteral("not loaded")));
        QTest::mouseClick(shown.button(), Qt::LeftButton);
        QCOMPARE(shown.older.loads, 1);
        QCOMPARE(shown.button()->text(), QStringLiteral("Cancel"));
        shown.older.find(12, {1'769'792'648'113});
        QTRY_VERIFY2(shown.message(0).contains(QStringLiteral("12 so far, back to 17:04:08.113 UTC")),
                     qPrintable(shown.message(0)));
        QTest::mouseClick(shown.button(), Qt::LeftButton);
        QCOMPARE(shown.older.cancels, 1);
        QCOMPARE(shown.button()->text(), QStringLiteral("Load older lines"));
    }

    void olderLinesByTheKeyboard()
    {
        Page shown;
        shown.page.activateWindow();
        shown.run();
        shown.port.write("titan-brain", "2026-01-30T18:04:11.000Z INFO ready\n");
        QTRY_VERIFY(shown.button()->isVisible());
        shown.table()->setFocus();
        QTRY_VERIFY(shown.table()->hasFocus());
        QTest::keyClick(shown.table(), Qt::Key_O);
        QCOMPARE(shown.older.loads, 1);
        QVERIFY(!shown.table()->following()); // to read what comes
        shown.older.end(1, true);
        QTest::keyClick(shown.table(), Qt::Key_Home);
        QTest::keyClick(shown.table(), Qt::Key_Return); // on the row itself
        QCOMPARE(shown.older.loads, 2);
        shown.older.end(1, true);
        QTest::keyClick(shown.table(), Qt::Key_Tab);
        QTRY_VERIFY(shown.button()->hasFocus());
        QTest::keyClick(shown.button(), Qt::Key_Space);
        QCOMPARE(shown.older.loads, 3);
        // At the beginning there is nothing more to press, and the keyboard is where it was.
        shown.older.end(0, false);
        QTRY_VERIFY(!shown.button()->isVisible());
        QCOMPARE(shown.message(0), QStringLiteral("The container engine has no older lines"));
        QVERIFY(shown.table()->hasFocus());
        QTest::keyClick(shown.table(), Qt::Key_O);
        QCOMPARE(shown.older.loads, 3);
        QTest::keyClick(shown.table(), Qt::Key_F);
        QCOMPARE(shown.older.letsGo, 1); // nobody reads them any more
    }

    void olderLinesSinceAMoment()
    {
        Page shown;
        shown.run();
        shown.port.write("titan-brain", "2026-01-30T18:04:11.000Z INFO ready\n");
        QTRY_VERIFY(shown.button()->isVisible());
        auto* hour = shown.page.findChild<QAction*>(QStringLiteral("logOlder.60"));
        QVERIFY(hour != nullptr);
        hour->trigger();
        QCOMPARE(shown.older.loads, 1);
        QVERIFY(!shown.table()->following());
        app::LogHistoryEnd end;
        end.rows = 4;
        end.anyLeft = true;
        end.from = {shown.clock.now().utcMs - 59 * 60'000};
        shown.older.end(end);
        QCOMPARE(shown.older.loads, 2); // an hour is not reached yet
        end.from = {shown.clock.now().utcMs - 60 * 60'000};
        shown.older.end(end);
        QCOMPARE(shown.older.loads, 2);
        QTRY_COMPARE(shown.button()->text(), QStringLiteral("Load older lines"));
    }

    void whatCannotBeLoadedIsSaid()
    {
        Page shown;
        shown.run();
        shown.port.write("titan-brain", "2026-01-30T18:04:11.000Z INFO ready\n");
        QTRY_VERIFY(shown.button()->isVisible());
        QTest::mouseClick(shown.button(), Qt::LeftButton);
        app::LogHistoryEnd end;
        end.anyLeft = true;
        end.problems = {{base::ErrorCode::TimedOut, QStringLiteral("60 s"), QStringLiteral("titan-brain@titan-1")}};
        shown.older.end(end);
        QTRY_COMPARE(shown.button()->text(), QStringLiteral("Try again"));
        QCOMPARE(shown.message(0), QStringLiteral("Older lines could not be loaded. titan-brain@titan-1: There was no "
                                                  "answer in time. 60 s"));
        QTest::mouseClick(shown.button(), Qt::LeftButton);
        end.rows = 3;
        end.problems = {{base::ErrorCode::NotFound, QStringLiteral("No such container"), QStringLiteral("titan-nats")}};
        shown.older.end(end);
        QTRY_COMPARE(shown.message(0),
                     QStringLiteral("Older lines are with the container engine, not loaded. Left out: "
                                    "titan-nats: its container is gone, and its log with it"));
        QTest::mouseClick(shown.button(), Qt::LeftButton);
        end.rows = 0;
        end.problems.clear();
        end.failure = base::Error{base::ErrorCode::Busy, QStringLiteral("x"), {}};
        shown.older.end(end);
        QTRY_COMPARE(shown.message(0),
                     QStringLiteral("Older lines could not be loaded. Newer lines took their room while they were "
                                    "loaded: follow fewer services, or raise memoryMb in preferences.ini."));
    }

    // What was on the screen stays there when older lines come above it.
    void olderLinesComeAboveWhatIsShown()
    {
        Page shown;
        shown.run();
        std::string lines;
        for (int i = 0; i < 300; ++i)
            lines += "line " + std::to_string(i) + '\n';
        shown.port.write("titan-brain", lines);
        QTRY_COMPARE(shown.rows(), 300);
        shown.table()->setFocus();
        QTest::keyClick(shown.table(), Qt::Key_O);
        QCOMPARE(shown.table()->firstVisibleRow(), 0);
        std::string before;
        for (int i = 0; i < 200; ++i)
            before += "older " + std::to_string(i) + '\n';
        const domain::LogSeq unmoved = shown.port.writeInFront("titan-brain", before);
        Q_EMIT shown.older.frontChanged(unmoved);
        shown.older.end(200, false);
        QTRY_COMPARE(shown.rows(), 500);
        QTRY_COMPARE(shown.table()->firstVisibleRow(), 200);
        QCOMPARE(shown.message(200), QStringLiteral("older 199"));
        QCOMPARE(shown.message(201), QStringLiteral("line 0"));
        QCOMPARE(shown.message(1), QStringLiteral("older 0"));
    }

    void theWindowHasThePage()
    {
        Logs logs;
        ui::MainWindow window(logs.window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(window.pageId(), QStringLiteral("logs"));
        QTRY_VERIFY(logs.follow.started());
    }
};

QTEST_MAIN(TestLogsPage)
#include "tst_logs_page.moc"
