#include "support/test_case.h"
#include "ui/common/label.h"
#include "ui/health/health_page.h"
#include "ui/hosts_rig.h"
#include "ui/services/services_page.h"
#include "ui/widget_rig.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using domain::EnginePhase;
using test::InstalledTools;

// What the Services page says of the command hosts' tools and of names that the runbook does not know.
class TestServicesHosts final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::HostsRig rig;
        ui::ServicesPage page;

        explicit Shown(const InstalledTools& tools = {}, domain::Environment environment = test::hostsEnvironment(),
                       domain::Runbook runbook = test::rigRunbook())
            : rig(std::move(environment), std::move(runbook))
            , page(rig.window)
        {
            rig.tools = tools; // answered in the event loop
            rig.linksUp();
            rig.engine.show({test::runningContainer(QStringLiteral("titan-brain"))}, rig.clock.now());
            page.resize(1340, 760);
            page.show();
            page.activateWindow();
        }
        bool found()
        {
            return QTest::qWaitFor(
                [this] { return rig.looked() && rig.hosts.toolsFoundAt(QStringLiteral("titan-1")); });
        }
        QStringList notices() const
        {
            QStringList texts;
            for (const ui::Label* notice : page.findChildren<ui::Label*>(QStringLiteral("engineNotice")))
                if (notice->isVisibleTo(&page))
                    texts << notice->text();
            return texts;
        }
        QString allText() const
        {
            QStringList texts;
            for (const QLabel* label : test::part(page, "engineBar")->findChildren<QLabel*>())
                if (label->isVisibleTo(&page))
                    texts << label->text();
            return texts.join(QLatin1Char('\n'));
        }
    };

private Q_SLOTS:
    void whereAllIsThereNothingIsSaid()
    {
        Shown shown;
        QVERIFY(shown.found());
        QCOMPARE(shown.notices(), QStringList());
    }

    void eachHostIsAskedOnceWhateverPageIsShown()
    {
        Shown shown;
        const ui::HealthPage health(shown.rig.window);
        QVERIFY(shown.found());
        const ui::ServicesPage another(shown.rig.window);
        QCoreApplication::processEvents();
        QCOMPARE(shown.rig.asked("docker version --format {{json .}}"), 1);
        QCOMPARE(shown.rig.asked("docker compose version"), 1);
        QCOMPARE(shown.rig.asked("ssh -V"), 1);
    }

    void whatIsMissingOrTooOldIsSaid_data()
    {
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<QByteArray>("plugin");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("install");
        const InstalledTools all;
        QTest::newRow("docker missing")
            << QByteArray() << all.plugin
            << QStringLiteral(
                   "Tools for host titan-1: Docker client is missing; Docker Compose is missing. Off because "
                   "of it: services and their logs, the rollback's stop, pull and up, what only Compose v2 "
                   "tells.")
            << QStringLiteral("Install docker-ce or docker.io on titan-1. Install docker-compose-plugin on titan-1.");
        QTest::newRow("docker too old")
            << QByteArray("19.03.8") << all.plugin
            << QStringLiteral("Tools for host titan-1: Docker client 19.03.8 is too old, 20.10 or newer is needed. Off "
                              "because of it: services and their logs, the rollback's stop, pull and up.")
            << QStringLiteral("Install docker-ce or docker.io on titan-1.");
        QTest::newRow("Compose missing")
            << all.client << QByteArray()
            << QStringLiteral("Tools for host titan-1: Docker Compose is missing. Off because of it: the rollback's "
                              "stop, pull and up, what only Compose v2 tells.")
            << QStringLiteral("Install docker-compose-plugin on titan-1.");
    }
    void whatIsMissingOrTooOldIsSaid()
    {
        QFETCH(QByteArray, client);
        QFETCH(QByteArray, plugin);
        QFETCH(QString, said);
        QFETCH(QString, install);
        InstalledTools tools;
        tools.client = client;
        tools.plugin = plugin;
        Shown shown(tools);
        QVERIFY(shown.found());
        QCOMPARE(shown.notices(), QStringList{said});
        QVERIFY2(shown.allText().contains(install), qPrintable(shown.allText()));
    }

    // It works; what it cannot do stands in the dialog.
    void composeV1IsNoNotice()
    {
        InstalledTools tools;
        tools.plugin.clear();
        tools.standalone = "docker-compose version 1.29.2, build unknown\n";
        Shown shown(tools);
        QVERIFY(shown.found());
        QCOMPARE(shown.notices(), QStringList());
    }

    // A lost engine is said once, by what follows it.
    void aLostEngineIsNotSaidTwice()
    {
        InstalledTools tools;
        tools.engine.clear();
        Shown shown(tools);
        QVERIFY(shown.found());
        QCOMPARE(shown.notices(), QStringList());
        shown.rig.engine.setPhase(EnginePhase::Gone, shown.rig.clock.now());
        QCOMPARE(shown.notices().size(), 1);
        QVERIFY(shown.notices().constFirst().contains(QLatin1String("cannot be reached")));
    }

    void lookingAgainTakesTheNoticeBack()
    {
        InstalledTools tools;
        tools.plugin.clear();
        Shown shown(tools);
        QVERIFY(shown.found());
        QCOMPARE(shown.notices().size(), 1);
        shown.rig.tools = {};
        shown.rig.hosts.findToolsAgain(QStringLiteral("titan-1"));
        QTRY_COMPARE(shown.notices(), QStringList());
    }

    // rule: G7
    void aNameThatTheRunbookDoesNotKnowIsSaid()
    {
        domain::Environment environment = test::hostsEnvironment();
        domain::HostConfig second = environment.hosts.front();
        second.name = QStringLiteral("titan-2");
        environment.hosts.push_back(second);
        environment.serviceHosts = {{QStringLiteral("titan-brian"), QStringLiteral("titan-2")},
                                    {QStringLiteral("<b>%1"), QStringLiteral("titan-2")}};
        environment.healthUrls = {{QStringLiteral("titan-brian"), QStringLiteral("http://10.0.0.5:3100/health")}};
        domain::Runbook runbook = test::rigRunbook();
        runbook.healthEndpoints = {{QStringLiteral("titan-brain"), QStringLiteral("http://localhost:3100/health"),
                                    QStringLiteral("status"), QStringLiteral("ok")}};
        Shown shown({}, environment, runbook);
        QCOMPARE(
            shown.notices(),
            QStringList(
                {QStringLiteral("The environment puts <b>%1 on host titan-2, and the runbook knows no such "
                                "service."),
                 QStringLiteral("The environment puts titan-brian on host titan-2, and the runbook knows no such "
                                "service. The nearest name is titan-brain."),
                 QStringLiteral("The environment gives a health URL for titan-brian, and the runbook has no health "
                                "check of such a service. The nearest name is titan-brain.")}));
        const QString all = shown.allText();
        QVERIFY(all.contains(QLatin1String("titan-brain itself is looked for, and acted on, on host titan-1.")));
        QVERIFY(all.contains(QLatin1String("It has no effect.")));
        QVERIFY(all.contains(QLatin1String("Nobody asks that URL: http://10.0.0.5:3100/health.")));
    }

    void theDialogIsAskedForByItsButton()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        QSignalSpy asked(&shown.page, &ui::ServicesPage::hostsRequested);
        auto* button = test::part<QPushButton>(shown.page, "servicesHosts");
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(asked.count(), 2);
        QTest::keyClick(button, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("servicesAttention"));
    }

    // The head gives way by wrapping its count, never by cutting a control off.
    void theHeadIsWholeInTheSmallestWindow()
    {
        Shown shown;
        shown.page.resize(1080, 640); // what a window of 1280 x 800 leaves
        for (const char* name : {"servicesHosts", "servicesAttention", "servicesFilter", "servicesCount"}) {
            const QWidget* part = test::part(shown.page, name);
            QVERIFY2(shown.page.rect().contains(part->geometry()), name);
            QVERIFY2(part->width() >= part->minimumSizeHint().width(), name);
        }
    }
};

QTEST_MAIN(TestServicesHosts)
#include "tst_services_hosts.moc"
