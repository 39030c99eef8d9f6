#pragma once

#include "base/clock.h"

namespace ops::test {

// A clock that stands still until told otherwise. Starts at 2026-01-30T17:04:08.113Z, 1 s on the monotonic clock.
class FakeClock final : public base::Clock {
public:
    base::Instant now() const override { return m_now; }
    void advance(std::chrono::nanoseconds by)
    {
        m_now.monoNs += by.count();
        m_carryNs += by.count();
        m_now.utcMs += m_carryNs / 1'000'000;
        m_carryNs %= 1'000'000;
    }
    // The machine slept: the monotonic clock stood still.
    void sleep(std::chrono::milliseconds by) { m_now.utcMs += by.count(); }

private:
    base::Instant m_now{1'000'000'000, 1'769'792'648'113};
    qint64 m_carryNs = 0;
};

} // namespace ops::test
