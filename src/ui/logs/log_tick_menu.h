#pragma once

#include <QMenu>

#include <functional>

namespace ops::ui {

// A menu of names to tick, which stays open meanwhile: a click or Space ticks one, with Ctrl only that one; two entries
// tick all and none. Return ticks and closes it, Esc closes it. GUI thread.
class LogTickMenu final : public QMenu {
    Q_OBJECT

public:
    explicit LogTickMenu(QWidget* parent = nullptr);

    // Shown as it is, no mnemonic in it (rule G7). `name` is the action's data. Null `before`: the last one.
    QAction* addTick(const QString& name, const QString& shown, bool ticked, QAction* before = nullptr);
    QList<QAction*> ticks() const;
    // Says nothing.
    void setTicked(const std::function<bool(const QAction*)>& ticked);

Q_SIGNALS:
    // By a person, once for each click and key.
    void ticked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void act(QAction* action, Qt::KeyboardModifiers modifiers);
};

} // namespace ops::ui
