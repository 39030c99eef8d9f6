#include "ui/common/elided_label.h"

#include "ui/common/plain_tip.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ops::ui {
namespace {

constexpr int fewestCharacters = 6;

} // namespace

ElidedLabel::ElidedLabel(Type type, Tone tone, QWidget* parent)
    : QWidget(parent)
    , m_type(type)
    , m_tone(tone)
{
    setFont(typeFont(type));
    measureLeast();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    // One line is drawn: a line break in a text from outside must not push the rest out of sight.
    const QString line = text.simplified();
    if (m_text == line)
        return;
    const int before = m_textWidth;
    m_text = line;
    measure();
    setAccessibleName(line);
    // An age that counts up keeps its width most of the time: no reason to lay out the window each second.
    if (m_textWidth != before)
        updateGeometry();
    update();
}

// Layouts ask for it over and over, and shaping a text is most of what a banner costs.
void ElidedLabel::measure()
{
    m_textWidth = fontMetrics().horizontalAdvance(m_text);
}

void ElidedLabel::measureLeast()
{
    m_leastWidth = m_least.isEmpty() ? fontMetrics().averageCharWidth() * fewestCharacters
                                     : fontMetrics().horizontalAdvance(m_least) + 1;
}

void ElidedLabel::setTone(Tone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setLeast(const QString& text)
{
    if (m_least == text)
        return;
    m_least = text;
    measureLeast();
    updateGeometry();
}

void ElidedLabel::setNote(const QString& note)
{
    if (m_note == note)
        return;
    m_note = note;
    setAccessibleDescription(note);
}

bool ElidedLabel::isCut() const
{
    return m_textWidth > width();
}

QSize ElidedLabel::sizeHint() const
{
    return {m_textWidth + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), m_leastWidth), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(toneColor(m_tone, palette()));
    painter.drawText(rect(), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, m_mode, width()));
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && (isCut() || !m_note.isEmpty())) {
        const QString tip = m_note.isEmpty() ? m_text : m_text + QLatin1Char('\n') + m_note;
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainTip(tip), this);
        return true;
    }
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(typeFont(m_type));
    if (event->type() == QEvent::FontChange) {
        measure();
        measureLeast();
        updateGeometry();
    }
    return handled;
}

} // namespace ops::ui
