#include "ui/common/repeat_filter.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace ops::ui {

RepeatFilter::RepeatFilter(QCoreApplication& app, QObject* parent)
    : QObject(parent)
{
    app.installEventFilter(this);
}

bool RepeatFilter::eventFilter(QObject* watched, QEvent* event)
{
    const bool press = event->type() == QEvent::KeyPress;
    // A window is told first; what it hands on to its widgets is marked already.
    if ((!press && event->type() != QEvent::KeyRelease) || !watched->isWindowType())
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    if (key->isAutoRepeat())
        return QObject::eventFilter(watched, event);
    if (!press) {
        m_key = key->key();
        m_stampMs = key->timestamp();
        return QObject::eventFilter(watched, event);
    }
    if (key->timestamp() == 0 || key->timestamp() != m_stampMs || key->key() != m_key)
        return QObject::eventFilter(watched, event);
    QKeyEvent repeated(QEvent::KeyPress, key->key(), key->modifiers(), key->nativeScanCode(), key->nativeVirtualKey(),
                       key->nativeModifiers(), key->text(), true, static_cast<quint16>(key->count()));
    repeated.setTimestamp(key->timestamp());
    QCoreApplication::sendEvent(watched, &repeated);
    event->setAccepted(repeated.isAccepted());
    return true;
}

} // namespace ops::ui
