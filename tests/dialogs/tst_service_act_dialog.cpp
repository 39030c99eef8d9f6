#include "support/test_case.h"
#include "ui/common/copy_field.h"
#include "ui/common/label.h"
#include "ui/services/service_act_dialog.h"
#include "ui/widget_rig.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace ops;
using domain::ContainerAct;
using domain::ContainerRun;
using test::runningContainer;

class TestServiceActDialog final : public test::TestCase {
    Q_OBJECT

private:
    struct Opened {
        test::WidgetRig rig;
        ui::ServiceActDialog dialog{rig.window};
        QPushButton* send = test::part<QPushButton>(dialog, "serviceActSend");
        QLineEdit* typed = test::part<QLineEdit>(dialog, "serviceActTyped");

        Opened(ContainerAct act, const QString& service)
        {
            rig.linksUp();
            rig.engine.show(
                {runningContainer(QStringLiteral("titan-brain")), runningContainer(QStringLiteral("grafana"))},
                rig.clock.now());
            for (const domain::ServiceRow& row : rig.services.rows())
                if (row.name == service)
                    dialog.openFor(act, row.key);
        }
        QString label(const char* name) const { return test::part<ui::Label>(dialog, name)->text(); }
        QString allText() const
        {
            QStringList texts;
            for (const QLabel* one : dialog.findChildren<QLabel*>())
                if (one->isVisibleTo(&dialog))
                    texts << one->text();
            return texts.join(QLatin1Char('\n'));
        }
    };

private Q_SLOTS:
    // rule: G4
    void saysWhatItDoesAndWhere()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("grafana"));
        QVERIFY(opened.dialog.windowTitle().contains(QLatin1String("titan-prod")));
        QVERIFY(opened.allText().contains(QLatin1String("Stop grafana")));
        QVERIFY(opened.allText().contains(QLatin1String("The runbook does not know grafana")));
        QCOMPARE(test::part<ui::CopyField>(opened.dialog, "serviceActLine")->text(),
                 QStringLiteral("docker stop grafana"));
        QVERIFY(!opened.typed->isVisibleTo(&opened.dialog));
        QVERIFY(!opened.send->isDefault());
        QTRY_VERIFY(test::part(opened.dialog, "serviceActCancel")->hasFocus());
    }

    // Whose container it would hit is said, and nobody does it by a click.
    void anotherProjectsContainerIsNotHitByAClick()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("titan-brain"));
        domain::Container foreign = runningContainer(QStringLiteral("titan-brain"));
        foreign.project = QStringLiteral("titan-prod");
        opened.rig.engine.show({foreign, runningContainer(QStringLiteral("titan-execution"))}, opened.rig.clock.now());
        opened.dialog.openFor(ContainerAct::Stop, QStringLiteral("service:titan-brain"));
        QTRY_VERIFY(opened.allText().contains(
            QLatin1String("The container of titan-brain belongs to compose project titan-prod, not to the runbook's")));
        QVERIFY(opened.allText().contains(QLatin1String("It touches another compose project.")));
        QVERIFY(!opened.send->isEnabled());
        QTest::keyClicks(opened.typed, QStringLiteral("titan-brain"));
        QVERIFY(opened.send->isEnabled());
    }

    // The runbook's name is one container's, its label another's: neither is hit by a click.
    void whatMayBeMistakenForAnotherIsNotHitByAClick()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("grafana"));
        domain::Container old = runningContainer(QStringLiteral("titan-brain"));
        old.id = QStringLiteral("old-id");
        old.name = QStringLiteral("titan-brain-old");
        domain::Container fresh = runningContainer(QStringLiteral("titan-brain"));
        fresh.project.clear();
        fresh.service.clear();
        opened.rig.engine.show({old, fresh}, opened.rig.clock.now());
        for (const domain::ServiceRow& row : opened.rig.services.rows()) {
            if (row.name != QLatin1String("titan-brain"))
                continue;
            opened.dialog.openFor(ContainerAct::Start, row.key);
            QTRY_VERIFY(opened.allText().contains(QLatin1String("Two containers are titan-brain here")));
            QVERIFY(opened.allText().contains(QLatin1String("Two containers are meant by that name.")));
            QVERIFY(opened.typed->isVisibleTo(&opened.dialog));
            QCOMPARE(test::part<ui::CopyField>(opened.dialog, "serviceActLine")->text(),
                     QStringLiteral("docker start ") + row.container->name);
        }
    }

    // rule: H6
    void theSameWindowBecomesTheRecord()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("grafana"));
        QTest::mouseClick(opened.send, Qt::LeftButton);
        QCOMPARE(opened.rig.engine.acts.size(), 1);
        QVERIFY(opened.label("serviceActRecord").contains(QLatin1String("it has not answered")));
        opened.rig.engine.finish();
        QVERIFY(opened.label("serviceActRecord").contains(QLatin1String("does not show it yet")));
        domain::Container down = runningContainer(QStringLiteral("grafana"));
        down.run = ContainerRun::Exited;
        opened.rig.engine.change(down, "die", opened.rig.clock.now(), 0);
        QVERIFY(opened.label("serviceActRecord").contains(QLatin1String("The container has ended")));
        QVERIFY(!opened.send->isVisibleTo(&opened.dialog));
    }

    // rule: H6
    void whatIsNotKnownIsSaidWithWhatToDo()
    {
        Opened opened(ContainerAct::Restart, QStringLiteral("grafana"));
        QTest::mouseClick(opened.send, Qt::LeftButton);
        opened.rig.engine.lose({base::ErrorCode::LinkDown, QStringLiteral("unexpected <b>EOF</b>"), {}});
        QVERIFY(opened.label("serviceActRecord").startsWith(QLatin1String("The engine's answer is lost")));
        QVERIFY(opened.label("serviceActRecord").contains(QLatin1String("unexpected <b>EOF</b>")));
        opened.rig.clock.advance(std::chrono::seconds(31));
        opened.rig.serviceActs.tick();
        QVERIFY(
            opened.label("serviceActRecord").startsWith(QLatin1String("UNKNOWN: the engine's answer did not come")));
        QVERIFY(opened.label("serviceActRecord").contains(QLatin1String("on its host before asking again.")));
        // Nobody does it a second time without reading this.
        opened.dialog.openFor(ContainerAct::Restart, opened.rig.services.rows().back().key);
        QTRY_VERIFY(opened.allText().contains(QLatin1String("What came of an earlier act on grafana is not known")));
    }

    // rule: H6
    void whatShowsWithoutTheEnginesWordIsNotCalledItsDoing()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("grafana"));
        QTest::mouseClick(opened.send, Qt::LeftButton);
        opened.rig.engine.lose({base::ErrorCode::LinkDown, QStringLiteral("unexpected EOF"), {}});
        domain::Container down = runningContainer(QStringLiteral("grafana"));
        down.run = ContainerRun::Exited;
        opened.rig.engine.change(down, "die", opened.rig.clock.now(), 0);
        opened.rig.clock.advance(std::chrono::seconds(10));
        opened.rig.serviceActs.tick();
        QVERIFY(opened.label("serviceActRecord").startsWith(QLatin1String("The container has ended")));
        QVERIFY(opened.label("serviceActRecord").endsWith(QLatin1String("whether this act did it is not known.")));
    }

    // rule: G6
    void aDroppedStartSaysThatNothingWasAsked()
    {
        Opened opened(ContainerAct::Restart, QStringLiteral("grafana"));
        opened.rig.journal.answersAtOnce = false;
        QTest::mouseClick(opened.send, Qt::LeftButton);
        QVERIFY(opened.label("serviceActRecord").contains(QLatin1String("nothing has been asked yet")));
        opened.rig.clock.advance(std::chrono::seconds(3));
        opened.rig.journal.confirm(opened.rig.journal.records.size() - 1);
        QVERIFY(opened.label("serviceActRecord").startsWith(QLatin1String("DROPPED: its record took too long")));
        QVERIFY(opened.rig.engine.acts.isEmpty());
    }

    // rule: H1
    void theHaltPathNeedsTheServicesName()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("titan-brain"));
        QVERIFY(opened.allText().contains(QLatin1String("titan-brain obeys halts")));
        QVERIFY(opened.typed->isVisibleTo(&opened.dialog));
        QVERIFY(!opened.send->isEnabled());
        QTest::keyClicks(opened.typed, QStringLiteral("titan-brai"));
        QVERIFY(!opened.send->isEnabled());
        QTest::keyClicks(opened.typed, QStringLiteral("n"));
        QVERIFY(opened.send->isEnabled());
        QTest::keyClick(opened.typed, Qt::Key_Return); // Enter does nothing
        QVERIFY(opened.rig.engine.acts.isEmpty());
        QTest::mouseClick(opened.send, Qt::LeftButton);
        QCOMPARE(opened.rig.engine.acts.size(), 1);
    }

    // rule: H5
    void aCostThatChangesIsShownBeforeItCanBeAgreedTo()
    {
        Opened opened(ContainerAct::Restart, QStringLiteral("titan-brain"));
        QVERIFY(opened.allText().contains(QLatin1String("may come up in OPEN")));
        QTest::keyClicks(opened.typed, QStringLiteral("titan-brain"));
        QVERIFY(opened.send->isEnabled());
        opened.rig.bothSay(domain::TradingState::Open);
        QTRY_VERIFY(!opened.allText().contains(QLatin1String("may come up in OPEN")));
        QVERIFY(opened.label("serviceActRefused").contains(QLatin1String("has changed just now")));
        QVERIFY(opened.typed->text().isEmpty());
        QVERIFY(!opened.send->isEnabled());
    }

    void whatCannotBeAskedForAnyMoreSaysWhy()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("grafana"));
        opened.rig.engine.setPhase(domain::EnginePhase::Gone, opened.rig.clock.now());
        QTRY_VERIFY(!opened.send->isEnabled());
        QVERIFY(opened.label("serviceActRefused").contains(QLatin1String("is not followed now")));
        opened.rig.engine.reattach(opened.rig.clock.now());
        QTRY_VERIFY(opened.send->isEnabled());
        QVERIFY(!test::part(opened.dialog, "serviceActRefused")->isVisibleTo(&opened.dialog)); // it is over
    }

    void escLeaves()
    {
        Opened opened(ContainerAct::Stop, QStringLiteral("grafana"));
        QTest::keyClick(&opened.dialog, Qt::Key_Escape);
        QVERIFY(!opened.dialog.isVisible());
        QVERIFY(opened.rig.engine.acts.isEmpty());
    }
};

QTEST_MAIN(TestServiceActDialog)
#include "tst_service_act_dialog.moc"
