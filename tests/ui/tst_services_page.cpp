#include "support/test_case.h"
#include "ui/common/copy_field.h"
#include "ui/common/data_table.h"
#include "ui/common/label.h"
#include "ui/services/service_text.h"
#include "ui/services/services_page.h"
#include "ui/widget_rig.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::ContainerRun;
using domain::EnginePhase;
using models::ServiceColumn;
using test::runningContainer;

class TestServicesPage final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        ui::ServicesPage page{rig.window};
        ui::DataTable* table = test::part<ui::DataTable>(page, "servicesTable");

        explicit Shown(bool running = true)
        {
            rig.linksUp();
            if (running)
                rig.engine.show({brain(), execution(), grafana()}, rig.clock.now());
            page.resize(1340, 760);
            page.show();
            page.activateWindow();
        }
        static domain::Container brain() { return runningContainer(QStringLiteral("titan-brain")); }
        static domain::Container execution() { return runningContainer(QStringLiteral("titan-execution")); }
        static domain::Container grafana() { return runningContainer(QStringLiteral("grafana")); }
        QModelIndex cell(int row, ServiceColumn column) const
        {
            return table->model()->index(row, static_cast<int>(column));
        }
        QString text(int row, ServiceColumn column) const { return cell(row, column).data().toString(); }
        void choose(int row) const
        {
            const QRect rect = table->visualRect(table->model()->index(row, 0));
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, rect.center());
        }
        QString label(const char* name) const { return test::part<ui::Label>(page, name)->text(); }
        bool isThere(const char* name) const { return test::part(page, name)->isVisibleTo(&page); }
        QStringList notices() const
        {
            QStringList texts;
            for (const ui::Label* notice : page.findChildren<ui::Label*>(QStringLiteral("engineNotice")))
                if (notice->isVisibleTo(&page))
                    texts << notice->text();
            return texts;
        }
    };

private Q_SLOTS:
    void whatRunsIsShown()
    {
        Shown shown;
        QCOMPARE(shown.table->model()->rowCount(), 3);
        QCOMPARE(shown.text(0, ServiceColumn::Service), QStringLiteral("titan-brain"));
        QCOMPARE(shown.text(0, ServiceColumn::State), QStringLiteral("running"));
        QCOMPARE(shown.text(0, ServiceColumn::Healthcheck), QStringLiteral("healthy"));
        QCOMPARE(shown.text(0, ServiceColumn::Image), QStringLiteral("v1.2.3  9f31c0a"));
        QCOMPARE(shown.text(0, ServiceColumn::Trading), QStringLiteral("UNKNOWN"));
        QCOMPARE(shown.text(2, ServiceColumn::Role), QStringLiteral("not in runbook"));
        QVERIFY(shown.label("servicesCount").startsWith(QStringLiteral("2 of 2 services found · 1 more container")));
        QVERIFY(!shown.isThere("engineBar"));
    }

    // rule: G9
    void theAgeStandsBesideTheLevelsInTheSmallestWindow()
    {
        Shown shown;
        shown.page.resize(1080, 640); // what a window of 1280 x 800 leaves
        const QRect age = shown.table->visualRect(shown.cell(0, ServiceColumn::Age));
        const QRect trading = shown.table->visualRect(shown.cell(0, ServiceColumn::Trading));
        QCOMPARE(age.left(), trading.right() + 1);
        QVERIFY2(shown.table->viewport()->rect().contains(age), qPrintable(QString::number(age.right())));
        shown.rig.clock.advance(59min);
        shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
        shown.page.refresh();
        const QString longest = shown.text(0, ServiceColumn::Age);
        QVERIFY(QFontMetrics(ui::typeFont(ui::Type::Body)).horizontalAdvance(longest) <= age.width() - 16);
    }

    // rule: G9, G5
    void aLostEngineIsSaidPlainly_data()
    {
        QTest::addColumn<EnginePhase>("phase");
        QTest::addColumn<QString>("said");
        QTest::newRow("gone") << EnginePhase::Gone << QStringLiteral("cannot be reached since");
        QTest::newRow("frozen") << EnginePhase::Frozen << QStringLiteral("does not answer since");
        QTest::newRow("it or the way to it is frozen")
            << EnginePhase::Silent << QStringLiteral("the host or the connection to it");
    }
    void aLostEngineIsSaidPlainly()
    {
        QFETCH(EnginePhase, phase);
        QFETCH(QString, said);
        Shown shown;
        shown.rig.clock.advance(42s);
        shown.rig.engine.setPhase(phase, shown.rig.clock.now(),
                                  base::Error{base::ErrorCode::Refused, QStringLiteral("no <b>socket</b>"), {}});
        shown.page.refresh();
        QCOMPARE(shown.notices().size(), 1);
        QVERIFY2(shown.notices().constFirst().contains(said), qPrintable(shown.notices().constFirst()));
        QVERIFY(shown.notices().constFirst().contains(QLatin1String("last known, from 42 s ago")));
        QVERIFY(shown.notices().constFirst().contains(QLatin1String("<b>"))); // data stays data
        QVERIFY(shown.cell(0, ServiceColumn::State).data(models::ServiceModel::StaleRole).toBool());
        QCOMPARE(shown.text(0, ServiceColumn::Age), QStringLiteral("last known 42 s ago"));
        QCOMPARE(shown.table->model()->rowCount(), 3); // nothing vanishes
    }

    // A click that was meant for one of them does not land on another.
    void newsMoveNothingUnderAHand()
    {
        Shown shown;
        shown.choose(0);
        const auto places = [&shown] {
            QCoreApplication::sendPostedEvents();
            QList<QPoint> all{shown.table->viewport()->mapTo(
                &shown.page, shown.table->visualRect(shown.cell(2, ServiceColumn::Service)).center())};
            for (const char* name : {"SERVICE_START", "SERVICE_STOP", "SERVICE_RESTART", "servicesAttention"})
                all << test::part(shown.page, name)->mapTo(&shown.page, QPoint());
            return all;
        };
        for (const QSize size : {QSize(1340, 760), QSize(872, 500)}) {
            shown.page.resize(size);
            const QList<QPoint> before = places();
            shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
            QVERIFY(test::part(shown.page, "engineNotice")->isVisible());
            QCOMPARE(places(), before);
            shown.rig.engine.reattach(shown.rig.clock.now());
            QVERIFY(test::part(shown.page, "engineNotice")->isVisible());
            QCOMPARE(places(), before);
            shown.rig.clock.advance(3min);
            shown.page.refresh();
            QVERIFY(!test::part(shown.page, "engineBar")->isVisible());
            QCOMPARE(places(), before);
        }
    }

    void aReturnIsSaidForAWhile()
    {
        Shown shown;
        shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
        shown.rig.engine.reattach(shown.rig.clock.now());
        QVERIFY(shown.notices().constFirst().contains(QLatin1String("followed again since")));
        shown.rig.clock.advance(3min);
        shown.page.refresh();
        QVERIFY(shown.notices().isEmpty());
    }

    // rule: G4
    void playedContainersAreNeverShownAsReal()
    {
        Shown shown(false);
        shown.rig.engine.show({Shown::brain()}, shown.rig.clock.now());
        QVERIFY(shown.notices().isEmpty());
        shown.rig.engine.version = QStringLiteral("28.0.0-simulated");
        shown.rig.engine.show({Shown::brain()}, shown.rig.clock.now());
        QCOMPARE(shown.notices(),
                 QStringList{QStringLiteral("SIMULATED: the containers of host titan-host-1 are played by titan-sim. "
                                            "None of them is real.")});
        // Nor while their engine is lost: that is said first.
        shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
        QCOMPARE(shown.notices().size(), 2);
        QVERIFY(shown.notices().constFirst().contains(QLatin1String("cannot be reached")));
        QVERIFY(shown.notices().constLast().startsWith(QLatin1String("SIMULATED")));
    }

    void withoutACommandHostThePageSaysWhy()
    {
        test::ConsoleRig rig;
        app::ServicesController services(rig.context, {}, {}, rig.states);
        app::ServiceActController acts(rig.context, services, rig.states, rig.journal);
        const ui::WindowContext context{rig.context,     rig.links,   rig.states, rig.commands, rig.alarms, rig.guard,
                                        rig.credentials, rig.journal, rig.hosts,  rig.health,   services,   acts};
        ui::ServicesPage page(context);
        page.show();
        QVERIFY(test::part<ui::Label>(page, "engineNotice")->text().contains(QLatin1String("names no command host")));
    }

    void whatIsMissingIsNamed()
    {
        Shown shown(false);
        domain::Container other = runningContainer(QStringLiteral("titan-brian"));
        shown.rig.engine.show({Shown::execution(), other}, shown.rig.clock.now());
        QCOMPARE(shown.text(0, ServiceColumn::State), QStringLiteral("MISSING"));
        shown.choose(0);
        QVERIFY(shown.label("serviceTroubles").contains(QLatin1String("The nearest real name is titan-brian.")));
        QVERIFY(!test::part<QPushButton>(shown.page, "SERVICE_START")->isEnabled());
        QCOMPARE(shown.label("serviceActWhy"), QStringLiteral("There is no container to act on."));
    }

    // rule: H6
    void whatTheEngineCannotTellOfIsNotCalledMissing()
    {
        Shown shown(false);
        domain::Container stuck = Shown::brain();
        stuck.run = ContainerRun::Unknown;
        stuck.unreadable = QStringLiteral("RWLayer <b>is</b> nil");
        shown.rig.engine.show({stuck, Shown::execution()}, shown.rig.clock.now());
        QCOMPARE(shown.text(0, ServiceColumn::State), QStringLiteral("unknown"));
        shown.choose(0);
        QCOMPARE(shown.label("serviceTroubles"),
                 QStringLiteral("The engine lists it and cannot tell how it does: RWLayer <b>is</b> nil"));
        QVERIFY(test::part<QPushButton>(shown.page, "SERVICE_STOP")->isEnabled());
    }

    void aRestartLoopIsNamedWithItsLastLines()
    {
        Shown shown;
        domain::Container down = Shown::brain();
        down.run = ContainerRun::Restarting;
        for (int i = 0; i < 4; ++i) {
            shown.rig.clock.advance(5s);
            shown.rig.engine.change(down, "die", shown.rig.clock.now(), 1);
        }
        QCOMPARE(shown.rig.engine.tails.size(), 4); // asked for before anybody looks, each time
        shown.rig.engine.tails.remove(0, 3);        // the newest is the one that counts
        shown.rig.engine.answerTail("starting\nTypeError: cannot read \"columns\" of undefined\n");
        const QString tip = shown.cell(0, ServiceColumn::Service).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QLatin1String("ended by itself 4 times in 15 s, last with exit code 1")),
                 qPrintable(tip));
        QVERIFY(tip.contains(QLatin1String("TypeError")));
        // Between two crashes it runs, and its row is no calmer for that.
        domain::Container up = down;
        up.run = ContainerRun::Running;
        shown.rig.engine.change(up, "start", shown.rig.clock.now());
        QCOMPARE(shown.text(0, ServiceColumn::State), QStringLiteral("loop: running"));
        const QVariant grade = shown.cell(0, ServiceColumn::State).data(models::ServiceModel::GradeRole);
        QCOMPARE(grade.toInt(), static_cast<int>(domain::LevelGrade::Failed));
    }

    // Each fall has lines of its own, and a log that could not be read is read again.
    void whyItFellIsReadForEachFall()
    {
        Shown shown;
        const auto tip = [&shown] { return shown.cell(0, ServiceColumn::Service).data(Qt::ToolTipRole).toString(); };
        domain::Container up = Shown::brain();
        up.restartCount = 1;
        shown.rig.engine.change(up, "die", shown.rig.clock.now(), 1);
        QCOMPARE(shown.rig.engine.tails.size(), 1); // it runs again, and fell
        shown.rig.engine.failTail({base::ErrorCode::TimedOut, {}, {}});
        shown.rig.clock.advance(1s);
        shown.rig.engine.show({up, Shown::execution()}, shown.rig.clock.now());
        QCOMPARE(shown.rig.engine.tails.size(), 1);
        shown.rig.engine.answerTail("first \x1b[31mcause\x1b[0m\n");
        QVERIFY2(tip().endsWith(QStringLiteral("first cause")), qPrintable(tip()));
        shown.rig.clock.advance(1s);
        shown.rig.engine.show({up, Shown::execution()}, shown.rig.clock.now());
        QVERIFY(shown.rig.engine.tails.isEmpty()); // nothing new
        up.restartCount = 2;
        shown.rig.engine.change(up, "die", shown.rig.clock.now(), 1);
        QVERIFY(!shown.rig.engine.tails.isEmpty());
        shown.rig.engine.answerTail("second cause\n");
        QVERIFY(tip().endsWith(QStringLiteral("second cause")));
    }

    // Two stacks on one engine: which one is shown, and would be stopped, is said.
    void severalProjectsAreSaid()
    {
        Shown shown;
        domain::Container other = Shown::brain();
        other.id = QStringLiteral("other-id");
        other.name = QStringLiteral("prod-brain");
        other.project = QStringLiteral("titan-prod");
        shown.rig.engine.show({Shown::brain(), Shown::execution(), other}, shown.rig.clock.now());
        shown.page.refresh();
        QCOMPARE(shown.notices().size(), 1);
        QVERIFY2(shown.notices().first().contains(QLatin1String("is titan; also there: titan-prod")),
                 qPrintable(shown.notices().first()));
        shown.rig.engine.show({Shown::brain(), Shown::execution()}, shown.rig.clock.now());
        shown.page.refresh();
        QVERIFY(shown.notices().isEmpty());
    }

    void whyAnEndpointHasNoAnswer()
    {
        Shown shown;
        domain::HealthLevel level;
        level.gap = domain::LevelGap::NobodyToAsk;
        shown.rig.services.noteEndpoint(QStringLiteral("titan-brain"), level);
        QCOMPARE(shown.text(0, ServiceColumn::Endpoint), QStringLiteral("no host to ask"));
        level.gap = domain::LevelGap::NoAnswer;
        level.grade = domain::LevelGrade::Failed;
        level.at = shown.rig.clock.now();
        shown.rig.services.noteEndpoint(QStringLiteral("titan-brain"), level);
        QCOMPARE(shown.text(0, ServiceColumn::Endpoint), QStringLiteral("no answer"));
    }

    void anEndpointsAnswerIsShownByItsWord()
    {
        Shown shown;
        domain::HealthLevel level;
        level.grade = domain::LevelGrade::Ok;
        level.value = QStringLiteral("{\"status\":\"ok\",\"up\":12}");
        level.at = shown.rig.clock.now();
        shown.rig.services.noteEndpoint(QStringLiteral("titan-brain"), level);
        QCOMPARE(shown.text(0, ServiceColumn::Endpoint), QStringLiteral("ok"));
        const QModelIndex cell = shown.cell(0, ServiceColumn::Endpoint);
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(QLatin1String("\"up\":12"))); // nothing is lost
        level.value = QStringLiteral("<html>Grafana</html>");
        shown.rig.services.noteEndpoint(QStringLiteral("titan-brain"), level);
        QCOMPARE(shown.text(0, ServiceColumn::Endpoint), QStringLiteral("<html>Grafana</html>"));
    }

    void theDetailIsWholeInTheSmallestWindow()
    {
        Shown shown;
        shown.page.resize(1080, 640);
        shown.choose(0);
        const QRect page = shown.page.rect();
        for (const char* name : {"SERVICE_START", "SERVICE_STOP", "SERVICE_RESTART"}) {
            const QWidget* button = test::part(shown.page, name);
            const QWidget* column = button->parentWidget()->parentWidget()->parentWidget(); // what shows of its column
            const QPoint corner = button->mapTo(column, button->rect().bottomRight());
            QVERIFY2(corner.x() < column->width(), name);
            QVERIFY(page.contains(button->mapTo(&shown.page, button->rect().bottomRight())));
        }
    }

    void theDetailFollowsTheChoice()
    {
        Shown shown;
        shown.choose(1);
        QCOMPARE(shown.label("serviceTitle"), QStringLiteral("titan-execution"));
        QCOMPARE(shown.rig.engine.tails.last().containerId, QStringLiteral("titan-execution-id"));
        shown.rig.engine.answerTail("one\ntwo <b>\n");
        QCOMPARE(test::part<QPlainTextEdit>(shown.page, "serviceLog")->toPlainText(), QStringLiteral("one\ntwo <b>"));
        QTest::mouseClick(test::part<QPushButton>(shown.page, "serviceLogAgain"), Qt::LeftButton);
        shown.rig.engine.answerTail("\x1b[32mgreen\x1b[0m \xe2\x80\xaeturned\n"); // rule: G7
        const QString harmless = test::part<QPlainTextEdit>(shown.page, "serviceLog")->toPlainText();
        QVERIFY2(harmless.startsWith(QStringLiteral("green ")) && !harmless.contains(QChar(0x202e)),
                 qPrintable(harmless));
        QVERIFY(shown.label("serviceImage").contains(QLatin1String("127.0.0.1:5000/titan-execution:v1.2.3")));
        QTest::keyClick(shown.table, Qt::Key_Up);
        QCOMPARE(shown.label("serviceTitle"), QStringLiteral("titan-brain"));
    }

    void aLogThatCannotBeReadSaysSo()
    {
        Shown shown;
        shown.choose(1);
        shown.rig.engine.answerTail("old lines");
        QTest::mouseClick(test::part<QPushButton>(shown.page, "serviceLogAgain"), Qt::LeftButton);
        shown.rig.engine.failTail({base::ErrorCode::TimedOut, {}, {}});
        auto* log = test::part<QPlainTextEdit>(shown.page, "serviceLog");
        QVERIFY(log->toPlainText().isEmpty());
        QVERIFY(log->placeholderText().contains(QLatin1String("could not be read")));
    }

    // What came while the engine was away is wanted when it is back, without being asked for.
    void theLogIsReadAgainWhenTheEngineIsBack()
    {
        Shown shown;
        shown.choose(1);
        shown.rig.engine.answerTail("before");
        const auto before = shown.rig.engine.tails.size();
        shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
        QCOMPARE(shown.rig.engine.tails.size(), before);
        shown.rig.engine.show({Shown::brain(), Shown::execution()}, shown.rig.clock.now());
        QCOMPARE(shown.rig.engine.tails.size(), before + 1);
        QCOMPARE(shown.rig.engine.tails.last().containerId, QStringLiteral("titan-execution-id"));
    }

    // Nobody follows the logs here; where somebody does, the stamp of the last error is asked for its age.
    void theLastError()
    {
        Shown shown;
        QCOMPARE(shown.text(0, ServiceColumn::LastError), QStringLiteral("–"));
        const QString tip = shown.cell(0, ServiceColumn::LastError).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("not followed")), qPrintable(tip));
        const base::Instant now = shown.rig.clock.now();
        domain::ServiceRow row;
        row.errors = domain::ServiceErrors();
        QCOMPARE(ui::serviceCellText(row, ServiceColumn::LastError, now), QStringLiteral("none"));
        row.errors = domain::ServiceErrors{now.utcMs - 184'000, 3};
        QCOMPARE(ui::serviceCellText(row, ServiceColumn::LastError, now), QStringLiteral("3 min 04 s ago"));
        QVERIFY(ui::serviceTipText(row, ServiceColumn::LastError, now).startsWith(QStringLiteral("3 errors")));
    }

    void selectionAndSortingStay()
    {
        Shown shown;
        shown.table->sortByColumn(static_cast<int>(ServiceColumn::Service), Qt::DescendingOrder);
        QCOMPARE(shown.text(0, ServiceColumn::Service), QStringLiteral("titan-execution"));
        shown.choose(1);
        QCOMPARE(shown.label("serviceTitle"), QStringLiteral("titan-brain"));
        shown.rig.engine.show({Shown::brain(), runningContainer(QStringLiteral("zipkin")), Shown::execution()},
                              shown.rig.clock.now());
        QCOMPARE(shown.text(0, ServiceColumn::Service), QStringLiteral("zipkin"));
        QCOMPARE(shown.label("serviceTitle"), QStringLiteral("titan-brain"));
        QCOMPARE(shown.table->currentIndex().row(), 2);
    }

    void filtersNarrow()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        QTest::keyClick(&shown.page, Qt::Key_F, Qt::ControlModifier);
        auto* filter = test::part<QLineEdit>(shown.page, "servicesFilter");
        QTRY_COMPARE(QApplication::focusWidget(), filter);
        QTest::keyClicks(filter, QStringLiteral("execu"));
        QCOMPARE(shown.table->model()->rowCount(), 1);
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(shown.table->model()->rowCount(), 3);
        QTest::mouseClick(test::part<QCheckBox>(shown.page, "servicesAttention"), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(shown.table->model()->rowCount(), 0);
        domain::Container sick = Shown::execution();
        sick.health = domain::ImageHealth::Unhealthy;
        shown.rig.engine.change(sick, "health_status: unhealthy", shown.rig.clock.now());
        QCOMPARE(shown.table->model()->rowCount(), 1);
    }

    void loadIsWantedWhileThePageIsShown()
    {
        Shown shown;
        QVERIFY(shown.rig.engine.loadWanted);
        shown.page.hide();
        QVERIFY(!shown.rig.engine.loadWanted);
    }

    void actsAreAskedForInADialogOfTheirOwn()
    {
        Shown shown;
        QSignalSpy asked(&shown.page, &ui::ServicesPage::actRequested);
        shown.choose(2);
        auto* stop = test::part<QPushButton>(shown.page, "SERVICE_STOP");
        QVERIFY(stop->isEnabled());
        QVERIFY(!test::part<QPushButton>(shown.page, "SERVICE_START")->isEnabled());
        QCOMPARE(shown.label("serviceActWhy"), QStringLiteral("It runs already."));
        QTest::mouseClick(stop, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(0).value<domain::ContainerAct>(), domain::ContainerAct::Stop);
        QVERIFY(shown.rig.engine.acts.isEmpty());
        shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
        QVERIFY(!stop->isEnabled());
    }

    void everythingIsReachedByTheKeyboard()
    {
        Shown shown;
        QSignalSpy asked(&shown.page, &ui::ServicesPage::actRequested);
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.table->setFocus();
        QTest::keyClick(&shown.page, Qt::Key_F, Qt::ControlModifier);
        auto* filter = test::part<QLineEdit>(shown.page, "servicesFilter");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("grafana"));
        QCOMPARE(shown.table->model()->rowCount(), 1);
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(shown.table->model()->rowCount(), 3);
        QTest::keyClick(filter, Qt::Key_Tab);
        QTRY_VERIFY(shown.table->hasFocus());
        QTest::keyClick(shown.table, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(shown.label("serviceTitle"), QStringLiteral("grafana"));
        // One Tab leaves the table; what can be done comes before the lines to copy.
        QStringList reached;
        for (int i = 0; i < 12 && !reached.contains(QStringLiteral("SERVICE_STOP")); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached << QApplication::focusWidget()->objectName();
        }
        QCOMPARE(reached.last(), QStringLiteral("SERVICE_STOP"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(asked.count(), 1);
    }

    void theRunbooksLinesCanBeCopied()
    {
        test::WidgetRig rig;
        rig.context.runbook.logCommands = {
            {QStringLiteral("Brain logs"), QStringLiteral("docker logs -f titan-brain --tail 100")}};
        ui::ServicesPage page(rig.window);
        page.show();
        rig.engine.show({Shown::brain()}, rig.clock.now());
        page.chooseService(QStringLiteral("titan-brain"));
        QCOMPARE(test::part<ui::CopyField>(page, "serviceCommand0")->text(),
                 QStringLiteral("docker logs -f titan-brain --tail 100"));
    }
};

QTEST_MAIN(TestServicesPage)
#include "tst_services_page.moc"
