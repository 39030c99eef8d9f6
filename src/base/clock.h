#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace ops::base {

// A moment on two clocks at once: monotonic nanoseconds (for durations; never jumps) and UTC milliseconds since the
// epoch (for people and records; may jump). Source: the machine's own clocks. Value type, any thread.
struct Instant {
    qint64 monoNs = 0;
    qint64 utcMs = 0;

    bool operator==(const Instant&) const = default;
};

// Elapsed monotonic time from `from` to `to`; negative when `to` is earlier.
constexpr std::chrono::nanoseconds elapsed(const Instant& from, const Instant& to)
{
    return std::chrono::nanoseconds(to.monoNs - from.monoNs);
}
constexpr double elapsedMs(const Instant& from, const Instant& to)
{
    return static_cast<double>(to.monoNs - from.monoNs) / 1e6;
}

// Where time comes from. Injected everywhere, so that flows are tested without sleeping. Thread-safe.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

} // namespace ops::base
