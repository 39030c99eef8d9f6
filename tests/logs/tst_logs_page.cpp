#include "fake_log_follow.h"
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
    }
    test::FakeLogFollow port;
    infra::LogSearch lines{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    app::LogViewController view{port, lines, places};
    app::LogFollowController follow{clock, services, port};

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
    int rows() const { return part<ui::LogTable>(page, "logTable")->model()->rowCount(); }
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
        const auto* model = part<ui::LogTable>(shown.page, "logTable")->model();
        const auto message = [model](int row) {
            return model->index(row, static_cast<int>(models::LogColumn::Message)).data().toString();
        };
        QCOMPARE(message(0), QStringLiteral("HARD_HALT SENT"));
        QVERIFY2(message(1).contains(QStringLiteral("removed before its log could be read")), qPrintable(message(1)));
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
