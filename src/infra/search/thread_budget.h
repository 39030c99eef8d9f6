#pragma once

#include <chrono>

namespace ops::infra {

// Tells when a piece of this thread's work has taken longer than it may. What other threads do does not count, so a
// busy machine makes nothing too slow.
class ThreadBudget {
public:
    explicit ThreadBudget(std::chrono::milliseconds allowed);

    // A new piece of work begins.
    void restart();
    // Whether the piece has taken longer than allowed, give or take `precision`.
    bool spent() const;

    static constexpr std::chrono::milliseconds precision{50};

private:
    using WallClock = std::chrono::steady_clock;
    static std::chrono::nanoseconds threadTime();

    std::chrono::nanoseconds m_allowed;
    WallClock::time_point m_start;
    // The thread's clock costs a system call, so it is read now and then only.
    WallClock::time_point m_markedAt;
    std::chrono::nanoseconds m_mark;
};

} // namespace ops::infra
