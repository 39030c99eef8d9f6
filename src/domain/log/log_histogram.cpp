#include "domain/log/log_histogram.h"

#include <algorithm>

namespace ops::domain {
namespace {

// Stamps beyond, some hundred thousand years from here, are nonsense and would make every bucket useless.
constexpr qint64 farthestMs = qint64{1} << 53;

qint64 floorTo(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

} // namespace

void LogHistogram::add(LogSeq seq, LogTime time, LogLevel level)
{
    if (!time.known() || time.utcMs > farthestMs || time.utcMs < -farthestMs)
        return;
    if (empty())
        m_originMs = floorTo(time.utcMs, m_widthMs);
    else if (time.utcMs < m_originMs || time.utcMs >= m_originMs + m_widthMs * bucketCount)
        widenTo(time.utcMs);
    const auto index = static_cast<int>((time.utcMs - m_originMs) / m_widthMs);
    Bucket& bucket = m_buckets.at(static_cast<size_t>(index));
    bucket.firstSeq = bucket.all() == 0 ? seq : std::min(bucket.firstSeq, seq);
    if (level == LogLevel::Error || level == LogLevel::Fatal)
        ++bucket.errors;
    else if (level == LogLevel::Warn)
        ++bucket.warnings;
    else
        ++bucket.other;
    m_first = std::min(m_first, index);
    m_last = std::max(m_last, index);
}

// Twice as wide, as often as it takes for everything to fit, that moment too.
void LogHistogram::widenTo(qint64 utcMs)
{
    const qint64 earliest = std::min(utcMs, start(m_first).utcMs);
    const qint64 latest = std::max(utcMs, start(m_last).utcMs);
    qint64 width = m_widthMs;
    while (floorTo(earliest, width) + width * bucketCount <= latest)
        width *= 2;
    const qint64 origin = floorTo(earliest, width);
    std::array<Bucket, bucketCount> wider{};
    int first = bucketCount;
    int last = -1;
    for (int i = m_first; i <= m_last; ++i) {
        const Bucket& old = at(i);
        const auto index = static_cast<int>((start(i).utcMs - origin) / width);
        if (old.all() == 0)
            continue;
        Bucket& into = wider.at(static_cast<size_t>(index));
        into.firstSeq = into.all() == 0 ? old.firstSeq : std::min(into.firstSeq, old.firstSeq);
        into.other += old.other;
        into.warnings += old.warnings;
        into.errors += old.errors;
        first = std::min(first, index);
        last = std::max(last, index);
    }
    m_buckets = wider;
    m_originMs = origin;
    m_widthMs = width;
    m_first = first;
    m_last = last;
}

int LogHistogram::bucketOf(LogTime time) const
{
    if (empty() || !time.known() || time < start(m_first))
        return m_first;
    if (time >= start(m_last))
        return m_last;
    return static_cast<int>((time.utcMs - m_originMs) / m_widthMs);
}

quint32 LogHistogram::highest() const
{
    quint32 highest = 0;
    for (const Bucket& bucket : m_buckets)
        highest = std::max(highest, bucket.all());
    return highest;
}

} // namespace ops::domain
