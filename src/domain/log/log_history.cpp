#include "domain/log/log_history.h"

#include "domain/log/log_rejoin.h"

#include <algorithm>

namespace ops::domain {
namespace {

// Of a line with its stamp, how much was not in the tail that began inside it; 0: it did not. Whole pieces are missing.
size_t missingOf(std::string_view line, const LogTailStart& tail)
{
    const size_t rest = engineStampLength + static_cast<size_t>(tail.bytes);
    const size_t missing = line.size() > rest ? line.size() - rest : 0;
    return missing % enginePieceBytes == 0 ? missing : 0;
}

} // namespace

void LogOlderLines::take(std::string_view line, qint64 stampNs)
{
    const size_t missing = m_tail && stampNs == m_tail->ns ? missingOf(line, *m_tail) : 0;
    if (missing == 0) {
        takeOne(line, stampNs);
        return;
    }
    const size_t part = engineStampLength + missing;
    takeOne(line.substr(0, part), stampNs);
    std::string rest(line.substr(0, engineStampLength));
    rest.append(line.substr(part));
    takeOne(rest, stampNs);
}

void LogOlderLines::takeOne(std::string_view line, qint64 stampNs)
{
    if (stampNs > m_seam.untilNs)
        return;
    const bool atUntil = stampNs == m_seam.untilNs;
    // What stands behind those is held too, also where a clock that was set back gave it an earlier stamp.
    if (m_seam.held == LogSeam::Held::Rest && m_takenAtUntil >= m_seam.count)
        return;
    m_takenAtUntil += atUntil ? 1 : 0;
    m_behindUntil = atUntil || m_takenAtUntil == 0 ? 0 : m_behindUntil + 1;
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
    const qint64 held = m_seam.count + m_behindUntil;
    for (qint64 i = 0; i < held && !m_lines.empty() && m_lines.back().ns >= m_seam.untilNs; ++i) {
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
