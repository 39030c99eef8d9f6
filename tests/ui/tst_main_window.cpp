#include "support/test_case.h"
#include "ui/alarms/alarm_bar.h"
#include "ui/widget_rig.h"
#include "ui/window/halt_button.h"
#include "ui/window/main_window.h"

#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace ops;
using ui::MainWindow;

class TestMainWindow final : public test::TestCase {
    Q_OBJECT

private:
    static bool pageIsBuilt(const MainWindow& window)
    {
        return window.findChild<QWidget*>(QStringLiteral("page.overview")) != nullptr;
    }

private Q_SLOTS:
    // The halt control does not wait for a page.
    // rule: H1
    void theFrameComesBeforeThePage()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        const QSignalSpy built(&window, &MainWindow::pageBuilt);
        QCOMPARE(window.pageId(), QStringLiteral("overview"));
        QVERIFY(!pageIsBuilt(window));
        const QPixmap frame = window.grab();
        QVERIFY(!frame.isNull());
        QVERIFY(!pageIsBuilt(window));
        QTest::mouseClick(test::part<ui::HaltButton>(window, "hardHaltButton"), Qt::LeftButton);
        QCOMPARE(rig.guard.guard().phase, domain::GuardPhase::Lifted);
        QTRY_VERIFY(pageIsBuilt(window));
        QCOMPARE(built.count(), 1);
    }

    void thePageAskedForLastIsTheOneBuilt()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        const QSignalSpy built(&window, &MainWindow::pageBuilt);
        window.showPage(QStringLiteral("activity"));
        window.show();
        QTRY_COMPARE(built.count(), 1);
        QCOMPARE(built.first().first().value<QWidget*>()->objectName(), QStringLiteral("page.activity"));
        QVERIFY(!pageIsBuilt(window));
    }

    // rule: H1
    void theHaltControlIsInTheSamePlaceOnEveryPage()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* halt = test::part<ui::HaltButton>(window, "hardHaltButton");
        const QPoint place = halt->mapTo(&window, QPoint());
        for (const char* id : {"overview", "activity", "overview"}) {
            window.showPage(QString::fromLatin1(id));
            QCOMPARE(window.pageId(), QString::fromLatin1(id));
            QVERIFY(halt->isVisible());
            QVERIFY(halt->isEnabled());
            QCOMPARE(halt->mapTo(&window, QPoint()), place);
            QTest::mouseClick(halt, Qt::LeftButton);
            QCOMPARE(rig.guard.guard().phase, domain::GuardPhase::Lifted);
            rig.guard.cancel();
        }
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H1
    void alarmsDoNotPushItAway()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.resize(window.minimumSize());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* halt = test::part<ui::HaltButton>(window, "hardHaltButton");
        rig.linksUp(); // with the path up nothing else stands beside it
        window.layout()->activate();
        const QPoint place = halt->mapTo(&window, QPoint());
        for (const auto kind : {domain::CommandKind::HardHalt, domain::CommandKind::SoftHalt}) {
            rig.commands.requestStop(kind, {});
            rig.link.finish(domain::SendVerdict::Denied, rig.clock.now());
        }
        QVERIFY(test::part<ui::AlarmBar>(window, "alarmBar")->isVisible());
        QCoreApplication::sendPostedEvents();
        QCOMPARE(halt->mapTo(&window, QPoint()), place);
        QVERIFY(window.rect().contains(QRect(place, halt->size())));
    }

    // rule: R1
    void resumingIsElsewhere()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QSignalSpy resume(&window, &MainWindow::resumeRequested);
        QTRY_VERIFY(pageIsBuilt(window));
        auto* halt = test::part<ui::HaltButton>(window, "hardHaltButton");
        auto* button = test::part<QPushButton>(window, "resumeButton");
        QVERIFY(!halt->parentWidget()->isAncestorOf(button)); // not in the banner
        const QRect haltPlace(halt->mapTo(&window, QPoint()), halt->size());
        const QRect resumePlace(button->mapTo(&window, QPoint()), button->size());
        QVERIFY(resumePlace.top() > haltPlace.bottom() + haltPlace.height()); // no slip of the hand reaches it
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(resume.count(), 1); // a dialog is asked for, nothing else happened
        QCOMPARE(rig.guard.guard().phase, domain::GuardPhase::Closed);
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.journal.records.isEmpty());
    }

    void theShortcutWorksOnceForTheWholeWindow()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QSignalSpy lifted(&rig.guard, &app::GuardController::lifted);
        QTest::keyClick(window.windowHandle(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(lifted.count(), 1);
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: G4
    void theTitleNamesTheEnvironment()
    {
        test::WidgetRig rig;
        const MainWindow window(rig.window);
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("PROD titan-prod")));
    }

    void whatItCannotDoItselfItAsksFor()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QSignalSpy soft(&window, &MainWindow::softHaltRequested);
        const QSignalSpy help(&window, &MainWindow::helpRequested);
        QTRY_VERIFY(pageIsBuilt(window));
        QTest::mouseClick(test::part<QPushButton>(window, "softHaltButton"), Qt::LeftButton);
        QCOMPARE(soft.count(), 1);
        QTest::keyClick(window.windowHandle(), Qt::Key_F1);
        QCOMPARE(help.count(), 1);
        QTest::keyClick(window.windowHandle(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window.pageId(), QStringLiteral("services"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
