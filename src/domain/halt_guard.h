#pragma once

#include "base/clock.h"

#include <chrono>

// The guard over HARD HALT: lift, then hold (rule H2). A pure state machine; the dialog feeds it real events and the
// clock's time, and carries out what it answers.
namespace ops::domain {

inline constexpr std::chrono::milliseconds guardHoldTime{1000};
inline constexpr std::chrono::seconds guardCloseAfter{10};
// A gap between two ticks longer than this means that the window was not being served: a release may be waiting in
// the queue, so the tick that ends the gap does not fire.
inline constexpr std::chrono::milliseconds guardStallGap{150};

enum class GuardPhase {
    Closed,
    Lifted,  // open, nothing held
    Holding, // the second act is under way
    Fired,   // sent; the dialog is the record now
};
enum class HoldSource { Mouse, Space };
enum class GuardEffect { None, Fire, Close };

struct HaltGuard {
    GuardPhase phase = GuardPhase::Closed;
    base::Instant lastActAt; // lifted, or last touched; the 10 s count from here
    base::Instant holdBegan;
    base::Instant lastTickAt;
    HoldSource source = HoldSource::Mouse;
    bool stalled = false; // the last tick of this hold came after a gap: the clock cannot say how long it was held

    bool operator==(const HaltGuard&) const = default;
};

struct GuardStep {
    HaltGuard guard;
    GuardEffect effect = GuardEffect::None;
};

// First act. Lifting while lifted starts the 10 s again; lifting after Fired arms it for one more attempt (rule H4).
GuardStep liftGuard(HaltGuard guard, const base::Instant& now);
// Second act begins. Ignored unless Lifted: a second button during a hold does not restart or speed it up.
GuardStep beginHold(HaltGuard guard, HoldSource source, const base::Instant& now);
// Released, by the same source. Early: nothing happens. After the full time: fires, even if no tick came in between.
// `heldByStamps` is the release's input stamp minus the press's; it decides when the window was stalled and the clock
// cannot say when the release really was. Pass zero where the platform gives no stamps: then a stalled hold is void.
GuardStep endHold(HaltGuard guard, HoldSource source, const base::Instant& now, std::chrono::milliseconds heldByStamps);
// The pointer left the button, the window lost the focus, the dialog was hidden: the hold is void, never fires.
GuardStep abortHold(HaltGuard guard, const base::Instant& now);
// The operator chose a reason or typed: the 10 s count anew.
GuardStep touchGuard(HaltGuard guard, const base::Instant& now);
GuardStep cancelGuard(HaltGuard guard);
GuardStep tickGuard(HaltGuard guard, const base::Instant& now);

// 0..1 for the visible fill; 0 unless Holding.
double holdFraction(const HaltGuard& guard, const base::Instant& now);
// Time until the guard closes by itself; zero unless Lifted.
std::chrono::nanoseconds closesIn(const HaltGuard& guard, const base::Instant& now);

} // namespace ops::domain
