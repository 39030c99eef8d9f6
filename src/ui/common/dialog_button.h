#pragma once

#include <QPushButton>

namespace ops::ui {

// A button in the foot of a dialog: never the default one, and Enter does nothing on it, whatever the desktop (some
// press the focused button with Enter). An act is a click or Space, so that the key that ends a line of typing can't
// be one.
class DialogButton final : public QPushButton {
    Q_OBJECT

public:
    DialogButton(const QString& text, const QString& objectName, QWidget* parent);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace ops::ui
