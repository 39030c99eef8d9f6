#include "domain/log/log_history_book.h"

#include "domain/log/log_rejoin.h"

#include <algorithm>

namespace ops::domain {

void LogHistoryBook::open(int channel, bool fromTail)
{
    m_channels[channel].fromTail = fromTail;
}

void LogHistoryBook::note(std::map<int, Last>& lasts, const Origin& origin)
{
    if (origin.channel == nobody)
        return;
    Last& last = lasts[origin.channel];
    last = {origin.ns, last.equal > 0 && last.ns == origin.ns ? last.equal + 1 : 1};
}

void LogHistoryBook::stored(const Origin& origin, LogSeq segment)
{
    if (m_segment && segment != *m_segment)
        m_ends[segment] = m_lasts;
    m_segment = segment;
    if (m_firstAreAll && m_first.empty())
        m_firstSeq = segment;
    if (m_firstAreAll && m_first.size() < firstRows)
        m_first.push_back(origin);
    else
        m_firstAreAll = false;
    if (origin.channel == nobody)
        return;
    note(m_lasts, origin);
    Channel& channel = m_channels[origin.channel];
    if (!channel.firstNs)
        channel.firstNs = origin.ns;
    channel.stillFirst = channel.stillFirst && origin.ns == *channel.firstNs;
    channel.equalAtFirst += channel.stillFirst ? 1 : 0;
}

void LogHistoryBook::lost(LogSeq first)
{
    const auto end = m_ends.upper_bound(first);
    for (auto at = m_ends.begin(); at != end; ++at)
        for (const auto& [number, last] : at->second)
            m_channels[number].seam = LogSeam{last.ns, LogSeam::Held::Rest, last.equal};
    m_ends.erase(m_ends.begin(), end);
    const auto gone = std::clamp<qint64>(first - m_firstSeq, 0, static_cast<qint64>(m_first.size()));
    m_first.erase(m_first.begin(), m_first.begin() + gone);
    m_firstSeq = first;
    m_firstAreAll = m_firstAreAll && !m_first.empty();
}

void LogHistoryBook::putInFront(Front front, const std::vector<int>& channels, std::optional<qint64> sinceNs)
{
    for (const int number : channels) {
        Channel& channel = m_channels[number];
        channel.fromTail = false;
        channel.seam.reset();
        if (sinceNs)
            channel.seam = LogSeam{*sinceNs - 1, LogSeam::Held::None, 0};
    }
    if (front.rows.empty())
        return;
    // What is missing when these segments go again.
    m_ends.erase(m_ends.begin(), m_ends.lower_bound(front.unmoved));
    std::map<int, Last> lasts;
    const LogSeq first = front.unmoved - static_cast<qint64>(front.rows.size());
    for (size_t row = 0; row < front.rows.size(); ++row) {
        if (row > 0 && std::find(front.segments.begin(), front.segments.end(), row) != front.segments.end())
            m_ends[first + static_cast<qint64>(row)] = lasts;
        note(lasts, front.rows[row]);
    }
    m_ends[front.unmoved] = std::move(lasts);
    m_first.erase(m_first.begin(), m_first.begin() + static_cast<std::ptrdiff_t>(front.replaced));
    front.rows.insert(front.rows.end(), m_first.begin(), m_first.end());
    m_first = std::move(front.rows);
    m_firstSeq = first;
    if (m_first.size() > firstRows) {
        m_first.resize(firstRows);
        m_firstAreAll = false;
    }
}

void LogHistoryBook::giveUp(int channel)
{
    m_channels[channel].givenUp = true;
}

std::optional<LogSeam> LogHistoryBook::seam(int channel, int with) const
{
    const auto found = m_channels.find(channel);
    if (found == m_channels.end() || found->second.givenUp)
        return std::nullopt;
    const Channel& own = found->second;
    if (own.seam)
        return own.seam;
    if (!own.fromTail)
        return std::nullopt;
    // The tail is one of both, so the other one's first line tells where it began, but only about: the stamps of both
    // are not in order with each other, and a follower that joined them anew brought the quieter one from further back.
    constexpr qint64 about = LogRejoin::channelsApartNs + engineDisorderNs;
    const auto otherFirst = firstOf(with);
    if (own.firstNs && (!otherFirst || *own.firstNs <= *otherFirst + about))
        return LogSeam{*own.firstNs, LogSeam::Held::Last, own.equalAtFirst};
    if (!otherFirst)
        return std::nullopt;
    return LogSeam{*otherFirst + about, LogSeam::Held::None, 0};
}

qint64 LogHistoryBook::reachedNs(const LogSeam& seam, int channel, int with) const
{
    std::optional<qint64> last;
    for (const int number : {channel, with})
        if (const auto found = m_lasts.find(number); found != m_lasts.end())
            last = std::max(last.value_or(found->second.ns), found->second.ns);
    return std::min(seam.untilNs, last.value_or(seam.untilNs));
}

std::optional<qint64> LogHistoryBook::firstOf(int channel) const
{
    const auto found = m_channels.find(channel);
    return found == m_channels.end() ? std::nullopt : found->second.firstNs;
}

bool LogHistoryBook::isPlaceable(int channel, int with) const
{
    const auto missing = seam(channel, with);
    if (m_firstAreAll || !missing || missing->held != LogSeam::Held::Last)
        return true;
    const auto known =
        std::find_if(m_first.rbegin(), m_first.rend(), [](const Origin& row) { return row.channel >= 0; });
    // About where the tail began.
    const qint64 began = std::min(missing->untilNs, firstOf(with).value_or(missing->untilNs));
    return known != m_first.rend() && began <= known->ns;
}

} // namespace ops::domain
