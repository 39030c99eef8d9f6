#include "dialogs/dialog_rig.h"

#include "ui/common/coalescer.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPushButton>
#include <QTest>
#include <QWindow>

namespace ops::test {
namespace {

using namespace std::chrono_literals;
using domain::GuardPhase;

constexpr auto servedStep = 100ms; // shorter than the gap that voids a hold

QWindow* windowOf(const QWidget& widget)
{
    return widget.window()->windowHandle();
}

QPoint middle(const QWidget& widget)
{
    return widget.mapTo(widget.window(), widget.rect().center());
}

QWindow* keyboardWindow()
{
    QWindow* window = QGuiApplication::focusWindow();
    if (window == nullptr)
        qFatal("no window has the keyboard");
    return window;
}

} // namespace

void drawNews(const QWidget& parent)
{
    for (ui::Coalescer* news : parent.findChildren<ui::Coalescer*>())
        news->flush();
}

DialogRig::DialogRig(domain::Runbook runbook, domain::Environment environment)
    : ConsoleRig(std::move(runbook), std::move(environment))
{
    window.setObjectName(QStringLiteral("window"));
    window.resize(1000, 700);
}

bool DialogRig::showWindow()
{
    window.show();
    window.activateWindow();
    return getsKeyboard(window);
}

GuardRig::GuardRig(domain::Runbook runbook, domain::Environment environment)
    : DialogRig(std::move(runbook), std::move(environment))
{
}

bool GuardRig::lift()
{
    guard.lift();
    return getsKeyboard(dialog);
}

bool GuardRig::serve(std::chrono::milliseconds time)
{
    for (auto done = 0ms; done < time; done += servedStep) {
        clock.advance(std::min<std::chrono::milliseconds>(servedStep, time - done));
        const auto served = [this] {
            const domain::HaltGuard& now = guard.guard();
            return now.lastTickAt == clock.now() || now.phase == GuardPhase::Closed || now.phase == GuardPhase::Fired;
        };
        if (!QTest::qWaitFor(served, 20'000))
            return false;
        QCoreApplication::processEvents();
    }
    return true;
}

bool GuardRig::holdSpace(std::chrono::milliseconds time)
{
    keyClick(Qt::Key_Tab);
    if (!hold().hasFocus())
        return false;
    keyDown(Qt::Key_Space);
    const bool served = serve(time);
    keyUp(Qt::Key_Space);
    return served;
}

QWidget& GuardRig::hold() const
{
    return *part(dialog, "guardHold");
}

QString textOf(const QWidget& parent, const char* labelName)
{
    return part<QLabel>(parent, labelName)->text();
}

ui::Tone toneOf(const QWidget& parent, const char* labelName)
{
    return part<ui::Label>(parent, labelName)->tone();
}

void press(const QWidget& widget, Qt::MouseButton button)
{
    QTest::mousePress(windowOf(widget), button, {}, middle(widget));
}

void release(const QWidget& widget, Qt::MouseButton button)
{
    QTest::mouseRelease(windowOf(widget), button, {}, middle(widget));
}

void click(const QWidget& widget)
{
    QTest::mouseClick(windowOf(widget), Qt::LeftButton, {}, middle(widget));
}

void clickTwice(const QWidget& widget)
{
    QTest::mouseDClick(windowOf(widget), Qt::LeftButton, {}, middle(widget));
}

void moveTo(const QWidget& widget, const QPoint& position)
{
    QTest::mouseMove(windowOf(widget), widget.mapTo(widget.window(), position));
}

void keyDown(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyPress(keyboardWindow(), key, modifiers);
}

void keyUp(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyRelease(keyboardWindow(), key, modifiers);
}

void keyClick(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    keyDown(key, modifiers);
    if (QGuiApplication::focusWindow() != nullptr) // it may have closed the only one
        keyUp(key, modifiers);
}

void keyRepeat(Qt::Key key, int times)
{
    const QString text = key == Qt::Key_Space ? QStringLiteral(" ") : QString();
    for (int i = 0; i < times && QGuiApplication::focusWindow() != nullptr; ++i) {
        QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, text, true);
        QCoreApplication::sendEvent(keyboardWindow(), &up);
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text, true);
        QCoreApplication::sendEvent(keyboardWindow(), &down);
    }
}

void keyRepeatApart(Qt::Key key, quint64 stampMs)
{
    stampedKey(QEvent::KeyRelease, key, stampMs);
    stampedKey(QEvent::KeyPress, key, stampMs);
}

void stampedKey(QEvent::Type type, Qt::Key key, quint64 stampMs)
{
    const QString text = key == Qt::Key_Space ? QStringLiteral(" ") : QString();
    QKeyEvent event(type, key, Qt::NoModifier, text);
    event.setTimestamp(stampMs);
    QCoreApplication::sendEvent(keyboardWindow(), &event);
}

void type(const QString& text)
{
    for (const QChar c : text) {
        QKeyEvent down(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString(c));
        QCoreApplication::sendEvent(keyboardWindow(), &down);
        QKeyEvent up(QEvent::KeyRelease, Qt::Key_unknown, Qt::NoModifier, QString(c));
        QCoreApplication::sendEvent(keyboardWindow(), &up);
    }
}

void paste(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
    keyClick(Qt::Key_V, Qt::ControlModifier);
}

bool getsKeyboard(const QWidget& window)
{
    const auto has = [&] {
        return QApplication::activeWindow() == &window && QGuiApplication::focusWindow() == window.windowHandle();
    };
    return QTest::qWaitFor(has, 20'000);
}

QList<QWidget*> focusChain(const QWidget& parent)
{
    QList<QWidget*> chain;
    for (QWidget* widget = parent.nextInFocusChain(); widget != nullptr && widget != &parent;
         widget = widget->nextInFocusChain())
        if (parent.isAncestorOf(widget) && widget->isVisible() && widget->isEnabled() &&
            (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus)
            chain.append(widget);
    return chain;
}

bool hasDefaultButton(const QWidget& dialog)
{
    const QList<QPushButton*> buttons = dialog.findChildren<QPushButton*>();
    return std::any_of(buttons.begin(), buttons.end(),
                       [](const QPushButton* button) { return button->isDefault() || button->autoDefault(); });
}

bool namesEnvironment(const QWidget& dialog, const QString& kindAndName)
{
    const QWidget* band = part(dialog, "environmentBand");
    return dialog.windowTitle().contains(kindAndName) && band->isVisible() &&
           band->accessibleName().contains(kindAndName);
}

} // namespace ops::test
