#include "support/test_case.h"
#include "ui/widget_rig.h"
#include "ui/window/halt_button.h"
#include "ui/window/main_window.h"
#include "ui/window/window_fit.h"

#include <QGuiApplication>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using namespace ops;
using ui::MainWindow;

// A window on a screen that is smaller than it would like.
class TestWindowFit final : public test::TestCase {
    Q_OBJECT

private:
    static bool shows(const QWidget& window, const QWidget& part)
    {
        const QRect place(part.mapTo(&window, QPoint()), part.size());
        return part.isVisible() && window.rect().contains(place) && part.width() >= part.sizeHint().width() &&
               part.height() >= part.sizeHint().height();
    }

private Q_SLOTS:
    void aSizeLeavesRoomForTheFrame_data()
    {
        QTest::addColumn<QSize>("available");
        QTest::addColumn<QSize>("fitted");
        QTest::newRow("large") << QSize(2560, 1440) << QSize(1440, 900);
        QTest::newRow("as large, with its frame") << QSize(1448, 936) << QSize(1440, 900);
        QTest::newRow("as large, without") << QSize(1440, 900) << QSize(1432, 864);
        QTest::newRow("1280x800") << QSize(1280, 800) << QSize(1272, 764);
        QTest::newRow("800x600") << QSize(800, 600) << QSize(792, 564);
        QTest::newRow("no screen") << QSize(0, 0) << QSize(1, 1);
    }
    void aSizeLeavesRoomForTheFrame()
    {
        QFETCH(QSize, available);
        QTEST(ui::fittedTo(QSize(1440, 900), available), "fitted");
    }

    void aPlaceIsMovedToWhereAllOfItIsSeen_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QRect>("fitted");
        QTest::newRow("is there") << QRect(100, 100, 1024, 640) << QRect(100, 100, 1024, 640);
        QTest::newRow("too far right and down") << QRect(700, 400, 1024, 640) << QRect(252, 156, 1024, 640);
        QTest::newRow("too far left and up") << QRect(-300, -200, 1024, 640) << QRect(4, 32, 1024, 640);
        QTest::newRow("too large") << QRect(0, 0, 1440, 900) << QRect(4, 32, 1272, 764);
    }
    void aPlaceIsMovedToWhereAllOfItIsSeen()
    {
        QFETCH(QRect, wanted);
        QTEST(ui::fittedTo(wanted, QRect(0, 0, 1280, 800)), "fitted");
        // The same on a screen beside it.
        QFETCH(QRect, fitted);
        QCOMPARE(ui::fittedTo(wanted.translated(1920, 60), QRect(1920, 60, 1280, 800)), fitted.translated(1920, 60));
    }

    // rule: H1
    void theFirstWindowIsOnTheScreen()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        const QSize room = QGuiApplication::primaryScreen()->availableSize();
        QVERIFY(room.width() < 1024); // else this shows nothing
        QVERIFY(window.width() < room.width() && window.height() < room.height());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(window.width() < room.width() && window.height() < room.height());
        QVERIFY(shows(window, *test::part<ui::HaltButton>(window, "hardHaltButton")));
    }

    // rule: H1
    void aRestoredPlaceIsOnTheScreen()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.setGeometry(500, 700, 1440, 900);
        window.fitToScreen();
        QVERIFY(QGuiApplication::primaryScreen()->availableGeometry().contains(window.geometry()));
    }

    // Whatever is said beside it, and on each page.
    // rule: H1
    void theHaltControlIsWholeOnTheSmallestScreen()
    {
        domain::Environment environment = test::rigEnvironment();
        environment.name = QString(63, QLatin1Char('n'));
        test::WidgetRig rig(test::rigRunbook(), environment);
        MainWindow window(rig.window);
        window.setMinimumSize(1, 1); // as on a screen of 800x600
        window.resize(ui::fittedTo(window.size(), QSize(800, 600)));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto* halt = test::part<ui::HaltButton>(window, "hardHaltButton");
        rig.bothSay(domain::TradingState::HardHalt);
        rig.probe.fail({base::ErrorCode::Refused, {}, QStringLiteral("http://127.0.0.1:8222/subsz?subs=1")});
        for (const bool isDown : {false, true}) {
            if (isDown)
                rig.link.setDown(rig.clock.now());
            else
                rig.linksUp();
            for (const char* id : {"overview", "services", "health", "activity"}) {
                window.showPage(QString::fromLatin1(id));
                test::drawNews(window);
                QCoreApplication::sendPostedEvents();
                QCOMPARE(window.width(), 792);
                QTRY_VERIFY2(shows(window, *halt), id);
                QTRY_VERIFY2(shows(window, *test::part(window, "banner.state")), id);
            }
        }
    }

    // What has no room is a scroll away, not cut off.
    void aPageIsScrolledThere()
    {
        test::WidgetRig rig;
        MainWindow window(rig.window);
        window.setMinimumSize(1, 1);
        window.showPage(QStringLiteral("services"));
        window.resize(792, 564);
        window.show();
        QTRY_VERIFY(window.findChild<QWidget*>(QStringLiteral("page.services")) != nullptr);
        auto* area = test::part<QScrollArea>(window, "pageArea");
        const auto* page = test::part(window, "page.services");
        auto* table = test::part<QTableView>(window, "servicesTable");
        table->setCurrentIndex(table->model()->index(0, 0)); // one service in full: nothing else needs as much
        QTRY_VERIFY(page->width() >= page->minimumSizeHint().width());
        QTRY_VERIFY(area->horizontalScrollBar()->maximum() > 0);
        const auto* filter = test::part(window, "servicesFilter");
        area->horizontalScrollBar()->setValue(area->horizontalScrollBar()->maximum());
        QVERIFY(window.rect().contains(QRect(filter->mapTo(&window, QPoint()), filter->size())));
        window.resize(1440, 900);
        QCoreApplication::sendPostedEvents();
        QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
        QCOMPARE(area->verticalScrollBar()->maximum(), 0);
        QCOMPARE(page->size(), area->viewport()->size());
    }
};

QTEST_MAIN(TestWindowFit)
#include "tst_window_fit.moc"
