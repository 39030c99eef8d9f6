#include "domain/log/log_marks.h"

#include "domain/log/log_stamp.h"

#include <algorithm>

namespace ops::domain {

const LogMarks::Mark& LogMarks::add(const LogMarker& marker, std::string_view service, qint64 utcNs)
{
    const QByteArray line = logMarkerLine(marker);
    const qint64 ns = m_marks.empty() ? utcNs : std::max(utcNs, m_marks.back().ns);
    m_marks.push_back(
        {ns, {nsToMs(utcNs)}, std::string(line.constData(), static_cast<size_t>(line.size())), std::string(service)});
    if (m_marks.size() > most)
        m_marks.pop_front();
    return m_marks.back();
}

std::vector<LogMarks::Mark> LogMarks::before(const LogSeam& seam, std::optional<qint64> fromNs) const
{
    std::vector<Mark> found;
    qint64 atUntil = 0;
    for (const Mark& mark : m_marks) {
        if (mark.ns > seam.untilNs)
            break;
        if (mark.ns == seam.untilNs && seam.held == LogSeam::Held::Rest && atUntil++ >= seam.count)
            break;
        if (!fromNs || mark.ns >= *fromNs)
            found.push_back(mark);
    }
    return found;
}

LogTag logMarkTag()
{
    LogTag tag;
    tag.level = LogLevel::None;
    tag.marker = true;
    return tag;
}

} // namespace ops::domain
