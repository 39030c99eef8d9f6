#include "ui/logs/fixed_text.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstring>

namespace ops::ui {
namespace {

constexpr char16_t ellipsisCharacter = 0x2026;
// Pictures are copied so many pixels at a time; what is too much of one is under the next, or has the back's colour.
constexpr int block = 4;
// A theme has some eight pairs of colours in its log lines.
constexpr size_t mostPictures = 16;

int blocksOf(int pixels)
{
    return (pixels + block - 1) / block;
}

// How much of `back` the pen has covered where it is `seen` now, of fullCover.
constexpr int fullCover = 255;
int cover(int seen, int pen, int back)
{
    return pen == back ? 0 : fullCover * (seen - back) / (pen - back);
}

int covered(int channel, int pen, int cover)
{
    return channel + (pen - channel) * cover / fullCover;
}

} // namespace

FixedText::FixedText(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const qreal advance = metrics.horizontalAdvance(QLatin1Char('M'));
    const bool fixed = advance > 0 && advance == metrics.horizontalAdvance(QLatin1Char('i')) &&
                       advance == metrics.horizontalAdvance(QChar(ellipsisCharacter));
    QRawFont raw = QRawFont::fromFont(font);
    QString letters;
    for (char16_t c = firstGlyph; c <= lastGlyph; ++c)
        letters += QChar(c);
    letters += QChar(ellipsisCharacter);
    const QVector<quint32> glyphIndexes = raw.glyphIndexesForString(letters);
    if (!fixed || glyphIndexes.size() != letters.size() || glyphIndexes.contains(0U))
        return;
    m_font = raw;
    std::copy(glyphIndexes.begin(), glyphIndexes.end(), m_glyphs.begin());
    m_advance = advance;
    m_ascent = metrics.ascent();
    m_height = metrics.height();
    m_step = advance == qRound(advance) ? qRound(advance) : 0;
}

bool FixedText::draw(QPainter& painter, const QRect& cell, QStringView text)
{
    if (!layOut(cell.width(), text))
        return false;
    drawLetters(painter, cell, m_letters);
    return true;
}

// Finds m_letters: what is drawn of the text where there is room for `width` pixels.
bool FixedText::layOut(int width, QStringView text)
{
    if (!m_font.isValid())
        return false;
    auto fit = static_cast<qsizetype>(width / m_advance);
    const bool cut = text.size() > fit;
    if (cut && fit > 1 && static_cast<qreal>(fit) * m_advance == width)
        --fit; // with letters before it an ellipsis does not reach the very end in a layout either
    const qsizetype letters = cut ? std::max<qsizetype>(0, fit - 1) : text.size();
    m_letters.clear();
    for (qsizetype i = 0; i < letters; ++i) {
        const char16_t c = text[i].unicode();
        if (c < firstGlyph || c > lastGlyph)
            return false;
        m_letters.push_back(static_cast<quint8>(c - firstGlyph));
    }
    if (cut && fit > 0) // not even the ellipsis may fit
        m_letters.push_back(ellipsis);
    return true;
}

void FixedText::drawLetters(QPainter& painter, const QRect& cell, const std::vector<quint8>& letters)
{
    m_run.resize(static_cast<qsizetype>(letters.size()));
    std::transform(letters.begin(), letters.end(), m_run.begin(),
                   [this](quint8 letter) { return m_glyphs.at(letter); });
    for (qsizetype i = m_places.size(); i < m_run.size(); ++i)
        m_places.append({static_cast<qreal>(i) * m_advance, 0});
    QGlyphRun run;
    run.setRawFont(m_font);
    run.setRawData(m_run.constData(), m_places.constData(), static_cast<int>(m_run.size()));
    const int baseline = cell.top() + qRound((cell.height() - m_height) / 2 + m_ascent);
    painter.drawGlyphRun(QPointF(cell.left(), baseline), run);
}

bool FixedText::copy(QImage& image, const QRect& cell, QStringView text, const QColor& pen, const QColor& back)
{
    if (m_step == 0 || !layOut(cell.width(), text))
        return false;
    const int blocks = blocksOf(m_step);
    const int right = cell.left() + static_cast<int>(m_letters.size()) * m_step + blocks * block - m_step;
    if (image.format() != QImage::Format_RGB32 || image.devicePixelRatio() != 1.0 || back.alpha() != 255 ||
        cell.left() < 0 || cell.top() < 0 || right > image.width() || cell.bottom() >= image.height())
        return false;
    const Pictures& drawn = pictures(pen, back, cell.height());
    const size_t size = drawn.pixels.size() / glyphs; // of one picture
    const qsizetype line = image.bytesPerLine();
    uchar* place = image.bits() + cell.top() * line + cell.left() * qsizetype{sizeof(QRgb)};
    for (const quint8 letter : m_letters) {
        const QRgb* from = drawn.pixels.data() + letter * size;
        uchar* to = place;
        for (int y = 0; y < cell.height(); ++y, to += line)
            for (int i = 0; i < blocks; ++i, from += block)
                memcpy(to + i * block * sizeof(QRgb), from, block * sizeof(QRgb));
        place += m_step * sizeof(QRgb);
    }
    int left = cell.left();
    for (const quint8 letter : m_letters) {
        for (const Overhang& beside : drawn.overhangs.at(letter)) {
            const int x = left + beside.x;
            if (x < 0 || x >= image.width())
                continue;
            QRgb& pixel = reinterpret_cast<QRgb*>(image.scanLine(cell.top() + beside.y))[x];
            pixel = qRgb(covered(qRed(pixel), pen.red(), beside.red), covered(qGreen(pixel), pen.green(), beside.green),
                         covered(qBlue(pixel), pen.blue(), beside.blue));
        }
        left += m_step;
    }
    return true;
}

// With all of m_letters in them.
const FixedText::Pictures& FixedText::pictures(const QColor& pen, const QColor& back, int height)
{
    auto found = std::find_if(m_drawn.begin(), m_drawn.end(), [&](const Pictures& drawn) {
        return drawn.pen == pen.rgba() && drawn.back == back.rgba() && drawn.height == height;
    });
    if (found == m_drawn.end()) {
        if (m_drawn.size() == mostPictures)
            m_drawn.clear();
        const size_t pixels = glyphs * static_cast<size_t>(blocksOf(m_step) * block) * static_cast<size_t>(height);
        found = m_drawn.insert(m_drawn.end(),
                               {pen.rgba(), back.rgba(), height, {}, std::vector<QRgb>(pixels, back.rgba()), {}});
    }
    for (const quint8 letter : m_letters)
        if (!found->drawn.test(letter))
            drawPicture(*found, letter, pen, back);
    return *found;
}

void FixedText::drawPicture(Pictures& pictures, quint8 letter, const QColor& pen, const QColor& back)
{
    // In the middle of three places: some letters reach into their neighbours'.
    const int width = blocksOf(m_step) * block;
    QImage paper(3 * width, pictures.height, QImage::Format_RGB32);
    paper.fill(back);
    QPainter painter(&paper);
    painter.setPen(pen);
    drawLetters(painter, QRect(width, 0, width, pictures.height), {letter});
    painter.end();
    QRgb* own = pictures.pixels.data() + letter * (pictures.pixels.size() / glyphs);
    for (int y = 0; y < paper.height(); ++y, own += width) {
        const auto* const line = reinterpret_cast<const QRgb*>(paper.constScanLine(y));
        std::copy_n(line + width, m_step, own);
        for (int x = 0; x < paper.width(); ++x)
            if ((x < width || x >= width + m_step) && line[x] != back.rgba())
                pictures.overhangs.at(letter).push_back({x - width, y, cover(qRed(line[x]), pen.red(), back.red()),
                                                         cover(qGreen(line[x]), pen.green(), back.green()),
                                                         cover(qBlue(line[x]), pen.blue(), back.blue())});
    }
    pictures.drawn.set(letter);
}

} // namespace ops::ui
