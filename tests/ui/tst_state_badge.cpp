#include "support/test_case.h"
#include "ui/common/mark.h"
#include "ui/common/state_badge.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QTest>

using namespace ops::ui;
using ops::domain::TradingState;

namespace {

constexpr TradingState allStates[] = {TradingState::Unknown, TradingState::Open, TradingState::SoftHalt,
                                      TradingState::HardHalt};
constexpr MarkKind allMarks[] = {MarkKind::Ok,      MarkKind::Failed,  MarkKind::Alarm,
                                 MarkKind::Warning, MarkKind::Waiting, MarkKind::Unknown};

// Where something was drawn on `back`, whatever its colour.
template <class Draw>
QImage shape(const QColor& back, Draw draw)
{
    QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(back);
    QPainter painter(&image);
    draw(painter, QRectF(4, 4, 16, 16));
    painter.end();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const bool inked = qAbs(qGray(image.pixel(x, y)) - qGray(back.rgb())) > 40;
            image.setPixelColor(x, y, inked ? Qt::black : Qt::white);
        }
    return image;
}

int inkedPixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == Qt::black ? 1 : 0;
    return count;
}

int differingPixels(const QImage& a, const QImage& b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            count += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
    return count;
}

} // namespace

class TestStateBadge final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G5
    void everyStateHasAShapeOfItsOwn_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void everyStateHasAShapeOfItsOwn()
    {
        QFETCH(bool, dark);
        const QPalette palette = themePalette(dark);
        const auto of = [&](TradingState state) {
            return shape(palette.color(QPalette::Base),
                         [&](QPainter& painter, const QRectF& box) { drawStateShape(painter, box, state, palette); });
        };
        for (const TradingState a : allStates)
            for (const TradingState b : allStates)
                if (a != b)
                    QVERIFY2(differingPixels(of(a), of(b)) >= 24, // a tenth of the box
                             qPrintable(ops::domain::tradingStateWord(a) + QStringLiteral(" like ") +
                                        ops::domain::tradingStateWord(b)));
    }

    // rule: G5
    void everyMarkHasAShapeOfItsOwn()
    {
        const QPalette palette = themePalette(false);
        const auto of = [&](MarkKind kind) {
            return shape(palette.color(QPalette::Base),
                         [&](QPainter& painter, const QRectF& box) { drawMark(painter, box, kind, palette); });
        };
        QCOMPARE(inkedPixels(of(MarkKind::None)), 0);
        for (const MarkKind a : allMarks) {
            QVERIFY(inkedPixels(of(a)) > 8);
            for (const MarkKind b : allMarks)
                if (a != b)
                    QVERIFY(differingPixels(of(a), of(b)) >= 16);
        }
    }

    void itSaysTheWord_data()
    {
        QTest::addColumn<TradingState>("state");
        for (const TradingState state : allStates)
            QTest::newRow(qPrintable(ops::domain::tradingStateWord(state))) << state;
    }
    void itSaysTheWord()
    {
        QFETCH(TradingState, state);
        const QString word = ops::domain::tradingStateWord(state);
        for (const auto size : {StateBadge::Size::Large, StateBadge::Size::Normal}) {
            StateBadge badge(size);
            QCOMPARE(badge.state(), TradingState::Unknown); // until something is proven
            badge.setState(state, false);
            QCOMPARE(badge.accessibleName(), QStringLiteral("Trading state: ") + word);
            QVERIFY(badge.sizeHint().width() >= QFontMetrics(badge.font()).horizontalAdvance(word));
            QCOMPARE(badge.minimumSizeHint(), badge.sizeHint()); // never cut
            badge.setState(state, true);
            QCOMPARE(badge.accessibleName(), QStringLiteral("Trading state, last known: ") + word);
        }
    }

    // rule: G9
    void staleLooksStale()
    {
        StateBadge badge;
        badge.setState(TradingState::HardHalt, false);
        badge.resize(badge.sizeHint());
        const QImage fresh = badge.grab().toImage();
        badge.setState(TradingState::HardHalt, true);
        const QImage stale = badge.grab().toImage();
        QCOMPARE(fresh.size(), stale.size()); // nothing jumps
        QVERIFY(differingPixels(fresh, stale) > fresh.width() * fresh.height() / 20);
    }

    void largerTextOnTheDesktopEnlargesIt()
    {
        StateBadge badge;
        badge.show();
        const int before = badge.sizeHint().height();
        const QFont usual = QApplication::font();
        QFont larger = usual;
        larger.setPointSizeF(usual.pointSizeF() * 1.5);
        QApplication::setFont(larger);
        QTRY_VERIFY(badge.sizeHint().height() > before);
        QApplication::setFont(usual);
        QTRY_COMPARE(badge.sizeHint().height(), before);
    }
};

QTEST_MAIN(TestStateBadge)
#include "tst_state_badge.moc"
