#include "domain/log/log_history.h"

#include <algorithm>

namespace ops::domain {

void LogOlderLines::take(std::string_view line, qint64 stampNs)
{
    if (stampNs > m_seam.untilNs)
        return;
    if (stampNs == m_seam.untilNs && m_seam.held == LogSeam::Held::Rest && m_takenAtUntil++ >= m_seam.count)
        return;
    // A clock that was set back does not change the log's order.
    const qint64 ns = m_lines.empty() ? stampNs : std::max(stampNs, m_lines.back().ns);
    m_lines.push_back({ns, std::string(line)});
    m_bytes += static_cast<qint64>(line.size());
    // Only all lines of one moment together: the next seam is between moments.
    while (m_bytes > m_maxBytes && m_lines.front().ns != m_lines.back().ns) {
        const qint64 gone = m_lines.front().ns;
        while (m_lines.front().ns == gone)
            dropFront();
        m_floorNs = m_lines.front().ns;
    }
}

void LogOlderLines::finish()
{
    if (m_seam.held != LogSeam::Held::Last)
        return;
    for (qint64 i = 0; i < m_seam.count && !m_lines.empty() && m_lines.back().ns >= m_seam.untilNs; ++i) {
        m_bytes -= static_cast<qint64>(m_lines.back().bytes.size());
        m_lines.pop_back();
    }
}

void LogOlderLines::dropBefore(qint64 stampNs)
{
    while (!m_lines.empty() && m_lines.front().ns < stampNs)
        dropFront();
}

void LogOlderLines::dropFront()
{
    m_bytes -= static_cast<qint64>(m_lines.front().bytes.size());
    m_lines.pop_front();
}

std::optional<std::chrono::seconds> logHistoryReach(int step)
{
    // Two minutes, and eight times as much with each step: two days.
    constexpr int further = 8;
    if (step >= logHistorySteps - 1)
        return std::nullopt;
    std::chrono::seconds reach = std::chrono::minutes(2);
    for (int i = 0; i < step; ++i)
        reach *= further;
    return reach;
}

} // namespace ops::domain
