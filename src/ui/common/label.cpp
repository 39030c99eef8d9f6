#include "ui/common/label.h"

#include "ui/common/tokens.h"
#include "ui/common/wrapping_label.h"

#include <QEvent>

namespace ops::ui {

QFont typeFont(Type type)
{
    QFont font;
    switch (type) {
    case Type::Body:
        return bodyFont();
    case Type::Strong:
        font = bodyFont();
        font.setWeight(QFont::DemiBold);
        return font;
    case Type::Caption:
        return captionFont();
    case Type::CaptionStrong:
        font = captionFont();
        font.setWeight(QFont::DemiBold);
        return font;
    case Type::Title:
        return titleFont();
    case Type::State:
        return stateFont();
    case Type::Fixed:
        break;
    }
    return fixedFont();
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    const Tokens& t = tokens(palette);
    switch (tone) {
    case Tone::Normal:
        return palette.color(QPalette::Text);
    case Tone::Muted:
        return t.muted;
    case Tone::Halt:
        return t.halt;
    case Tone::Soft:
        return t.soft;
    case Tone::Unknown:
        return t.unknown;
    case Tone::Link:
        break;
    }
    return t.focus;
}

Label::Label(const QString& text, Type type, Tone tone, QWidget* parent)
    : QLabel(parent)
    , m_type(type)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    // Else the role follows the surface that the label stands on, and the tone would be lost there.
    setForegroundRole(QPalette::WindowText);
    setText(text);
    restyle();
}

Label::Label(QWidget* parent)
    : Label({}, Type::Body, Tone::Normal, parent)
{
}

void Label::setTone(Tone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    restyle();
}

void Label::setType(Type type)
{
    m_type = type;
    restyle();
}

bool Label::event(QEvent* event)
{
    const bool handled = QLabel::event(event);
    // Qt does not pass this one on to changeEvent().
    if (event->type() == QEvent::ApplicationFontChange)
        restyle();
    return handled;
}

void Label::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void Label::restyle()
{
    const QFont wanted = typeFont(m_type);
    if (font() != wanted)
        setFont(wanted);
    const QColor color = toneColor(m_tone, palette());
    if (palette().color(QPalette::WindowText) == color)
        return;
    QPalette own; // nothing but the one role, so that the rest keeps following the theme
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

Label* wrappingLabel(const QString& text, Type type, Tone tone, QWidget* parent)
{
    return new WrappingLabel(text, type, tone, parent);
}

} // namespace ops::ui
