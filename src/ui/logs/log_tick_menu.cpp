#include "ui/logs/log_tick_menu.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>

namespace ops::ui {

LogTickMenu::LogTickMenu(QWidget* parent)
    : QMenu(parent)
{
    const auto offer = [this](const QString& text, const QString& objectName, bool all) {
        QAction* action = addAction(text);
        action->setObjectName(objectName);
        connect(action, &QAction::triggered, this, [this, all] {
            setTicked([all](const QAction*) { return all; });
            Q_EMIT ticked();
        });
    };
    offer(tr("Tick all"), QStringLiteral("logTickAll"), true);
    offer(tr("Untick all"), QStringLiteral("logTickNone"), false);
    addAction(tr("Only one: Ctrl+click, Ctrl+Space"))->setEnabled(false);
    addSeparator();
}

QAction* LogTickMenu::addTick(const QString& name, const QString& shown, bool ticked, QAction* before)
{
    QString text = shown;
    auto* action = new QAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")), this);
    insertAction(before, action);
    action->setCheckable(true);
    action->setChecked(ticked);
    action->setData(name);
    connect(action, &QAction::toggled, this, &LogTickMenu::ticked);
    return action;
}

QList<QAction*> LogTickMenu::ticks() const
{
    QList<QAction*> ticks = actions();
    ticks.removeIf([](const QAction* action) { return !action->isCheckable(); });
    return ticks;
}

void LogTickMenu::setTicked(const std::function<bool(const QAction*)>& ticked)
{
    const QList<QAction*> all = ticks();
    for (QAction* action : all) {
        const bool wanted = ticked(action);
        const QSignalBlocker silent(action);
        action->setChecked(wanted);
    }
    update(); // nobody told it
}

// A menu closes where an entry is chosen; here the next one may be wanted.
void LogTickMenu::act(QAction* action, Qt::KeyboardModifiers modifiers)
{
    if (action->isCheckable() && modifiers.testFlag(Qt::ControlModifier)) {
        setTicked([action](const QAction* other) { return other == action; });
        Q_EMIT ticked();
        return;
    }
    action->trigger();
}

void LogTickMenu::mouseReleaseEvent(QMouseEvent* event)
{
    QAction* action = actionAt(event->position().toPoint());
    if (action == nullptr || !action->isEnabled() || action->isSeparator()) {
        QMenu::mouseReleaseEvent(event);
        return;
    }
    act(action, event->modifiers());
}

void LogTickMenu::keyPressEvent(QKeyEvent* event)
{
    QAction* action = activeAction();
    const bool ends = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((event->key() != Qt::Key_Space && !ends) || action == nullptr || !action->isEnabled()) {
        QMenu::keyPressEvent(event);
        return;
    }
    act(action, event->modifiers());
    if (ends) // not before: whoever hears that it closes looks at what is ticked
        close();
}

} // namespace ops::ui
