#include "main/tour/input_driver.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

namespace ops::main {
namespace {

bool mouseAt(QWidget* widget, const QPoint& place, QEvent::Type type)
{
    const bool down = type == QEvent::MouseButtonPress;
    QMouseEvent event(type, place, widget->mapToGlobal(place), Qt::LeftButton,
                      down ? Qt::MouseButtons(Qt::LeftButton) : Qt::MouseButtons(Qt::NoButton), Qt::NoModifier);
    return QApplication::sendEvent(widget, &event);
}

bool mouse(const QString& objectName, QEvent::Type type)
{
    QWidget* widget = InputDriver::find(objectName);
    return widget != nullptr && mouseAt(widget, widget->rect().center(), type);
}

} // namespace

QWidget* InputDriver::find(const QString& objectName)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        if (!window->isVisible())
            continue;
        if (window->objectName() == objectName)
            return window;
        const QList<QWidget*> found = window->findChildren<QWidget*>(objectName);
        for (QWidget* widget : found)
            if (widget->isVisible())
                return widget;
    }
    return nullptr;
}

bool InputDriver::press(const QString& objectName)
{
    return mouse(objectName, QEvent::MouseButtonPress);
}

bool InputDriver::release(const QString& objectName)
{
    return mouse(objectName, QEvent::MouseButtonRelease);
}

bool InputDriver::click(const QString& objectName)
{
    return press(objectName) && release(objectName);
}

bool InputDriver::keyDown(QWidget* target, Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& text)
{
    if (target == nullptr)
        return false;
    QKeyEvent event(QEvent::KeyPress, key, modifiers, text);
    return QApplication::sendEvent(target, &event);
}

bool InputDriver::keyUp(QWidget* target, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    if (target == nullptr)
        return false;
    QKeyEvent event(QEvent::KeyRelease, key, modifiers);
    return QApplication::sendEvent(target, &event);
}

bool InputDriver::chord(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget* target = QApplication::focusWidget();
    if (target == nullptr)
        target = QApplication::activeWindow();
    if (target == nullptr) // no window manager, and nobody has clicked since the last window went
        target = find(QStringLiteral("mainWindow"));
    if (target == nullptr)
        return false;
    keyDown(target, key, modifiers);
    keyUp(target, key, modifiers); // what the key brought up may not care for its release
    return true;
}

bool InputDriver::close(const QString& objectName)
{
    QWidget* widget = find(objectName);
    return widget != nullptr && widget->close();
}

bool InputDriver::type(const QString& objectName, const QString& text)
{
    QWidget* widget = find(objectName);
    if (widget == nullptr)
        return false;
    widget->setFocus(Qt::OtherFocusReason);
    for (const QChar c : text)
        if (!keyDown(widget, Qt::Key_unknown, Qt::NoModifier, QString(c)) || !keyUp(widget, Qt::Key_unknown))
            return false;
    return true;
}

bool InputDriver::choose(const QString& viewName, const QString& text)
{
    auto* view = qobject_cast<QAbstractItemView*>(find(viewName));
    if (view == nullptr)
        return false;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        const QModelIndex cell = view->model()->index(row, 0);
        if (cell.data().toString() != text)
            continue;
        view->scrollTo(cell);
        const QPoint middle = view->visualRect(cell).center();
        return mouseAt(view->viewport(), middle, QEvent::MouseButtonPress) &&
               mouseAt(view->viewport(), middle, QEvent::MouseButtonRelease);
    }
    return false;
}

} // namespace ops::main
