#include "support/test_case.h"
#include "ui/common/data_table.h"
#include "ui/common/state_badge.h"
#include "ui/overview/overview_page.h"
#include "ui/widget_rig.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::SendVerdict;
using domain::TradingState;

class TestOverviewPage final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        explicit Shown(const domain::Runbook& runbook = test::rigRunbook())
            : rig(runbook)
        {
            page.resize(1200, 800);
            page.show();
            page.activateWindow();
        }
        QString text(const char* name) const { return test::part<QLabel>(page, name)->text(); }
        const ui::DataTable* table(const char* name) const { return test::part<ui::DataTable>(page, name); }
        // A row of a table as one text, " | " between its cells.
        QString row(const char* name, int number) const
        {
            const QAbstractItemModel* model = table(name)->model();
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells << model->index(number, column).data().toString();
            return cells.join(QStringLiteral(" | "));
        }
        int rows(const char* name) const { return table(name)->model()->rowCount(); }

        test::WidgetRig rig;
        ui::OverviewPage page{rig.window};
    };

private Q_SLOTS:
    void theStateAndWhatItRestsOn()
    {
        Shown shown;
        auto* badge = test::part<ui::StateBadge>(shown.page, "overview.state");
        QCOMPARE(badge->state(), TradingState::Unknown);
        QVERIFY(shown.text("overview.sentence").contains(QStringLiteral("titan-brain, titan-execution")));
        QCOMPARE(shown.row("serviceTable", 0), QStringLiteral("titan-brain | must obey | UNKNOWN | not heard yet | –"));
        shown.rig.bothSay(TradingState::SoftHalt);
        test::drawNews(shown.page);
        QCOMPARE(badge->state(), TradingState::SoftHalt);
        QCOMPARE(shown.row("serviceTable", 1),
                 QStringLiteral("titan-execution | must obey | SOFT_HALT | titan.evt.system.heartbeat | now"));
        shown.rig.clock.advance(42s);
        shown.page.refresh();
        QVERIFY(badge->isStale());
        QVERIFY(shown.row("serviceTable", 1).endsWith(QStringLiteral("last known 42 s ago"))); // rule: G9
        shown.rig.heartbeat("titan-phase9", TradingState::SoftHalt);
        QCOMPARE(shown.rows("serviceTable"), 3);
        QVERIFY(shown.row("serviceTable", 2).startsWith(QStringLiteral("titan-phase9 | seen | ")));
    }

    void tablesKeepTheirRules()
    {
        Shown shown;
        QList<QAbstractItemModelTester*> testers;
        for (const char* name : {"serviceTable", "listenerTable", "commandTable"})
            testers << new QAbstractItemModelTester(shown.table(name)->model(),
                                                    QAbstractItemModelTester::FailureReportingMode::Fatal, &shown.page);
        shown.rig.linksUp();
        for (int i = 0; i < 5; ++i) {
            shown.rig.listen(i % 2 == 0 ? QStringList{QStringLiteral("titan-brain")} : QStringList());
            shown.rig.bothSay(i % 2 == 0 ? TradingState::HardHalt : TradingState::Open);
            shown.rig.commands.requestStop(domain::CommandKind::HardHalt, QStringLiteral("why"));
            shown.rig.link.finish(SendVerdict::Sent, shown.rig.clock.now());
            shown.rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), R"({"state":"OPEN"})",
                                     shown.rig.clock.now());
            shown.rig.pass(1s);
            shown.page.refresh();
        }
        QCOMPARE(testers.size(), 3);
        QCOMPARE(shown.rows("commandTable"), 10);
    }

    // rule: H8
    void whatAHaltLeavesOpen()
    {
        Shown shown;
        QCOMPARE(shown.text("overview.exposure"),
                 QStringLiteral("A halt does not close positions or cancel working orders. Open positions and working "
                                "orders: unknown, nothing here reports them."));
        shown.rig.telemetry.hear(QStringLiteral("titan.data.dashboard.update.v1"),
                                 R"({"positionsSummary":{"count":3}})", shown.rig.clock.now());
        shown.page.refresh();
        const QString known = shown.text("overview.exposure");
        QVERIFY2(known.contains(QStringLiteral("3 position")), qPrintable(known));
        QVERIFY2(known.contains(QStringLiteral("an unknown number of working orders")), qPrintable(known));
    }

    void whoListens()
    {
        Shown shown;
        QVERIFY(
            shown.table("listenerTable")->accessibleDescription().startsWith(QStringLiteral("Who listens is unknown")));
        shown.rig.listen({QStringLiteral("titan-brain"), QStringLiteral("titan-execution")});
        QCOMPARE(shown.rows("listenerTable"), 2);
        QCOMPARE(shown.row("listenerTable", 0), QStringLiteral("titan-brain | cid 12 | titan.cmd.sys.halt | –"));
        QCOMPARE(shown.text("listenerNote"), QStringLiteral("now"));
        shown.rig.clock.advance(10s);
        shown.rig.probe.fail({base::ErrorCode::Refused, {}, {}});
        QCOMPARE(shown.rows("listenerTable"), 2);
        QCOMPARE(shown.text("listenerNote"), QStringLiteral("last known 10 s ago")); // rule: G9
        shown.rig.listen({});
        QCOMPARE(shown.rows("listenerTable"), 0);
        QVERIFY(shown.table("listenerTable")->accessibleDescription().startsWith(QStringLiteral("NOBODY listens")));
    }

    // rule: R5
    void whoHaltedWhenAndWhy()
    {
        Shown shown;
        QVERIFY(shown.text("overview.lastHalt").startsWith(QStringLiteral("No halt has been seen")));
        shown.rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"),
                                 R"({"state":"HARD_HALT","reason":"fund <b>loss</b>","operator":"ana"})",
                                 shown.rig.clock.now());
        QVERIFY(shown.text("overview.lastHalt")
                    .startsWith(QStringLiteral("HARD_HALT by ana, as claimed\n17:04:08.113 "
                                               "UTC")));
        QVERIFY(shown.text("overview.lastReason").contains(QStringLiteral("fund <b>loss</b>")));
        QCOMPARE(test::part<QLabel>(shown.page, "overview.lastReason")->textFormat(), Qt::PlainText); // rule: G7
    }

    void ourCommandsAndOthersInOneTable()
    {
        Shown shown;
        shown.rig.linksUp();
        const QString id =
            shown.rig.commands.requestStop(domain::CommandKind::HardHalt, QStringLiteral("why")).shortText();
        shown.rig.link.finish(SendVerdict::Sent, shown.rig.clock.now());
        shown.rig.bothReply(TradingState::HardHalt);
        QCOMPARE(shown.row("commandTable", 0),
                 QStringLiteral("17:04:08.113 | HARD_HALT %1 | desk-1@fra | why | APPLIED | APPLIED 2 of 2").arg(id));
        shown.rig.clock.advance(1s);
        shown.rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), R"({"reason":"r","operator":"ana"})",
                                 shown.rig.clock.now());
        QCOMPARE(shown.rows("commandTable"), 2);
        const QString foreign = shown.row("commandTable", 0);
        QVERIFY2(foreign.contains(QStringLiteral("ana")), qPrintable(foreign));
        QVERIFY2(foreign.contains(QStringLiteral("| SEEN |")), qPrintable(foreign));
        QVERIFY2(foreign.contains(QStringLiteral("which older services take for OPEN")), qPrintable(foreign));
        // Our own echo is not somebody else's command.
        shown.rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), shown.rig.link.sent.last().payload,
                                 shown.rig.clock.now());
        QCOMPARE(shown.rows("commandTable"), 2);
    }

    void whatWasSeenBeforeThePageWasBuiltIsThere()
    {
        test::WidgetRig rig;
        rig.telemetry.answerStored(
            {QStringLiteral("titan.cmd.sys.halt"), R"({"state":"HARD_HALT","operator":"ana"})", 7, 1'769'700'000'000});
        ui::OverviewPage page(rig.window);
        const auto* table = test::part<ui::DataTable>(page, "commandTable");
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 4).data().toString(), QStringLiteral("STORED"));
        QVERIFY(test::part<QLabel>(page, "overview.lastHalt")
                    ->text()
                    .contains(QStringLiteral("2026-01-29T15:20:00.000 UTC, read back from a stream")));
        QCOMPARE(test::part<ui::StateBadge>(page, "overview.state")->state(), TradingState::Unknown); // rule: H7
    }

    // rule: R1, H11
    void itsButtonsAskForDialogsAndSendNothing()
    {
        Shown shown;
        const QSignalSpy soft(&shown.page, &ui::OverviewPage::softHaltRequested);
        const QSignalSpy resume(&shown.page, &ui::OverviewPage::resumeRequested);
        QTest::mouseClick(test::part<QPushButton>(shown.page, "softHaltButton"), Qt::LeftButton);
        QCOMPARE(soft.count(), 1);
        QTest::mouseClick(test::part<QPushButton>(shown.page, "resumeButton"), Qt::LeftButton);
        QCOMPARE(resume.count(), 1);
        QVERIFY(shown.rig.link.log.isEmpty());
        QVERIFY(shown.rig.journal.records.isEmpty());
    }

    // rule: G3
    void aPasswordThatIsNotKeptIsSaidPlainly()
    {
        Shown shown;
        QVERIFY(!test::part<QLabel>(shown.page, "overview.password")->isVisible());
        shown.rig.credentials.start();
        shown.rig.secrets.breakDown(QStringLiteral("titan-prod"),
                                    {base::ErrorCode::Unavailable, QStringLiteral("no secret service"), {}});
        shown.rig.credentials.provide(QStringLiteral("hunter2"), false);
        QVERIFY(test::part<QLabel>(shown.page, "overview.password")->isVisible());
        const QString said = shown.text("overview.password");
        QVERIFY2(said.startsWith(QStringLiteral("The password is kept in this session's memory only.")),
                 qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("no secret service")), qPrintable(said));
        QVERIFY(!said.contains(QStringLiteral("hunter2")));
    }

    void aRunbookWithoutProofSaysSo()
    {
        domain::Runbook book = test::rigRunbook();
        for (domain::RunbookService& service : book.services)
            service.provesHalt = false;
        book.stateProbes.clear();
        Shown shown(book);
        QCOMPARE(shown.rows("serviceTable"), 0);
        QVERIFY(shown.table("serviceTable")
                    ->accessibleDescription()
                    .startsWith(QStringLiteral("This runbook names no service that proves its state")));
        QCOMPARE(shown.text("overview.sentence"), QStringLiteral("No service has said what state it is in."));
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overview_page.moc"
