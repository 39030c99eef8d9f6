#include "domain/halt_guard.h"

#include <algorithm>

namespace ops::domain {

GuardStep liftGuard(HaltGuard guard, const base::Instant& now)
{
    if (guard.phase == GuardPhase::Holding)
        return {guard};
    guard.phase = GuardPhase::Lifted;
    guard.lastActAt = now;
    guard.lastTickAt = now;
    return {guard};
}

GuardStep beginHold(HaltGuard guard, HoldSource source, const base::Instant& now)
{
    if (guard.phase != GuardPhase::Lifted)
        return {guard};
    guard.phase = GuardPhase::Holding;
    guard.source = source;
    guard.stalled = false;
    guard.holdBegan = now;
    guard.lastTickAt = now;
    guard.lastActAt = now;
    return {guard};
}

GuardStep endHold(HaltGuard guard, HoldSource source, const base::Instant& now, std::chrono::milliseconds heldByStamps)
{
    if (guard.phase != GuardPhase::Holding || guard.source != source)
        return {guard};
    const bool stalled = guard.stalled || base::elapsed(guard.lastTickAt, now) > guardStallGap;
    const bool longEnough = base::elapsed(guard.holdBegan, now) >= guardHoldTime;
    if (longEnough && (!stalled || heldByStamps >= guardHoldTime)) {
        guard.phase = GuardPhase::Fired;
        return {guard, GuardEffect::Fire};
    }
    return abortHold(guard, now);
}

GuardStep abortHold(HaltGuard guard, const base::Instant& now)
{
    if (guard.phase != GuardPhase::Holding)
        return {guard};
    guard.phase = GuardPhase::Lifted;
    guard.lastActAt = now;
    guard.lastTickAt = now;
    return {guard};
}

GuardStep touchGuard(HaltGuard guard, const base::Instant& now)
{
    if (guard.phase == GuardPhase::Lifted)
        guard.lastActAt = now;
    return {guard};
}

GuardStep cancelGuard(HaltGuard guard)
{
    if (guard.phase == GuardPhase::Closed)
        return {guard};
    guard.phase = GuardPhase::Closed;
    return {guard, GuardEffect::Close};
}

GuardStep tickGuard(HaltGuard guard, const base::Instant& now)
{
    guard.stalled = base::elapsed(guard.lastTickAt, now) > guardStallGap;
    guard.lastTickAt = now;
    if (guard.phase == GuardPhase::Holding && !guard.stalled && base::elapsed(guard.holdBegan, now) >= guardHoldTime) {
        guard.phase = GuardPhase::Fired;
        return {guard, GuardEffect::Fire};
    }
    if (guard.phase == GuardPhase::Lifted && base::elapsed(guard.lastActAt, now) >= guardCloseAfter) {
        guard.phase = GuardPhase::Closed;
        return {guard, GuardEffect::Close};
    }
    return {guard};
}

double holdFraction(const HaltGuard& guard, const base::Instant& now)
{
    if (guard.phase != GuardPhase::Holding)
        return 0.0;
    const double held = std::chrono::duration<double>(base::elapsed(guard.holdBegan, now)).count();
    return std::clamp(held / std::chrono::duration<double>(guardHoldTime).count(), 0.0, 1.0);
}

std::chrono::nanoseconds closesIn(const HaltGuard& guard, const base::Instant& now)
{
    if (guard.phase != GuardPhase::Lifted)
        return std::chrono::nanoseconds::zero();
    return std::max(std::chrono::nanoseconds::zero(), guardCloseAfter - base::elapsed(guard.lastActAt, now));
}

} // namespace ops::domain
