#include "domain/log/log_error_tally.h"

#include "domain/log/log_reader.h"

#include <algorithm>

namespace ops::domain {
namespace {

constexpr qint64 msPerMinute = 60'000;

void note(LogErrorTally::Seen& seen, LogTime time)
{
    ++seen.count;
    if (!time.known())
        return;
    if (!seen.first.known() || time < seen.first)
        seen.first = time;
    if (time >= seen.last)
        seen.last = time;
}

} // namespace

void LogErrorTally::add(LogTime time, LogService service)
{
    note(m_services.at(service.index), time);
    note(m_all, time);
    if (!time.known())
        return;
    ++m_minutes[time.utcMs / msPerMinute];
    while (m_minutes.rbegin()->first - m_minutes.begin()->first >= remembered.count())
        m_minutes.erase(m_minutes.begin());
}

qint64 LogErrorTally::countIn(std::chrono::minutes length, LogTime now) const
{
    const qint64 end = now.utcMs / msPerMinute;
    qint64 count = 0;
    for (auto minute = m_minutes.upper_bound(end - length.count()); minute != m_minutes.end() && minute->first <= end;
         ++minute)
        count += minute->second;
    return count;
}

LogSeq countErrors(const LogReader& reader, LogSeq from, qint64 maxRows, LogErrorTally& tally)
{
    const LogSpan& span = reader.span();
    LogSeq at = std::max(from, span.first);
    const LogSeq end = std::min(span.readEnd, at + maxRows);
    while (at < end) {
        const LogBlock block = reader.block(at, end);
        for (quint32 row = block.begin; row < block.end; ++row) {
            const LogTag tag = LogTag::unpacked(block.tags[row]);
            if (tag.level >= LogLevel::Error && !tag.continuation && !tag.marker)
                tally.add(reader.time(block.first + row), {block.services[row]});
        }
        at = block.first + block.end;
    }
    return at;
}

} // namespace ops::domain
