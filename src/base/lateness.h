#pragma once

#include "base/clock.h"

#include <algorithm>

namespace ops::base {

// Whether more than `limit` lies between two moments by either clock, for what must not be done late (rule G6): while a
// machine sleeps, the monotonic clock stands still.
constexpr bool tookLonger(const Instant& from, const Instant& to, std::chrono::milliseconds limit)
{
    return elapsed(from, to) > limit || std::chrono::milliseconds(to.utcMs - from.utcMs) > limit;
}

// How old something is: the longer of what the two clocks say, so that a night's sleep makes it a night old.
constexpr std::chrono::nanoseconds age(const Instant& from, const Instant& to)
{
    return std::max(elapsed(from, to), std::chrono::nanoseconds(std::chrono::milliseconds(to.utcMs - from.utcMs)));
}

// How long the machine slept in between, as far as its clocks tell: how much further UTC went. Less than the limit is a
// clock that was set right.
constexpr std::chrono::nanoseconds slept(const Instant& from, const Instant& to)
{
    constexpr std::chrono::seconds limit{5};
    const std::chrono::nanoseconds ahead = age(from, to) - elapsed(from, to);
    return ahead > limit ? ahead : std::chrono::nanoseconds::zero();
}

} // namespace ops::base
