#include "ui/window/halt_shortcut.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace ops::ui {
namespace {

bool isHaltKey(const QKeyEvent& event)
{
    constexpr auto wanted = Qt::ControlModifier | Qt::ShiftModifier;
    const auto held = event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    return event.key() == Qt::Key_H && held == wanted;
}

} // namespace

HaltShortcut::HaltShortcut(QCoreApplication& app, QObject* parent)
    : QObject(parent)
{
    app.installEventFilter(this);
}

bool HaltShortcut::eventFilter(QObject* watched, QEvent* event)
{
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if (!isOverride && event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    if (!isHaltKey(*key))
        return QObject::eventFilter(watched, event);
    event->accept(); // an override that is accepted comes back as a key press
    if (!isOverride && !key->isAutoRepeat())
        Q_EMIT pressed();
    return true;
}

} // namespace ops::ui
