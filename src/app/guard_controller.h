#pragma once

#include "app/command_controller.h"
#include "domain/halt_guard.h"

#include <QObject>

namespace ops::app {

// The HARD HALT guard as the dialog sees it. GUI thread; owned by main. The dialog calls tick() while it is visible.
class GuardController : public QObject {
    Q_OBJECT

public:
    GuardController(const SessionContext& context, CommandController& commands, LinksController& links,
                    QObject* parent = nullptr);

    const domain::HaltGuard& guard() const { return m_guard; }
    double holdFraction() const;
    std::chrono::nanoseconds closesIn() const;
    const QString& reason() const { return m_reason; }
    // The exact bytes that would be sent now.
    QByteArray preview() const;
    // The command this guard fired last; null before the first time. Its ladder is CommandController::ladder(id).
    const base::CommandId& firedCommand() const { return m_fired; }

    // Opens the guard with the preset reason and asks who listens; never sends (rule H1).
    void lift();
    void setReason(const QString& reason); // may be empty: then the preset is sent
    void beginHold(domain::HoldSource source);
    void endHold(domain::HoldSource source, std::chrono::milliseconds heldByStamps);
    void abortHold();
    void touch();
    void cancel();
    void tick();

Q_SIGNALS:
    void lifted();  // show the dialog
    void changed(); // repaint what depends on guard()
    void fired(const ops::base::CommandId& id);
    void closed(); // hide the dialog

private:
    QString effectiveReason() const;
    void take(const domain::GuardStep& step);

    const SessionContext& m_context;
    CommandController& m_commands;
    LinksController& m_links;
    domain::HaltGuard m_guard;
    QString m_reason;
    base::CommandId m_fired;
};

} // namespace ops::app
