#include "support/test_case.h"
#include "ui/common/contrast.h"
#include "ui/common/label.h"
#include "ui/common/mark.h"
#include "ui/common/state_badge.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/common/tokens.h"

#include <QImage>
#include <QPainter>
#include <QStyleOptionButton>
#include <QTest>

using namespace ops::ui;
using ops::domain::TradingState;

// rule: G5 (what colour says must at least be readable, in both looks)
class TestContrast final : public ops::test::TestCase {
    Q_OBJECT

private:
    static void addLooks()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static void readable(const QColor& text, const QColor& back, const QString& what)
    {
        const double ratio = contrastRatio(text, back);
        QVERIFY2(ratio >= minimumTextContrast,
                 qPrintable(
                     QStringLiteral("%1: %2 on %3 is %4:1").arg(what, text.name(), back.name()).arg(ratio, 0, 'f', 2)));
    }

private Q_SLOTS:
    void theRatioItself()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        QCOMPARE(relativeLuminance(Qt::black), 0.0);
        QCOMPARE(relativeLuminance(Qt::white), 1.0);
        // WCAG's own border cases: the lightest grey that may stand on white, and the one after it.
        QVERIFY(contrastRatio(QColor(0x767676), Qt::white) >= minimumTextContrast);
        QVERIFY(contrastRatio(QColor(0x777777), Qt::white) < minimumTextContrast);
    }

    void everyPairThatCarriesText_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("back");
        for (const bool dark : {false, true})
            for (const TextPair& pair : textPairs(dark ? darkTokens() : lightTokens()))
                QTest::addRow("%s: %s, %s on %s", dark ? "dark" : "light", pair.what, qPrintable(pair.text.name()),
                              qPrintable(pair.back.name()))
                    << pair.text << pair.back;
    }
    void everyPairThatCarriesText()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, back);
        readable(text, back, QString::fromLatin1(QTest::currentDataTag()));
    }

    // What the widgets really ask for, on every background that they stand on.
    void everyToneStateAndMark_data() { addLooks(); }
    void everyToneStateAndMark()
    {
        QFETCH(bool, dark);
        const QPalette palette = themePalette(dark);
        const Tokens& t = tokens(palette);
        for (const QColor& back : {palette.color(QPalette::Window), palette.color(QPalette::Base),
                                   palette.color(QPalette::AlternateBase), palette.color(QPalette::Highlight)}) {
            for (const Tone tone : {Tone::Normal, Tone::Muted, Tone::Halt, Tone::Soft, Tone::Unknown, Tone::Link})
                readable(toneColor(tone, palette), back, QStringLiteral("tone %1").arg(static_cast<int>(tone)));
            for (const TradingState state :
                 {TradingState::Unknown, TradingState::Open, TradingState::SoftHalt, TradingState::HardHalt})
                readable(stateColor(state, palette), back, ops::domain::tradingStateWord(state));
            for (const MarkKind mark : {MarkKind::Ok, MarkKind::Failed, MarkKind::Alarm, MarkKind::Warning,
                                        MarkKind::Waiting, MarkKind::Unknown})
                readable(markColor(mark, palette), back, QStringLiteral("mark %1").arg(static_cast<int>(mark)));
        }
        readable(toneColor(Tone::Halt, palette), t.haltBack, QStringLiteral("alarm row"));
        readable(t.text, t.surface, QStringLiteral("DRILL"));
    }

    void everyRoleOfThePalette_data() { addLooks(); }
    void everyRoleOfThePalette()
    {
        QFETCH(bool, dark);
        const QPalette palette = themePalette(dark);
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::Link, QPalette::Base},
            {QPalette::BrightText, QPalette::Window},
        };
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
            for (const auto& [text, back] : pairs)
                readable(palette.color(group, text), palette.color(group, back),
                         QStringLiteral("role %1 in group %2").arg(text).arg(group));
    }

    // An empty box is nothing but its frame.
    void aCheckBoxIsSeen_data() { addLooks(); }
    void aCheckBoxIsSeen()
    {
        QFETCH(bool, dark);
        const QPalette palette = themePalette(dark);
        OpsStyle style;
        const auto drawn = [&](QStyle::State state) {
            QImage image(24, 24, QImage::Format_RGB32);
            image.fill(palette.color(QPalette::Window));
            QPainter painter(&image);
            QStyleOptionButton option;
            option.palette = palette;
            option.rect = image.rect().adjusted(4, 4, -4, -4);
            option.state = state;
            style.drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &painter, nullptr);
            painter.end();
            return image;
        };
        const QImage empty = drawn(QStyle::State_Enabled | QStyle::State_Off);
        const double frame = contrastRatio(empty.pixelColor(12, 4), palette.color(QPalette::Window));
        QVERIFY2(frame >= minimumShapeContrast, qPrintable(QString::number(frame)));
        QVERIFY(contrastRatio(empty.pixelColor(12, 4), empty.pixelColor(12, 12)) >= minimumShapeContrast);
        QVERIFY(drawn(QStyle::State_Enabled | QStyle::State_On) != empty);
        QVERIFY(drawn(QStyle::State_Enabled | QStyle::State_NoChange) != empty);
        QVERIFY(drawn(QStyle::State_Off) != empty);
    }

    void aScrollBarCanBeSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<Qt::Orientation>("orientation");
        QTest::addColumn<Qt::LayoutDirection>("direction");
        for (const bool dark : {false, true}) {
            QTest::addRow("%s, upright", dark ? "dark" : "light") << dark << Qt::Vertical << Qt::LeftToRight;
            QTest::addRow("%s, level", dark ? "dark" : "light") << dark << Qt::Horizontal << Qt::LeftToRight;
            QTest::addRow("%s, level, from the right", dark ? "dark" : "light")
                << dark << Qt::Horizontal << Qt::RightToLeft;
        }
    }
    // Its handle where the style says it is, an arrow at each end; and no handle where there is nowhere to scroll to.
    void aScrollBarCanBeSeen()
    {
        QFETCH(bool, dark);
        QFETCH(Qt::Orientation, orientation);
        QFETCH(Qt::LayoutDirection, direction);
        const OpsStyle style;
        QStyleOptionSlider bar;
        bar.palette = themePalette(dark);
        bar.direction = direction;
        bar.orientation = orientation;
        bar.rect = orientation == Qt::Vertical ? QRect(0, 0, 16, 300) : QRect(0, 0, 300, 16);
        bar.subControls = QStyle::SC_All;
        bar.pageStep = 25;
        bar.sliderPosition = bar.sliderValue = 20;
        if (orientation == Qt::Horizontal)
            bar.state |= QStyle::State_Horizontal;
        const auto drawn = [&](int maximum, QStyle::State state) {
            QStyleOptionSlider option = bar;
            option.maximum = maximum;
            option.state |= state;
            if (state.testFlag(QStyle::State_Sunken))
                option.activeSubControls = QStyle::SC_ScrollBarSlider;
            QImage image(bar.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::magenta);
            QPainter painter(&image);
            style.drawComplexControl(QStyle::CC_ScrollBar, &option, &painter, nullptr);
            return image;
        };
        bar.maximum = 100;
        const auto middle = [&](QStyle::SubControl control) {
            return style.subControlRect(QStyle::CC_ScrollBar, &bar, control, nullptr).center();
        };
        const QImage image = drawn(100, QStyle::State_Enabled);
        const QPoint corner(bar.rect.right(), bar.rect.bottom());
        for (const auto control :
             {QStyle::SC_ScrollBarSlider, QStyle::SC_ScrollBarAddLine, QStyle::SC_ScrollBarSubLine}) {
            const double ratio = contrastRatio(image.pixelColor(middle(control)), image.pixelColor(corner));
            QVERIFY2(ratio >= minimumShapeContrast, qPrintable(QStringLiteral("%1: %2").arg(control).arg(ratio)));
        }
        QCOMPARE(image.pixelColor(middle(QStyle::SC_ScrollBarAddPage)), image.pixelColor(corner));
        QVERIFY(drawn(100, QStyle::State_Enabled | QStyle::State_Sunken) != image);
        const QImage nowhere = drawn(0, QStyle::State_Enabled);
        QCOMPARE(nowhere.pixelColor(middle(QStyle::SC_ScrollBarSlider)), nowhere.pixelColor(corner));
        QCOMPARE(drawn(100, {}).pixelColor(middle(QStyle::SC_ScrollBarSlider)), nowhere.pixelColor(corner));
    }

    void theSetFollowsThePalette()
    {
        QCOMPARE(&tokens(themePalette(false)), &lightTokens());
        QCOMPARE(&tokens(themePalette(true)), &darkTokens());
        QVERIFY(!isHighContrast(themePalette(false)));
        QVERIFY(!isHighContrast(themePalette(true)));
        QVERIFY(isHighContrast(QPalette(Qt::white, Qt::black, Qt::white, Qt::black, Qt::gray, Qt::white, Qt::white,
                                        Qt::black, Qt::black)));
    }
};

QTEST_MAIN(TestContrast)
#include "tst_contrast.moc"
