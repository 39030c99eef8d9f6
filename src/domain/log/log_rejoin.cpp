#include "domain/log/log_rejoin.h"

#include "domain/log/log_stamp.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>

namespace ops::domain {
namespace {

constexpr qint64 nsPerMs = 1'000'000;

} // namespace

std::optional<qint64> engineStampNs(std::string_view line)
{
    if (line.size() < engineStampLength || line[engineStampLength - 1] != ' ' || line[engineStampLength - 2] != 'Z' ||
        line[19] != '.')
        return std::nullopt;
    const auto stamp = readIsoStamp(line.substr(0, engineStampLength - 1));
    return stamp && stamp->length == engineStampLength - 1 ? std::optional(stamp->utcNs) : std::nullopt;
}

QByteArray engineStamp(qint64 utcNs)
{
    const qint64 ms = nsToMs(utcNs);
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")).toLatin1() +
           QByteArray::number(utcNs - ms * nsPerMs).rightJustified(6, '0') + 'Z';
}

std::string_view withoutInnerStamps(std::string_view line, std::string& buffer)
{
    constexpr size_t step = engineStampLength + enginePieceBytes;
    if (line.size() <= step)
        return line;
    const std::string_view stamp = line.substr(0, engineStampLength);
    if (line.substr(step, engineStampLength) != stamp)
        return line;
    buffer.assign(line.substr(0, step));
    line.remove_prefix(step);
    while (line.starts_with(stamp)) {
        buffer.append(line.substr(engineStampLength, enginePieceBytes));
        line.remove_prefix(std::min(step, line.size()));
    }
    buffer.append(line); // it was cut off there, and goes on with a line of another moment
    return buffer;
}

void LogRejoin::begin()
{
    const auto from = since();
    for (Channel& channel : m_channels) {
        channel.rejoining = from.has_value();
        channel.brought.clear();
        channel.toSkip = channel.equal;
        channel.expected = from && channel.lastNs && *channel.lastNs >= *from;
    }
}

std::optional<qint64> LogRejoin::lastNs() const
{
    std::optional<qint64> last;
    for (const Channel& channel : m_channels)
        if (channel.lastNs)
            last = std::max(last.value_or(*channel.lastNs), *channel.lastNs);
    return last;
}

std::optional<qint64> LogRejoin::since() const
{
    if (!m_latestNs)
        return std::nullopt;
    qint64 from = *m_latestNs - channelsApartNs;
    for (const Channel& channel : m_channels)
        if (channel.lastNs && *channel.lastNs < channel.highNs) // only its last line tells what came behind it
            from = std::min(from, *channel.lastNs);
    return from;
}

void LogRejoin::bring(LogChannel which, const std::vector<qint64>& stampsNs)
{
    Channel& channel = m_channels.at(which == LogChannel::Error ? 1 : 0);
    if (channel.lastNs || stampsNs.empty())
        return;
    for (const qint64 stampNs : stampsNs) {
        remember(channel, stampNs);
        if (!m_firstNs || stampNs >= *m_firstNs - channelsApartNs) // no follower prints what is older
            channel.brought.push_back(stampNs);
    }
    if (!m_firstNs)
        m_firstNs = stampsNs.front();
    if (!m_latestNs)
        m_latestNs = stampsNs.back();
}

// By its stamp and its turn, not by what is later: the engine's clock may have been set back since.
bool LogRejoin::wasBrought(Channel& channel, qint64 stampNs)
{
    const auto found = std::find(channel.brought.begin(), channel.brought.end(), stampNs);
    if (found != channel.brought.end()) {
        channel.brought.erase(channel.brought.begin(), std::next(found));
        return true;
    }
    if (!channel.brought.empty() && stampNs < channel.brought.front())
        return true; // older than they are: it is among those that may be loaded yet
    channel.brought.clear();
    return false;
}

LogRejoin::Verdict LogRejoin::take(LogChannel which, qint64 stampNs)
{
    Channel& channel = m_channels.at(which == LogChannel::Error ? 1 : 0);
    if (!m_firstNs)
        m_firstNs = stampNs;
    const Verdict verdict = judge(channel, stampNs);
    if (verdict != Verdict::Seen) {
        remember(channel, stampNs);
        m_latestNs = stampNs;
    }
    return verdict;
}

LogRejoin::Verdict LogRejoin::judge(Channel& channel, qint64 stampNs) const
{
    if (!channel.brought.empty() && wasBrought(channel, stampNs))
        return Verdict::Seen;
    if (!channel.rejoining)
        return Verdict::Fresh;
    if (!channel.lastNs) {
        // What was before the first tail was not asked for then either, but its first line may be on this channel.
        if (stampNs < *m_firstNs - channelsApartNs)
            return Verdict::Seen;
        channel.rejoining = false;
        return Verdict::Fresh;
    }
    if (stampNs <= channel.highNs && channel.toSkip > 0) {
        channel.toSkip -= stampNs == *channel.lastNs ? 1 : 0;
        return Verdict::Seen;
    }
    channel.rejoining = false;
    return channel.expected && channel.toSkip > 0 ? Verdict::FreshAfterGap : Verdict::Fresh;
}

void LogRejoin::remember(Channel& channel, qint64 stampNs)
{
    channel.equal = channel.lastNs == stampNs ? channel.equal + 1 : 1;
    channel.lastNs = stampNs;
    channel.highNs = std::max(channel.highNs, stampNs);
}

} // namespace ops::domain
