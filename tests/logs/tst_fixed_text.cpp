#include "support/test_case.h"
#include "ui/common/tokens.h"
#include "ui/logs/fixed_text.h"

#include <QImage>
#include <QPainter>
#include <QTest>

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
                    QVERIFY(text.draw(drawing, cell, words));
                    drawing.end();
                    QImage laidOut = paper();
                    QPainter painter(&laidOut);
                    painter.setFont(font);
                    painter.setPen(Qt::darkBlue);
                    painter.drawText(cell, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                                     painter.fontMetrics().elidedText(words, Qt::ElideRight, width));
                    painter.end();
                    QVERIFY2(quick == laidOut,
                             qPrintable(QStringLiteral("%1 in %2 x %3").arg(words).arg(width).arg(height)));
                }
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
