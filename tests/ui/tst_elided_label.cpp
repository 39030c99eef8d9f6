#include "support/test_case.h"
#include "ui/common/elided_label.h"
#include "ui/common/plain_tip.h"

#include <QApplication>
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
