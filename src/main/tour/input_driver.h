#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>

namespace ops::main {

// A hand for the tour: real key and mouse events to visible widgets, found by objectName. It can do nothing that a
// person at the keyboard cannot. GUI thread.
class InputDriver {
public:
    // The visible widget of that name in any of our windows; nullptr when there is none.
    static QWidget* find(const QString& objectName);

    static bool press(const QString& objectName);   // left button down in its middle
    static bool release(const QString& objectName); // and up
    static bool click(const QString& objectName);
    static bool keyDown(QWidget* target, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
                        const QString& text = {});
    static bool keyUp(QWidget* target, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static bool chord(Qt::Key key, Qt::KeyboardModifiers modifiers); // to the active window
    static bool close(const QString& objectName);                    // as by the window's own close button
    static bool type(const QString& objectName, const QString& text);
    // Clicks the row of an item view whose first column says `text`.
    static bool choose(const QString& viewName, const QString& text);
};

} // namespace ops::main
