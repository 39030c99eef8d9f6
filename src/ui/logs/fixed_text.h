#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QRect>
#include <QVector>

#include <array>
#include <bitset>
#include <vector>

class QImage;
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
    // The same into an image of Format_RGB32 and ratio 1 that is `back` behind the text, a few times faster: copies
    // pictures of the letters that were drawn once. False: also where a letter does not begin on a whole pixel, or the
    // cell is not inside the image.
    bool copy(QImage& image, const QRect& cell, QStringView text, const QColor& pen, const QColor& back);

private:
    static constexpr char16_t firstGlyph = 0x20;
    static constexpr char16_t lastGlyph = 0x7e;
    static constexpr size_t ellipsis = lastGlyph - firstGlyph + 1; // behind the letters
    static constexpr size_t glyphs = ellipsis + 1;

    // A pixel of a letter that lies beside the letter's own ones, and how much of it each channel covers.
    struct Overhang {
        int x;
        int y;
        int red;
        int green;
        int blue;
    };
    // Letters in one colour on another, each drawn when it is first wanted.
    struct Pictures {
        QRgb pen;
        QRgb back;
        int height;
        std::bitset<glyphs> drawn;
        std::vector<QRgb> pixels; // one letter's below the other's
        std::array<std::vector<Overhang>, glyphs> overhangs;
    };

    bool layOut(int width, QStringView text);
    void drawLetters(QPainter& painter, const QRect& cell, const std::vector<quint8>& letters);
    const Pictures& pictures(const QColor& pen, const QColor& back, int height);
    void drawPicture(Pictures& pictures, quint8 letter, const QColor& pen, const QColor& back);

    QRawFont m_font; // invalid: the font is not for this
    std::array<quint32, glyphs> m_glyphs{};
    qreal m_advance = 0;
    qreal m_ascent = 0;
    qreal m_height = 0;
    int m_step = 0;                // the advance in whole pixels; 0: it is none
    std::vector<quint8> m_letters; // places in m_glyphs, of the text that is drawn
    QVector<quint32> m_run;        // their glyphs
    QVector<QPointF> m_places;     // of one glyph after another
    std::vector<Pictures> m_drawn; // in few colours
};

} // namespace ops::ui
