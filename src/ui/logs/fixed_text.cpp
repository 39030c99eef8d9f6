#include "ui/logs/fixed_text.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>

namespace ops::ui {
namespace {

constexpr char16_t ellipsis = 0x2026;

} // namespace

FixedText::FixedText(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const qreal advance = metrics.horizontalAdvance(QLatin1Char('M'));
    const bool fixed = advance > 0 && advance == metrics.horizontalAdvance(QLatin1Char('i')) &&
                       advance == metrics.horizontalAdvance(QChar(ellipsis));
    QRawFont raw = QRawFont::fromFont(font);
    QString letters;
    for (char16_t c = firstGlyph; c <= lastGlyph; ++c)
        letters += QChar(c);
    letters += QChar(ellipsis);
    const QVector<quint32> glyphs = raw.glyphIndexesForString(letters);
    if (!fixed || glyphs.size() != letters.size() || glyphs.contains(0U))
        return;
    m_font = raw;
    std::copy_n(glyphs.begin(), m_glyphs.size(), m_glyphs.begin());
    m_ellipsis = glyphs.last();
    m_advance = advance;
    m_ascent = metrics.ascent();
    m_height = metrics.height();
}

bool FixedText::draw(QPainter& painter, const QRect& cell, QStringView text)
{
    if (!m_font.isValid())
        return false;
    const auto fit = static_cast<qsizetype>(cell.width() / m_advance);
    const bool cut = text.size() > fit;
    const qsizetype letters = cut ? std::max<qsizetype>(0, fit - 1) : text.size();
    const bool ending = cut && fit > 0; // not even the ellipsis may fit
    m_run.resize(letters + (ending ? 1 : 0));
    for (qsizetype i = 0; i < letters; ++i) {
        const char16_t c = text[i].unicode();
        if (c < firstGlyph || c > lastGlyph)
            return false;
        m_run[i] = m_glyphs.at(c - firstGlyph);
    }
    if (ending)
        m_run[letters] = m_ellipsis;
    for (qsizetype i = m_places.size(); i < m_run.size(); ++i)
        m_places.append({static_cast<qreal>(i) * m_advance, 0});
    QGlyphRun run;
    run.setRawFont(m_font);
    run.setRawData(m_run.constData(), m_places.constData(), static_cast<int>(m_run.size()));
    const int baseline = cell.top() + qRound((cell.height() - m_height) / 2 + m_ascent);
    painter.drawGlyphRun(QPointF(cell.left(), baseline), run);
    return true;
}

} // namespace ops::ui
