#pragma once

#include "base/clock.h"

namespace ops::bench {

// The machine's clock plus whatever was jumped so far. For the guard's time only: a hold of 1 s is not waited for,
// while everything that is measured runs on the machine's own clock. GUI thread.
class JumpClock final : public base::Clock {
public:
    base::Instant now() const override
    {
        base::Instant now = m_clock.now();
        now.monoNs += m_jumped.count();
        now.utcMs += std::chrono::duration_cast<std::chrono::milliseconds>(m_jumped).count();
        return now;
    }
    void jump(std::chrono::nanoseconds by) { m_jumped += by; }

private:
    base::SystemClock m_clock;
    std::chrono::nanoseconds m_jumped{0};
};

} // namespace ops::bench
