#pragma once

#include "base/clock.h"
#include "domain/services/health_level.h"

#include <array>
#include <chrono>

namespace ops::domain {

// The last hour of one level as a strip: one slot for every thirty seconds, each with the worst that was seen in it. A
// slot in which nothing was known, or the machine slept, says so; it is never filled from its neighbours. Value type,
// any thread.
class LevelHistory {
public:
    static constexpr std::chrono::seconds slotLength{30};
    static constexpr int slots = 120;

    // What is known at `now`; to be called more often than once a slot. Unknown for what is stale.
    void note(LevelGrade grade, const base::Instant& now);
    // The strip as it stands at `now`, oldest slot first. NotApplicable: nothing was noted in that slot.
    std::array<LevelGrade, slots> strip(const base::Instant& now) const;

    bool operator==(const LevelHistory&) const = default;

private:
    qint64 slotOf(const base::Instant& at) const;

    std::array<LevelGrade, slots> m_grades = [] {
        std::array<LevelGrade, slots> none{};
        none.fill(LevelGrade::NotApplicable);
        return none;
    }();
    qint64 m_newest = -1;                // number of the slot that was written last
    std::optional<base::Instant> m_last; // when that was
    std::chrono::nanoseconds m_slept{0}; // until then; the machine's sleep is a gap in the strip
};

// Which of two says worse news: Failed, Degraded, Unknown, Ok, NotApplicable.
LevelGrade worseGrade(LevelGrade a, LevelGrade b);

} // namespace ops::domain
