#include "ui/common/dialog_button.h"

#include <QKeyEvent>

namespace ops::ui {

DialogButton::DialogButton(const QString& text, const QString& objectName, QWidget* parent)
    : QPushButton(text, parent)
{
    setObjectName(objectName);
    setAutoDefault(false);
}

void DialogButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->ignore(); // the dialog takes it, and does nothing
        return;
    }
    QPushButton::keyPressEvent(event);
}

} // namespace ops::ui
