#include "support/test_case.h"
#include "ui/common/tokens.h"
#include "ui/logs/fixed_text.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace ops;

// Text drawn without a layout is, pixel for pixel, what a layout draws.
class TestFixedText : public test::TestCase {
    Q_OBJECT

private:
    static QImage paper()
    {
        QImage image(1000, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        return image;
    }

private Q_SLOTS:
    void looksLikeALayout_data()
    {
        QTest::addColumn<qreal>("points");
        QTest::addColumn<int>("weight");
        for (const qreal points : {8.0, 9.0, 10.0, 11.0, 13.0, 16.5})
            for (const int weight : {QFont::Normal, QFont::Bold})
                QTest::addRow("%g points, weight %d", points, weight) << points << weight;
    }
    void looksLikeALayout()
    {
        QFETCH(qreal, points);
        QFETCH(int, weight);
        QFont font = ui::fixedFont();
        font.setPointSizeF(points);
        font.setWeight(static_cast<QFont::Weight>(weight));
        ui::FixedText text(font);
        const int fontHeight = QFontMetrics(font).height() + 1;
        const QString texts[] = {QStringLiteral("INFO"), QStringLiteral("2026-01-30 17:04:08.113"),
                                 QStringLiteral("refused: fi ffl -> == != <= >= 10.0.3.7:5432 {}[]~@#$%^&*\"'\\")};
        for (const QString& words : texts)
            for (const int width : {1, 7, 60, 137, 300, 900})
                for (const int height : {fontHeight, fontHeight + 1, fontHeight + 8}) {
                    const QRect cell(7, 9, width, height);
                    QImage quick = paper();
                    QPainter drawing(&quick);
                    drawing.setPen(Qt::darkBlue);
                    drawing.setClipRect(cell); // as a layout does with the edge of a letter where there is no room
                    QVERIFY(text.draw(drawing, cell, words));
                    drawing.end();
                    QImage laidOut = paper();
                    QPainter painter(&laidOut);
                    painter.setFont(font);
                    painter.setPen(Qt::darkBlue);
                    painter.setClipRect(cell);
                    painter.drawText(cell, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                                     painter.fontMetrics().elidedText(words, Qt::ElideRight, width));
                    painter.end();
                    QVERIFY2(quick == laidOut,
                             qPrintable(QStringLiteral("%1 in %2 x %3").arg(words).arg(width).arg(height)));
                }
    }

    void copiesLookLikeLetters_data()
    {
        QTest::addColumn<qreal>("points");
        QTest::addColumn<int>("weight");
        QTest::addColumn<QColor>("pen");
        QTest::addColumn<QColor>("back");
        const ui::Tokens& light = ui::lightTokens();
        const ui::Tokens& dark = ui::darkTokens();
        for (const qreal points : {8.0, 9.0, 10.0, 11.0, 13.0, 16.5})
            for (const int weight : {QFont::Normal, QFont::Bold}) {
                QTest::addRow("%g points, weight %d, light", points, weight)
                    << points << weight << light.text << light.surface;
                QTest::addRow("%g points, weight %d, chosen", points, weight)
                    << points << weight << light.halt << light.selection;
                QTest::addRow("%g points, weight %d, dark", points, weight)
                    << points << weight << dark.muted << dark.surface;
            }
    }
    // Also of letters that reach into their neighbours' place, as some do in bold or in small.
    void copiesLookLikeLetters()
    {
        QFETCH(qreal, points);
        QFETCH(int, weight);
        QFETCH(QColor, pen);
        QFETCH(QColor, back);
        QFont font = ui::fixedFont();
        font.setPointSizeF(points);
        font.setWeight(static_cast<QFont::Weight>(weight));
        ui::FixedText text(font);
        const int height = QFontMetrics(font).height() + 5;
        const QString texts[] = {QStringLiteral("2026-01-30 17:04:08.113"), QStringLiteral("W_W#&KRWXwm%Y__@@ a_W"),
                                 QStringLiteral("refused: fi ffl -> == != <= >= 10.0.3.7:5432 {}[]~@#$%^&*\"'\\")};
        for (const QString& words : texts)
            for (const int width : {1, 7, 60, 137, 300, 900}) {
                const QRect cell(7, 3, width, height);
                QImage copied(1000, 60, QImage::Format_RGB32);
                copied.fill(back);
                QImage drawn = copied;
                QVERIFY(text.copy(copied, cell, words, pen, back));
                QPainter painter(&drawn);
                painter.setPen(pen);
                QVERIFY(text.draw(painter, cell, words));
                painter.end();
                for (int y = 0; y < drawn.height(); ++y)
                    for (int x = 0; x < drawn.width(); ++x) {
                        // Where two letters meet, what was covered first and what second is rounded otherwise.
                        const QColor one = copied.pixelColor(x, y);
                        const QColor other = drawn.pixelColor(x, y);
                        const int off =
                            std::max({std::abs(one.red() - other.red()), std::abs(one.green() - other.green()),
                                      std::abs(one.blue() - other.blue())});
                        if (off > 3)
                            QFAIL(qPrintable(QStringLiteral("%1 in %2: %3 instead of %4 at %5, %6")
                                                 .arg(words)
                                                 .arg(width)
                                                 .arg(one.name(), other.name())
                                                 .arg(x)
                                                 .arg(y)));
                    }
            }
    }

    void moreColoursThanAreKeptLookRight()
    {
        ui::FixedText text(ui::fixedFont());
        const QRect cell(4, 0, 300, 30);
        const auto lines = [&](int hue) {
            QImage image(400, 30, QImage::Format_RGB32);
            image.fill(Qt::white);
            const bool copied =
                text.copy(image, cell, QStringLiteral("W_order"), QColor::fromHsl(hue, 200, 80), Qt::white);
            return copied ? image : QImage();
        };
        const QImage first = lines(0);
        QVERIFY(!first.isNull());
        for (int hue = 1; hue < 60; ++hue) {
            const QImage other = lines(hue * 6);
            QVERIFY(!other.isNull());
            QVERIFY(other != first);
        }
        QCOMPARE(lines(0), first);
    }

    void copiesOnlyWhereItCan()
    {
        const QString words = QStringLiteral("INFO");
        ui::FixedText text(ui::fixedFont());
        const QRect cell(7, 3, 200, 24);
        const auto leavesAlone = [&](ui::FixedText& letters, QImage image, QRect place, const QString& what,
                                     const QColor& back) {
            image.fill(Qt::white);
            const QImage before = image;
            return !letters.copy(image, place, what, Qt::black, back) && image == before;
        };
        QVERIFY(!leavesAlone(text, paper(), cell, words, Qt::white));
        QVERIFY(leavesAlone(text, paper(), cell, QStringLiteral("r\u00e9sum\u00e9"), Qt::white));
        QVERIFY(leavesAlone(text, paper(), cell, words, QColor(255, 255, 255, 128)));
        QVERIFY(leavesAlone(text, paper().convertToFormat(QImage::Format_RGB16), cell, words, Qt::white));
        QImage sharp = paper();
        sharp.setDevicePixelRatio(2);
        QVERIFY(leavesAlone(text, sharp, cell, words, Qt::white));
        for (const QRect& outside :
             {QRect(-1, 3, 200, 24), QRect(7, -1, 200, 24), QRect(7, 40, 200, 24), QRect(990, 3, 200, 24)})
            QVERIFY(leavesAlone(text, paper(), outside, words, Qt::white));
        // Letters that begin between two pixels.
        QFont loose = ui::fixedFont();
        loose.setPointSizeF(9);
        loose.setHintingPreference(QFont::PreferNoHinting);
        const qreal advance = QFontMetricsF(loose).horizontalAdvance(QLatin1Char('M'));
        QVERIFY2(advance != qRound(advance), qPrintable(QString::number(advance)));
        ui::FixedText between(loose);
        QVERIFY(leavesAlone(between, paper(), cell, words, Qt::white));
    }

    void leavesOtherTextAlone()
    {
        ui::FixedText text(ui::fixedFont());
        QImage image = paper();
        QPainter painter(&image);
        const QRect cell(0, 0, 500, 24);
        for (const QString& words :
             {QStringLiteral("r\u00e9sum\u00e9"), QStringLiteral("a\tb"), QStringLiteral("→ \u05d0")})
            QVERIFY2(!text.draw(painter, cell, words), qPrintable(words));
        // A letter to each of which another width belongs.
        ui::FixedText body{ui::bodyFont()};
        QVERIFY(!body.draw(painter, cell, QStringLiteral("INFO")));
        QVERIFY(!ui::FixedText().draw(painter, cell, QStringLiteral("INFO")));
        painter.end();
        QCOMPARE(image, paper());
    }
};

QTEST_MAIN(TestFixedText)
#include "tst_fixed_text.moc"
