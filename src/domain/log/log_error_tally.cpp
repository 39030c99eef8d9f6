#include "domain/log/log_error_tally.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ops::domain {
namespace {

constexpr qint64 msPerMinute = 60'000;
// Four hours of one clock, an hour of four.
constexpr size_t mostMinutes = 240;

} // namespace

// Forgets by the order in which lines came, never by their stamps: of those nobody knows here which ones are true.
LogErrorTally::Minute& LogErrorTally::Errors::minute(qint64 number)
{
    const auto found =
        std::find_if(minutes.rbegin(), minutes.rend(), [number](const Minute& each) { return each.number == number; });
    if (found != minutes.rend()) {
        std::rotate(std::prev(found.base()), found.base(), minutes.end());
        return minutes.back();
    }
    if (minutes.size() == mostMinutes)
        minutes.erase(minutes.begin());
    minutes.push_back({number, 0, {}});
    return minutes.back();
}

void LogErrorTally::Errors::add(LogTime time)
{
    ++count;
    if (!time.known())
        return;
    if (!first.known() || time < first)
        first = time;
    Minute& its = minute(time.utcMs / msPerMinute);
    ++its.count;
    its.last = std::max(its.last, time);
}

void LogErrorTally::Errors::adopt(const Errors& before)
{
    count = std::max(count, before.count);
    if (before.first.known() && (!first.known() || before.first < first))
        first = before.first;
    // What was counted now came later.
    const std::vector<Minute> counted = std::exchange(minutes, before.minutes);
    for (const Minute& each : counted) {
        Minute& its = minute(each.number);
        its.count = std::max(its.count, each.count);
        its.last = std::max(its.last, each.last);
    }
}

void LogErrorTally::add(LogTime time, LogLevel level, LogService service)
{
    if (level < LogLevel::Error)
        return;
    if (m_services.size() <= service.index)
        m_services.resize(size_t{service.index} + 1);
    m_services[service.index].add(time);
    m_all.add(time);
}

void LogErrorTally::adopt(const LogErrorTally& before)
{
    m_services.resize(std::max(m_services.size(), before.m_services.size()));
    for (size_t i = 0; i < before.m_services.size(); ++i)
        m_services[i].adopt(before.m_services[i]);
    m_all.adopt(before.m_all);
}

LogErrorTally::Seen LogErrorTally::of(LogService service, LogTime now) const
{
    return service.index < m_services.size() ? asOf(m_services[service.index], now) : Seen();
}

LogErrorTally::Seen LogErrorTally::asOf(const Errors& errors, LogTime now)
{
    const LogTime latest{now.utcMs + std::chrono::milliseconds(farthestAhead).count()};
    Seen seen{errors.first <= latest ? errors.first : LogTime(), {}, errors.count};
    for (const Minute& minute : errors.minutes)
        if (minute.last <= latest)
            seen.last = std::max(seen.last, minute.last);
    return seen;
}

qint64 LogErrorTally::countIn(std::chrono::minutes length, LogTime now) const
{
    const qint64 end = now.utcMs / msPerMinute;
    qint64 count = 0;
    for (const Minute& minute : m_all.minutes)
        if (minute.number > end - length.count() && minute.number <= end)
            count += minute.count;
    return count;
}

} // namespace ops::domain
