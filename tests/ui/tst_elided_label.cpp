#include "support/test_case.h"
#include "ui/common/elided_label.h"
#include "ui/common/plain_tip.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

using namespace ops::ui;

namespace {

constexpr QLatin1String longText("titan.evt.exec.fill.v1.bybit.main.BTCUSDT and a good deal more");

} // namespace

class TestElidedLabel final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void whatDoesNotFitIsCutOnlyOnTheScreen()
    {
        ElidedLabel label;
        label.setText(longText);
        label.resize(label.sizeHint());
        QVERIFY(!label.isCut());
        label.resize(60, label.height());
        QVERIFY(label.isCut());
        QCOMPARE(label.text(), longText);
        QCOMPARE(label.accessibleName(), longText);
        QVERIFY(label.minimumSizeHint().width() < 80); // it gives way
        QCOMPARE(label.minimumSizeHint().height(), label.sizeHint().height());
    }

    void aShortTextAsksForNoMoreThanItNeeds()
    {
        ElidedLabel label;
        label.setText(QStringLiteral("up"));
        QCOMPARE(label.minimumSizeHint().width(), label.sizeHint().width());
    }

    void itKeepsRoomForWhatItMustSay()
    {
        ElidedLabel label;
        label.setText(longText);
        const int few = label.minimumSizeHint().width();
        const QString least = longText.left(longText.size() / 2);
        label.setLeast(least);
        QCOMPARE(label.minimumSizeHint().width(), label.fontMetrics().horizontalAdvance(least) + 1);
        label.setText(QStringLiteral("short"));
        QCOMPARE(label.minimumSizeHint().width(), label.sizeHint().width()); // no more than there is to say
        label.setText(longText);
        label.setLeast({});
        QCOMPARE(label.minimumSizeHint().width(), few);
    }

    void anotherFontTakesAnotherWidth()
    {
        ElidedLabel label;
        label.setText(longText);
        const int before = label.sizeHint().width();
        QFont larger = label.font();
        larger.setPixelSize(label.fontInfo().pixelSize() * 2);
        label.setFont(larger);
        QVERIFY(label.sizeHint().width() > before * 3 / 2);
        QCOMPARE(label.sizeHint().width(), label.fontMetrics().horizontalAdvance(longText) + 1);
    }

    // An age counts up each second: the window is laid out again only when it needs another width.
    void anotherTextOfTheSameWidthLaysNothingOut()
    {
        QWidget window;
        auto* row = new QHBoxLayout(&window);
        auto* label = new ElidedLabel(Type::Fixed, Tone::Normal, &window);
        row->addWidget(label);
        label->setText(QStringLiteral("17:04:08 UTC"));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCoreApplication::sendPostedEvents();
        row->activate();
        label->setText(QStringLiteral("17:04:09 UTC"));
        QVERIFY(row->geometry().isValid());
        struct Requests : QObject {
            int count = 0;
            bool eventFilter(QObject*, QEvent* event) override
            {
                count += event->type() == QEvent::LayoutRequest ? 1 : 0;
                return false;
            }
        } requests;
        window.installEventFilter(&requests);
        label->setText(QStringLiteral("17:04:10 UTC"));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(requests.count, 0);
        label->setText(QStringLiteral("17:04:10.5 UTC"));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(requests.count, 1);
        QCOMPARE(label->text(), QStringLiteral("17:04:10.5 UTC"));
    }

    // rule: G7
    void aTextFromOutsideIsOneLineOfPlainText()
    {
        ElidedLabel label;
        label.setText(QStringLiteral("a\nb\r\n\tc\u2028d"));
        QVERIFY(!label.text().contains(QLatin1Char('\n')));
        QCOMPARE(label.text(), QStringLiteral("a b c d"));

        ElidedLabel markup;
        markup.setText(QStringLiteral("<b>bold</b>"));
        QCOMPARE(markup.text(), QStringLiteral("<b>bold</b>"));
        QVERIFY(markup.sizeHint().width() > markup.fontMetrics().horizontalAdvance(QStringLiteral("bold")) + 10);
    }

    // rule: G7
    void theWholeIsInTheToolTip()
    {
        ElidedLabel label;
        label.setText(QStringLiteral("<img src='x'> ") + longText);
        label.resize(60, 20);
        label.show();
        QVERIFY(QTest::qWaitForWindowExposed(&label));
        QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(&label, &help);
        QCOMPARE(QToolTip::text(), QStringLiteral("<p style='white-space:pre-wrap'>&lt;img src='x'&gt; ") + longText +
                                       QStringLiteral("</p>"));
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
        label.setText(QStringLiteral("short"));
        label.resize(label.sizeHint());
        QHelpEvent again(QEvent::ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(&label, &again);
        QVERIFY(!QToolTip::isVisible()); // it can be read already
    }

    // rule: G7
    void aNoteStandsInTheToolTipBelowTheWhole()
    {
        ElidedLabel label;
        label.setText(QStringLiteral("short"));
        label.setNote(QStringLiteral("<b>why</b>"));
        QCOMPARE(label.accessibleDescription(), QStringLiteral("<b>why</b>"));
        label.resize(label.sizeHint());
        label.show();
        QVERIFY(QTest::qWaitForWindowExposed(&label));
        QVERIFY(!label.isCut());
        QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(&label, &help);
        QCOMPARE(QToolTip::text(), QStringLiteral("<p style='white-space:pre-wrap'>short\n&lt;b&gt;why&lt;/b&gt;</p>"));
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
        label.setNote({});
        QVERIFY(label.accessibleDescription().isEmpty());
        QHelpEvent again(QEvent::ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(&label, &again);
        QVERIFY(!QToolTip::isVisible());
    }

    // rule: G7
    void tipsAreNoMarkup()
    {
        QCOMPARE(plainTip({}), QString());
        QCOMPARE(plainTip(QStringLiteral("<b>%1 & x\ny")),
                 QStringLiteral("<p style='white-space:pre-wrap'>&lt;b&gt;%1 &amp; x\ny</p>"));
    }

    void largerTextOnTheDesktopEnlargesLabels()
    {
        ElidedLabel line(Type::Caption);
        line.setText(longText);
        Label label(longText, Type::Title);
        const int lineBefore = line.sizeHint().height();
        const int labelBefore = label.sizeHint().height();
        const QFont usual = QApplication::font();
        QFont larger = usual;
        larger.setPointSizeF(usual.pointSizeF() * 1.5);
        QApplication::setFont(larger);
        QTRY_VERIFY(line.sizeHint().height() > lineBefore);
        QTRY_VERIFY(label.sizeHint().height() > labelBefore);
        QApplication::setFont(usual);
        QTRY_COMPARE(label.sizeHint().height(), labelBefore);
    }

    void toneAndModeAreDrawn()
    {
        ElidedLabel label(Type::Body, Tone::Normal);
        label.setText(longText);
        label.resize(120, label.sizeHint().height());
        const QImage normal = label.grab().toImage();
        label.setTone(Tone::Halt);
        const QImage halt = label.grab().toImage();
        QVERIFY(normal != halt);
        label.setElideMode(Qt::ElideRight);
        QVERIFY(label.grab().toImage() != halt);
    }
};

QTEST_MAIN(TestElidedLabel)
#include "tst_elided_label.moc"
