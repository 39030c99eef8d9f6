#pragma once

#include "domain/log/log_types.h"

namespace ops::domain {

// Where the times of a log's lines go back, in the order in which the lines stand: a clock was set back, or one log was
// put behind another. A value; any thread.
class LogBackSteps {
public:
    // Below this nothing is said: threads overtake one another, and buffers are written late.
    static constexpr qint64 leastMs = 10'000;

    // Of the next line; an unknown one counts for nothing.
    void add(LogTime time);

    qint64 count() const { return m_count; }
    // How far the farthest of them is behind the latest time before it, in ms; 0: there is none.
    qint64 farthestMs() const { return m_farthestMs; }

private:
    LogTime m_latest; // since the last step
    LogTime m_latestOfAll;
    qint64 m_count = 0;
    qint64 m_farthestMs = 0;
};

} // namespace ops::domain
