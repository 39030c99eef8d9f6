#pragma once

#include <QLabel>

namespace ops::ui {

enum class Tone { Normal, Muted, Halt, Soft, Unknown, Link };
enum class Type { Body, Strong, Caption, CaptionStrong, Title, State, Fixed };

// A label whose text is always plain (rule G7) and whose colour and size follow the theme and the desktop's font.
class Label : public QLabel {
    Q_OBJECT

public:
    explicit Label(QWidget* parent);
    explicit Label(const QString& text = {}, Type type = Type::Body, Tone tone = Tone::Normal,
                   QWidget* parent = nullptr);

    void setTone(Tone tone);
    Tone tone() const { return m_tone; }
    void setType(Type type);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void restyle();

    Type m_type;
    Tone m_tone;
};

// A WrappingLabel.
Label* wrappingLabel(const QString& text, Type type = Type::Body, Tone tone = Tone::Normal, QWidget* parent = nullptr);

QFont typeFont(Type type);
QColor toneColor(Tone tone, const QPalette& palette);

} // namespace ops::ui
