#include "support/test_case.h"
#include "ui/common/elided_label.h"
#include "ui/common/style.h"
#include "ui/services/level_list.h"
#include "ui/services/service_detail.h"
#include "ui/widget_rig.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include <algorithm>

using namespace ops;
using test::runningContainer;

class TestServiceDetail final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        ui::OpsStyle style;
        ui::ServiceDetail detail{rig.window};
        QScrollArea* state = test::part<QScrollArea>(detail, "serviceState");

        Shown()
        {
            rig.engine.show({runningContainer(QStringLiteral("titan-brain"))}, rig.clock.now());
            detail.setStyle(&style);
            detail.setKey(QStringLiteral("service:titan-brain"));
            detail.resize(1100, 180);
            detail.show();
            detail.activateWindow();
        }
        bool scrolls() const { return state->verticalScrollBar()->maximum() > 0; }
        void tab() const
        {
            QWidget* at = QApplication::focusWidget();
            QTest::keyClick(at != nullptr ? at : static_cast<QWidget*>(state->window()), Qt::Key_Tab);
        }
        // What is just above the column, where the frame of the focus is.
        QImage edge()
        {
            constexpr int width = 6;
            return detail.grab({state->mapTo(&detail, QPoint(0, -width)), QSize(state->width(), width)}).toImage();
        }
    };

private Q_SLOTS:
    // Its lower lines are nowhere else, and nobody needs a mouse to read them.
    void theStateIsScrolledByTheKeyboard()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.detail));
        QTRY_VERIFY(shown.scrolls());
        QVERIFY(!shown.state->accessibleName().isEmpty());
        for (int i = 0; i < 20 && !shown.state->hasFocus(); ++i)
            shown.tab();
        QVERIFY(shown.state->hasFocus());
        const QImage framed = shown.edge();
        QTest::keyClick(shown.state, Qt::Key_Down);
        QVERIFY(shown.state->verticalScrollBar()->value() > 0);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(shown.state, Qt::Key_PageDown);
        QCOMPARE(shown.state->verticalScrollBar()->value(), shown.state->verticalScrollBar()->maximum());
        // The parts stand from left to right.
        shown.tab();
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("serviceLogAgain"));
        QVERIFY(shown.edge() != framed);
    }

    // In a window of 1280 pixels, with the longest words that they have.
    void theLevelsWordsHaveRoom()
    {
        Shown shown;
        domain::Container brain = runningContainer(QStringLiteral("titan-brain"));
        brain.health = domain::ImageHealth::None;
        shown.rig.engine.show({brain}, shown.rig.clock.now());
        shown.detail.resize(1080, 400);
        QCoreApplication::sendPostedEvents();
        QStringList words;
        for (int level = 0; level < 4; ++level) {
            const auto* word =
                test::part<ui::GradeWord>(shown.detail, qPrintable(QStringLiteral("level%1").arg(level)));
            const auto* label = word->findChild<ui::ElidedLabel*>();
            QVERIFY2(!label->isCut(), qPrintable(label->text()));
            words << label->text();
        }
        const QString all = words.join(QLatin1Char('|'));
        QVERIFY2(all.contains(QLatin1String("none in the image|no endpoint")), qPrintable(all));
    }

    // In the smallest window: the words and the ages of the levels are whole, whatever else gives way.
    // rule: G9
    void theLevelsAreWholeInTheSmallestWindow()
    {
        Shown shown;
        domain::Container brain = runningContainer(QStringLiteral("titan-brain"));
        brain.health = domain::ImageHealth::None;
        shown.rig.engine.show({brain}, shown.rig.clock.now());
        shown.rig.heartbeat("titan-brain", domain::TradingState::Open);
        shown.rig.services.tick();
        shown.rig.pass(std::chrono::seconds(95)); // "last known 1 min 35 s ago"
        shown.detail.refresh();
        shown.detail.resize(872, 400); // 1024 without the rail and the page's margins
        QTRY_VERIFY(shown.state->width() >= shown.state->minimumSizeHint().width());
        const auto* viewport = shown.state->viewport();
        int aged = 0;
        for (const ui::ElidedLabel* label : shown.state->findChildren<ui::ElidedLabel*>()) {
            if (!label->isVisible())
                continue;
            const int right = label->mapTo(viewport, QPoint(label->width(), 0)).x();
            QVERIFY2(right <= viewport->width(), qPrintable(label->text()));
            const bool isWord = qobject_cast<ui::GradeWord*>(label->parentWidget()) != nullptr;
            QVERIFY2(!isWord || !label->isCut(), qPrintable(label->text()));
            const QString drawn = label->fontMetrics().elidedText(label->text(), Qt::ElideLeft, label->width());
            if (!isWord && label->text().endsWith(QLatin1String(" ago"))) {
                const QString age = label->text().section(QStringLiteral(" · "), -1);
                QVERIFY2(drawn.endsWith(age), qPrintable(drawn));
                ++aged;
            }
        }
        QVERIFY(aged > 0);
    }

    // What explains it is one step away, whether or not the line is cut.
    void aStateThatNobodyAskedForSaysSo()
    {
        Shown shown;
        shown.rig.heartbeat("titan-brain", domain::TradingState::Open);
        shown.rig.services.tick();
        shown.detail.refresh();
        const auto labels = shown.detail.findChildren<ui::ElidedLabel*>();
        const auto found = std::find_if(labels.begin(), labels.end(), [](const ui::ElidedLabel* label) {
            return label->text().contains(QStringLiteral(" · pushed · "));
        });
        QStringList texts;
        for (const ui::ElidedLabel* label : labels)
            texts << label->text();
        QVERIFY2(found != labels.end(), qPrintable(texts.join(QLatin1Char('|'))));
        QVERIFY((*found)->accessibleDescription().contains(QLatin1String("how long it was on its way")));
    }

    void whatIsWholeTakesNoFocus()
    {
        Shown shown;
        QTRY_VERIFY(shown.scrolls());
        QCOMPARE(shown.state->focusPolicy(), Qt::StrongFocus);
        shown.detail.resize(1100, 900);
        QTRY_VERIFY(!shown.scrolls());
        QCOMPARE(shown.state->focusPolicy(), Qt::NoFocus);
    }
};

QTEST_MAIN(TestServiceDetail)
#include "tst_service_detail.moc"
