#pragma once

#include "support/console_rig.h"
#include "support/fake_engine.h"
#include "ui/common/label.h"
#include "ui/common/window_context.h"
#include "ui/halt/guard_dialog.h"

#include <QEvent>
#include <QVBoxLayout>
#include <QWidget>

namespace ops::test {

// All controllers over fake ports, and a window for a dialog to belong to.
struct DialogRig : ConsoleRig {
    explicit DialogRig(domain::Runbook runbook = rigRunbook(), domain::Environment environment = rigEnvironment());

    // True when the window is on the screen and has the keyboard.
    bool showWindow();

    FakeEngine engine;
    app::ServicesController services{context, {&engine}, {}, states};
    app::ServiceActController serviceActs{context, services, states, journal};
    ui::WindowContext with{context,     links,   states, commands, alarms,   guard,
                           credentials, journal, hosts,  health,   services, serviceActs};
    QWidget window;
};

// The guard's dialog, driven as by a hand; time is the fake clock's, ticks are the dialog's own.
struct GuardRig : DialogRig {
    explicit GuardRig(domain::Runbook runbook = rigRunbook(), domain::Environment environment = rigEnvironment());

    // First act; true when the dialog has the keyboard.
    bool lift();
    // Lets time pass in steps that the dialog's own timer serves one by one; false: it did not. Nothing has to serve a
    // guard that has fired or is closed.
    bool serve(std::chrono::milliseconds time);
    // Second act, all of it, with Space: Tab from Cancel, hold, let go.
    bool holdSpace(std::chrono::milliseconds time = std::chrono::milliseconds(1000));
    bool isHolding() const { return guard.guard().phase == domain::GuardPhase::Holding; }
    QWidget& hold() const;

    ui::GuardDialog dialog{with, &window};
};

// Draws what ui::Coalescer still holds back in `parent`.
void drawNews(const QWidget& parent);
// A part of `parent` by its object name, with the news drawn; the test ends where there is none.
template <class T = QWidget>
T* part(const QWidget& parent, const char* objectName)
{
    drawNews(parent);
    T* found = parent.findChild<T*>(QString::fromLatin1(objectName));
    if (found == nullptr)
        qFatal("no %s in %s", objectName, qPrintable(parent.objectName()));
    return found;
}
QString textOf(const QWidget& parent, const char* labelName);
ui::Tone toneOf(const QWidget& parent, const char* labelName);

// The hand. Everything goes to windows, as a window system delivers it: what a modal window blocks gets nothing, and
// keys go where the focus is.
void press(const QWidget& widget, Qt::MouseButton button = Qt::LeftButton);
void release(const QWidget& widget, Qt::MouseButton button = Qt::LeftButton);
void click(const QWidget& widget);
void clickTwice(const QWidget& widget);
void moveTo(const QWidget& widget, const QPoint& position);
void keyDown(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void keyUp(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void keyClick(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
// The keyboard's own repetition of a key that is held down: release and press, as X11 sends it.
void keyRepeat(Qt::Key key, int times = 1);
// And as it looks where the two halves reach Qt apart: not marked as a repetition, but of the same millisecond.
void keyRepeatApart(Qt::Key key, quint64 stampMs);
// A press or release with the window system's own stamp, to what has the focus.
void stampedKey(QEvent::Type type, Qt::Key key, quint64 stampMs);
void type(const QString& text);
void paste(const QString& text); // by Ctrl+V, into what has the focus

// Waits until the window has the keyboard. (QTest::qWaitForWindowActive is content with a dialog's parent.)
bool getsKeyboard(const QWidget& window);
// Everything of `parent` that can have the focus, in its Tab order.
QList<QWidget*> focusChain(const QWidget& parent);
// No button of it would answer Enter by itself.
bool hasDefaultButton(const QWidget& dialog);
// Its window title and its band name this environment (rule G4).
bool namesEnvironment(const QWidget& dialog, const QString& kindAndName);

} // namespace ops::test
