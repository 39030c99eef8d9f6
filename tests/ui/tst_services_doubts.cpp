#include "support/test_case.h"
#include "ui/common/data_table.h"
#include "ui/common/label.h"
#include "ui/services/engine_text.h"
#include "ui/services/service_text.h"
#include "ui/services/services_page.h"
#include "ui/widget_rig.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::ContainerRun;
using domain::EnginePhase;
using domain::ServiceRow;
using domain::ServiceTrouble;
using test::runningContainer;

namespace {

const QString brainName = QStringLiteral("titan-brain");

// With one line that docker takes, and one for docker compose.
domain::Runbook runbook()
{
    domain::Runbook book = test::rigRunbook();
    domain::LogCommand logs;
    logs.commandLine = QStringLiteral("docker logs -f titan-brain --tail 100");
    book.logCommands = {logs};
    domain::RollbackStep stop;
    stop.commands = {{QStringLiteral("docker"), QStringLiteral("compose"), QStringLiteral("stop"), brainName}};
    book.rollback.steps = {stop};
    return book;
}

} // namespace

// What the Services page says where nothing is known, and where another container may be meant than the one it shows.
class TestServicesDoubts final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig{runbook()};
        ui::ServicesPage page{rig.window};
        ui::DataTable* table = test::part<ui::DataTable>(page, "servicesTable");

        explicit Shown(const std::vector<domain::Container>& containers = {})
        {
            rig.linksUp();
            if (!containers.empty())
                rig.engine.show(containers, rig.clock.now());
            page.resize(1340, 760);
            page.show();
            page.activateWindow();
        }
        void choose(int row) const { table->setCurrentIndex(table->model()->index(row, 0)); }
        QString label(const char* name) const { return test::part<ui::Label>(page, name)->text(); }
        QString notice() const { return label("engineNotice"); }
        void lose(const base::Error& error) { rig.engine.setPhase(EnginePhase::Gone, rig.clock.now(), error); }
    };
    // The one that docker compose brought up has another name now, and a container made by hand has its old one.
    static std::vector<domain::Container> swapped()
    {
        domain::Container old = runningContainer(brainName);
        old.id = QStringLiteral("old-id");
        old.name = QStringLiteral("titan-brain-old");
        domain::Container fresh = runningContainer(brainName);
        fresh.project.clear();
        fresh.service.clear();
        fresh.health = domain::ImageHealth::Unhealthy;
        return {old, fresh, runningContainer(QStringLiteral("titan-execution"))};
    }

private Q_SLOTS:
    // That nobody could be asked is no good news, and the filter hides none of it.
    // rule: G9
    void whatNobodyKnowsNeedsAttention()
    {
        Shown shown;
        QVERIFY2(
            shown.label("servicesCount").startsWith(QStringLiteral("nothing known of 2 services · 2 need attention")),
            qPrintable(shown.label("servicesCount")));
        test::part<QCheckBox>(shown.page, "servicesAttention")->click();
        QCOMPARE(shown.table->model()->rowCount(), 2);
        shown.rig.engine.show({runningContainer(brainName), runningContainer(QStringLiteral("titan-execution"))},
                              shown.rig.clock.now());
        QVERIFY2(shown.label("servicesCount").startsWith(QStringLiteral("2 of 2 services found · 0 need attention")),
                 qPrintable(shown.label("servicesCount")));
        QCOMPARE(shown.table->model()->rowCount(), 0);
    }

    // rule: H6
    void whyNothingIsKnownIsSaid()
    {
        Shown shown({runningContainer(brainName)});
        shown.lose(
            {base::ErrorCode::ProtocolError, QStringLiteral("printed: <b>hello"), QStringLiteral("docker info")});
        QVERIFY2(shown.notice().startsWith(QLatin1String("The answer of the docker client of titan-host-1 cannot be "
                                                         "read since ")),
                 qPrintable(shown.notice()));
        QVERIFY2(shown.notice().endsWith(QLatin1String("docker info: printed: <b>hello")), qPrintable(shown.notice()));
        QVERIFY(shown.label("servicesCount").endsWith(QLatin1String("titan-host-1, docker's answer unreadable")));
        shown.lose({base::ErrorCode::NotFound, QStringLiteral("cannot be entered: No such file or directory"),
                    QStringLiteral("workingDirectory /opt/titan")});
        QVERIFY2(shown.notice().startsWith(QLatin1String("workingDirectory /opt/titan of host titan-host-1 cannot be "
                                                         "used")),
                 qPrintable(shown.notice()));
        QVERIFY(shown.notice().contains(QLatin1String("cannot be entered: No such file or directory.")));
        shown.lose({base::ErrorCode::Refused, QStringLiteral("connection refused"), QStringLiteral("docker")});
        QVERIFY2(shown.notice().startsWith(QLatin1String("The container engine of titan-host-1 cannot be reached")),
                 qPrintable(shown.notice()));
    }

    // rule: H6
    void twoOfOneNameAreBothShown()
    {
        Shown shown(swapped());
        QCOMPARE(shown.table->model()->rowCount(), 3);
        QVERIFY2(shown.label("servicesCount")
                     .startsWith(QStringLiteral("2 of 2 services found · 1 more containers · 2 need attention")),
                 qPrintable(shown.label("servicesCount")));
        shown.choose(0);
        QCOMPARE(shown.label("serviceTroubles"),
                 QStringLiteral("Its container is called titan-brain-old here, and another one titan-brain: the "
                                "runbook's docker logs and docker exec reach that one. docker compose reaches the one "
                                "that is shown here: it goes by the label."));
        QCOMPARE(shown.label("serviceCommandKind0"), QStringLiteral("Logs – does not reach this container"));
        QCOMPARE(shown.label("serviceCommandKind1"), QStringLiteral("Rollback step"));
        shown.choose(2);
        QCOMPARE(shown.label("serviceTitle"), brainName);
        QVERIFY(shown.label("serviceTroubles").startsWith(QLatin1String("It bears the name of titan-brain in the ")));
        // By its name the runbook's service is meant.
        shown.page.chooseService(brainName);
        QCOMPARE(shown.table->currentIndex().row(), 0);
    }

    void whatComposeCannotReachIsSaid()
    {
        domain::Container byHand = runningContainer(brainName);
        byHand.project.clear();
        Shown shown({byHand, runningContainer(QStringLiteral("titan-execution"))});
        shown.choose(0);
        QCOMPARE(shown.label("serviceTroubles"),
                 QStringLiteral("It bears no label of docker compose: the runbook's docker compose commands "
                                "do not reach it."));
        QCOMPARE(shown.label("serviceCommandKind0"), QStringLiteral("Logs"));
        QCOMPARE(shown.label("serviceCommandKind1"), QStringLiteral("Rollback step – does not reach this container"));
        // It is brought up as it should be, while it is chosen.
        shown.rig.engine.show({runningContainer(brainName), runningContainer(QStringLiteral("titan-execution"))},
                              shown.rig.clock.now());
        QTRY_COMPARE(shown.label("serviceCommandKind1"), QStringLiteral("Rollback step"));
    }

    void aPausedOneIsToGoOn()
    {
        domain::Container paused = runningContainer(brainName);
        paused.run = ContainerRun::Paused;
        Shown shown({paused, runningContainer(QStringLiteral("titan-execution"))});
        shown.choose(0);
        QVERIFY(!test::part<QPushButton>(shown.page, "SERVICE_START")->isEnabled());
        QCOMPARE(shown.label("serviceActWhy"), QStringLiteral("It is paused and need not be started: docker unpause "
                                                              "titan-brain lets it go on."));
        QVERIFY(shown.label("serviceTroubles").contains(QLatin1String("by docker unpause titan-brain")));
        QVERIFY(shown.rig.engine.tails.size() <= 1); // no fall to explain; the log beside it is read
    }

    // What the engine has given up loops no more, and its span does not grow with the time since.
    void whatWasGivenUpIsToldOnce()
    {
        test::FakeClock clock;
        ServiceRow row;
        row.container = runningContainer(brainName);
        row.container->run = ContainerRun::Exited;
        row.container->exitCode = 137;
        row.troubles = {ServiceTrouble::OutOfMemory, ServiceTrouble::Crashed};
        row.restarts.loop = true;
        row.restarts.crashes = 4;
        row.restarts.firstCrashAt = clock.now();
        clock.advance(30s);
        row.restarts.last = domain::CrashExit{137, true, clock.now()};
        clock.advance(2min);
        QCOMPARE(
            ui::describe(row, ServiceTrouble::Crashed, clock.now()),
            QStringLiteral("It ended by itself 4 times in 30 s, last with exit code 137, and stays down: it is not "
                           "started again."));
        // That it was out of memory is a trouble of its own here, and part of the sentence where it is not.
        const QString memory = QStringLiteral("want of memory");
        QVERIFY(!ui::describe(row, ServiceTrouble::RestartLoop, clock.now()).contains(memory));
        row.troubles = {ServiceTrouble::RestartLoop};
        const QString loop = ui::describe(row, ServiceTrouble::RestartLoop, clock.now());
        QVERIFY2(loop.contains(memory) && loop.contains(QLatin1String("4 times in 30 s")), qPrintable(loop));
    }

    void oneEngineOfTwoHostsIsSaid()
    {
        const ui::EngineNotice notice = ui::sharedNotice({QStringLiteral("over-ssh"), QStringLiteral("here")});
        QCOMPARE(notice.text, QStringLiteral("over-ssh and here reach the same container engine. Its containers are "
                                             "shown once, under here."));
        QVERIFY(!notice.act.isEmpty());
    }
};

QTEST_MAIN(TestServicesDoubts)
#include "tst_services_doubts.moc"
