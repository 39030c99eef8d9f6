#pragma once

#include "ui/common/label.h"

namespace ops::ui {

// A label that wraps at words, and inside a word that is wider than the label: text from outside (a pasted reason, an
// error's evidence) can neither widen a dialog past the screen nor be cut off at its edge.
class WrappingLabel final : public Label {
    Q_OBJECT

public:
    WrappingLabel(const QString& text, Type type, Tone tone, QWidget* parent);

    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool hasTooLongWord(int width) const;
};

} // namespace ops::ui
