#pragma once

#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QRect>
#include <QVector>

#include <array>

class QPainter;

namespace ops::ui {

// Draws plain ASCII in a fixed-pitch font glyph by glyph: such text needs no layout, which is what drawing a cell of a
// log costs otherwise. Looks the same as QPainter::drawText. A value; GUI thread.
class FixedText {
public:
    FixedText() = default;
    explicit FixedText(const QFont& font);

    // What does not fit into the cell's width ends in an ellipsis. In the painter's pen; at the left, in the middle of
    // the cell's height, which is the font's at least. False: this text, or this font, has to be laid out; nothing is
    // drawn then.
    bool draw(QPainter& painter, const QRect& cell, QStringView text);

private:
    static constexpr char16_t firstGlyph = 0x20;
    static constexpr char16_t lastGlyph = 0x7e;

    QRawFont m_font; // invalid: the font is not for this
    std::array<quint32, lastGlyph - firstGlyph + 1> m_glyphs{};
    quint32 m_ellipsis = 0;
    qreal m_advance = 0;
    qreal m_ascent = 0;
    qreal m_height = 0;
    QVector<quint32> m_run;    // of the text that is drawn
    QVector<QPointF> m_places; // of one glyph after another
};

} // namespace ops::ui
