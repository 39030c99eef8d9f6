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
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    // One line is drawn: a line break in a text from outside must not push the rest out of sight.
    const QString line = text.simplified();
    if (m_text == line)
        return;
    m_text = line;
    setAccessibleName(line);
    updateGeometry();
    update();
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

bool ElidedLabel::isCut() const
{
    return fontMetrics().horizontalAdvance(m_text) > width();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int few = fontMetrics().averageCharWidth() * fewestCharacters;
    return {qMin(sizeHint().width(), few), fontMetrics().height()};
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
    if (event->type() == QEvent::ToolTip && isCut()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainTip(m_text), this);
        return true;
    }
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        setFont(typeFont(m_type));
        updateGeometry();
    }
    return handled;
}

} // namespace ops::ui
