#pragma once

#include "ui/common/label.h"

namespace ops::ui {

// One line that gives way: cut in the middle (or where told) when it does not fit, whole in the tool tip and for
// assistive technology. Plain text only (rule G7).
class ElidedLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(Type type = Type::Body, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return m_text; }
    void setTone(Tone tone);
    void setElideMode(Qt::TextElideMode mode);
    // What layouts leave room for where the text itself has none; empty: for a few characters.
    void setLeast(const QString& text);
    // Said in the tool tip below the whole text, which then comes also where nothing is cut; empty: nothing.
    void setNote(const QString& note);
    bool isCut() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void measure();
    void measureLeast();

    QString m_text;
    QString m_note;
    QString m_least;
    int m_textWidth = 0; // in the font it has now
    int m_leastWidth = 0;
    Type m_type;
    Tone m_tone;
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
};

} // namespace ops::ui
