#include "domain/log/log_back_steps.h"

#include <algorithm>

namespace ops::domain {
namespace {

// Stamps of any year come from outside; their difference must fit.
qint64 between(LogTime earlier, LogTime later)
{
    qint64 ms = 0;
    return __builtin_sub_overflow(later.utcMs, earlier.utcMs, &ms) ? std::numeric_limits<qint64>::max() : ms;
}

} // namespace

void LogBackSteps::add(LogTime time)
{
    if (!time.known())
        return;
    if (time >= m_latest) {
        m_latest = time;
        m_latestOfAll = std::max(m_latestOfAll, time);
        return;
    }
    if (between(time, m_latest) < leastMs)
        return;
    ++m_count;
    m_farthestMs = std::max(m_farthestMs, between(time, m_latestOfAll));
    m_latest = time;
}

} // namespace ops::domain
