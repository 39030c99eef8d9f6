#include "domain/log/log_error_tally.h"

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

void widen(LogErrorTally::Seen& seen, const LogErrorTally::Seen& before)
{
    seen.count = std::max(seen.count, before.count);
    if (before.first.known() && (!seen.first.known() || before.first < seen.first))
        seen.first = before.first;
    if (before.last.known() && (!seen.last.known() || seen.last < before.last))
        seen.last = before.last;
}

} // namespace

void LogErrorTally::add(LogTime time, LogLevel level, LogService service)
{
    if (level < LogLevel::Error)
        return;
    note(m_services.at(service.index), time);
    note(m_all, time);
    if (!time.known())
        return;
    ++m_minutes[time.utcMs / msPerMinute];
    forgetOldMinutes();
}

void LogErrorTally::forgetOldMinutes()
{
    while (!m_minutes.empty() && m_minutes.rbegin()->first - m_minutes.begin()->first >= remembered.count())
        m_minutes.erase(m_minutes.begin());
}

void LogErrorTally::adopt(const LogErrorTally& before)
{
    for (size_t i = 0; i < m_services.size(); ++i)
        widen(m_services.at(i), before.m_services.at(i));
    widen(m_all, before.m_all);
    for (const auto& [minute, count] : before.m_minutes)
        m_minutes[minute] = std::max(m_minutes[minute], count);
    forgetOldMinutes();
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

} // namespace ops::domain
