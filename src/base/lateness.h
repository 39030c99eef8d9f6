#pragma once

#include "base/clock.h"

namespace ops::base {

// Whether more than `limit` lies between two moments by either clock, for what must not be done late (rule G6): while a
// machine sleeps, the monotonic clock stands still.
constexpr bool tookLonger(const Instant& from, const Instant& to, std::chrono::milliseconds limit)
{
    return elapsed(from, to) > limit || std::chrono::milliseconds(to.utcMs - from.utcMs) > limit;
}

} // namespace ops::base
