#include "domain/log/log_skew.h"

#include <algorithm>
#include <cstdlib>

namespace ops::domain {

void LogSkew::add(qint64 ownNs, qint64 engineNs)
{
    // Stamps of any year come from outside; their difference must fit.
    constexpr qint64 farthestNs = qint64{1} << 61;
    if (std::abs(ownNs / 2 - engineNs / 2) > farthestNs / 2)
        return;
    const qint64 difference = engineNs - ownNs;
    m_smallest = std::min(m_smallest.value_or(difference), difference);
    if (++m_lines < linesAtATime)
        return;
    m_settled = m_smallest;
    m_smallest.reset();
    m_lines = 0;
}

qint64 LogSkew::ms() const
{
    constexpr qint64 nsPerMs = 1'000'000;
    const qint64 ahead = -m_settled.value_or(0) / nsPerMs;
    return std::abs(ahead) < leastMs ? 0 : ahead;
}

} // namespace ops::domain
