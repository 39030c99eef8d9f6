#include "app/guard_controller.h"

namespace ops::app {

GuardController::GuardController(const SessionContext& context, CommandController& commands, LinksController& links,
                                 QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_commands(commands)
    , m_links(links)
{
}

double GuardController::holdFraction() const
{
    return domain::holdFraction(m_guard, m_context.clock->now());
}

std::chrono::nanoseconds GuardController::closesIn() const
{
    return domain::closesIn(m_guard, m_context.clock->now());
}

QByteArray GuardController::preview() const
{
    return m_commands.previewPayload(domain::CommandKind::HardHalt, effectiveReason());
}

QString GuardController::effectiveReason() const
{
    if (!m_reason.trimmed().isEmpty())
        return m_reason;
    const domain::HaltCommand* preset = m_context.runbook.haltCommand(domain::TradingState::HardHalt);
    return preset != nullptr ? preset->presetReason : QString();
}

void GuardController::lift()
{
    if (m_guard.phase == domain::GuardPhase::Closed) {
        m_reason.clear();
        m_reason = effectiveReason();
        m_fired = {};
    }
    take(domain::liftGuard(m_guard, m_context.clock->now()));
    m_links.refreshListeners();
    Q_EMIT lifted();
}

void GuardController::setReason(const QString& reason)
{
    m_reason = reason;
    take(domain::touchGuard(m_guard, m_context.clock->now()));
}

void GuardController::beginHold(domain::HoldSource source)
{
    take(domain::beginHold(m_guard, source, m_context.clock->now()));
}

void GuardController::endHold(domain::HoldSource source, std::chrono::milliseconds heldByStamps)
{
    take(domain::endHold(m_guard, source, m_context.clock->now(), heldByStamps));
}

void GuardController::abortHold()
{
    take(domain::abortHold(m_guard, m_context.clock->now()));
}

void GuardController::touch()
{
    take(domain::touchGuard(m_guard, m_context.clock->now()));
}

void GuardController::cancel()
{
    take(domain::cancelGuard(m_guard));
}

void GuardController::tick()
{
    take(domain::tickGuard(m_guard, m_context.clock->now()));
}

void GuardController::take(const domain::GuardStep& step)
{
    const bool phaseMoved = step.guard.phase != m_guard.phase;
    m_guard = step.guard;
    if (step.effect == domain::GuardEffect::Fire) {
        // Sent before anything is drawn (rule H9).
        m_fired = m_commands.requestStop(domain::CommandKind::HardHalt, effectiveReason());
        Q_EMIT fired(m_fired);
    }
    if (step.effect == domain::GuardEffect::Close)
        Q_EMIT closed();
    if (phaseMoved)
        Q_EMIT changed();
}

} // namespace ops::app
