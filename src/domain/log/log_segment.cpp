#include "domain/log/log_segment.h"

#include "domain/log/log_escapes.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace ops::domain {
namespace {

constexpr size_t cacheLine = 64;
constexpr size_t page = 4096;

size_t aligned(size_t bytes)
{
    return (bytes + cacheLine - 1) / cacheLine * cacheLine;
}

// So that all rows of a segment are in one of 64 parts, a bit for each.
int escapeShiftFor(quint32 rows)
{
    constexpr quint32 parts = 64;
    return static_cast<int>(std::bit_width((std::max(rows, 1U) - 1) / parts));
}

} // namespace

LogSegment::LogSegment(LogSegmentSize capacity)
    : m_capacity(capacity)
    , m_escapeShift(escapeShiftFor(capacity.rows))
{
}

size_t LogSegment::columnBytes(quint32 rows)
{
    return 2 * aligned(rows * sizeof(quint32)) + aligned(rows) + aligned(rows * sizeof(quint16)) +
           aligned(rows * sizeof(FarTime));
}

base::Result<std::unique_ptr<LogSegment>> LogSegment::make(LogSegmentSize size, AddressSpace& memory,
                                                           ReservedMemory recycled)
{
    std::unique_ptr<LogSegment> segment(new LogSegment(size));
    const size_t needed = columnBytes(size.rows) + aligned(size.textBytes);
    if (recycled.size() >= needed) {
        segment->m_memory = std::move(recycled);
    } else {
        auto reserved = memory.reserve(needed);
        if (!reserved)
            return reserved.error();
        segment->m_memory = std::move(reserved).value();
    }
    segment->layOut(size.textBytes);
    segment->m_ownText = segment->m_memory.data();
    segment->m_text = segment->m_ownText;
    return segment;
}

base::Result<std::unique_ptr<LogSegment>> LogSegment::index(std::shared_ptr<const void> keeper, std::string_view text,
                                                            const LogStoreLimits& limits)
{
    const LogSegmentSize size = limits.segment;
    std::unique_ptr<LogSegment> segment(new LogSegment(size));
    auto memory = limits.memory->reserve(columnBytes(size.rows));
    if (!memory)
        return memory.error();
    segment->m_memory = std::move(memory).value();
    segment->m_memory.expectFilling(size.rows * sizeof(quint32));
    segment->layOut(0);
    segment->m_keeper = std::move(keeper);
    segment->m_text = text.data();

    quint32* const ends = segment->m_ends;
    quint32 rows = 0;
    size_t start = 0;
    while (rows < size.rows && start < text.size()) {
        const size_t longest = std::min<size_t>(limits.maxLineBytes, text.size() - start);
        // The processor reads ahead on the same page only. Asking for what is not there does nothing.
        __builtin_prefetch(text.data() + start + page);
        __builtin_prefetch(text.data() + start + page + cacheLine);
        const void* const found = memchr(text.data() + start, '\n', longest);
        const size_t end =
            found == nullptr ? start + longest : static_cast<size_t>(static_cast<const char*>(found) - text.data()) + 1;
        if (end > size.textBytes && rows > 0)
            break;
        ends[rows++] = static_cast<quint32>(end);
        start = end;
    }
    segment->m_rows = rows;
    segment->m_used = static_cast<quint32>(start);
    return segment;
}

void LogSegment::layOut(size_t textBytes)
{
    char* at = m_memory.data() + aligned(textBytes);
    const auto take = [&at](size_t bytes) {
        char* const taken = at;
        at += aligned(bytes);
        return taken;
    };
    m_ends = reinterpret_cast<quint32*>(take(m_capacity.rows * sizeof(quint32)));
    m_times = reinterpret_cast<quint32*>(take(m_capacity.rows * sizeof(quint32)));
    m_tags = reinterpret_cast<quint8*>(take(m_capacity.rows));
    m_services = reinterpret_cast<quint16*>(take(m_capacity.rows * sizeof(quint16)));
    m_far = reinterpret_cast<FarTime*>(take(m_capacity.rows * sizeof(FarTime)));
}

void LogSegment::append(std::string_view bytes, LogTime time, LogTag tag, LogService service)
{
    if (!bytes.empty())
        memcpy(m_ownText + m_used, bytes.data(), bytes.size());
    m_used += static_cast<quint32>(bytes.size());
    m_ends[m_rows] = m_used;
    setColumns(m_rows, time, tag, service);
    noteEscapes(m_rows);
    ++m_rows;
    m_readRows.store(m_rows, std::memory_order_release);
}

void LogSegment::read(LogTime time, LogTag tag, LogService service)
{
    const quint32 row = m_readRows.load(std::memory_order_relaxed);
    setColumns(row, time, tag, service);
    noteEscapes(row);
    m_readRows.store(row + 1, std::memory_order_release);
}

void LogSegment::setColumns(quint32 row, LogTime time, LogTag tag, LogService service)
{
    m_times[row] = encodeTime(row, time);
    m_tags[row] = tag.packed();
    const quint8 seen = m_tagsSeen.load(std::memory_order_relaxed);
    if ((seen | tag.packed()) != seen)
        m_tagsSeen.store(seen | tag.packed(), std::memory_order_relaxed);
    m_services[row] = service.index;
}

void LogSegment::noteEscapes(quint32 row)
{
    const quint64 part = quint64{1} << (row >> m_escapeShift);
    const quint64 seen = m_escapesSeen.load(std::memory_order_relaxed);
    if ((seen & part) == 0 && mayHoldEscapes(bytes(row)))
        m_escapesSeen.store(seen | part, std::memory_order_relaxed);
}

quint32 LogSegment::encodeTime(quint32 row, LogTime time)
{
    if (!time.known())
        return noTime;
    if (m_timeBase == LogTime::unknown) {
        m_timeBase = time.utcMs;
        m_earliest = time;
        m_latest = time;
    }
    m_earliest = std::min(m_earliest, time);
    m_latest = std::max(m_latest, time);
    qint64 code = 0;
    const bool fits = !__builtin_sub_overflow(time.utcMs, m_timeBase, &code) && code > -timeBias && code < timeBias - 1;
    if (fits)
        return static_cast<quint32>(code + timeBias);
    const quint32 far = m_farCount.load(std::memory_order_relaxed);
    m_far[far] = {row, time.utcMs};
    m_farCount.store(far + 1, std::memory_order_release);
    return farTime;
}

LogTime LogSegment::time(quint32 row) const
{
    const quint32 code = m_times[row];
    if (code == noTime)
        return {};
    if (code != farTime)
        return {m_timeBase + static_cast<qint64>(code) - timeBias};
    const FarTime* const begin = m_far;
    const FarTime* const end = begin + m_farCount.load(std::memory_order_acquire);
    const FarTime* const found =
        std::lower_bound(begin, end, row, [](const FarTime& far, quint32 wanted) { return far.row < wanted; });
    return found != end && found->row == row ? LogTime{found->utcMs} : LogTime();
}

void LogSegment::expectFilling()
{
    m_memory.expectFilling(static_cast<size_t>(reinterpret_cast<char*>(m_far) - m_memory.data()));
}

void LogSegment::placeAt(qint64 index, LogSeq first)
{
    m_index = index;
    m_first = first;
}

void LogSegment::setGapBefore(const LogGap& gap)
{
    m_gaps.push_back(std::make_unique<const LogGap>(gap));
    m_gap.store(m_gaps.back().get(), std::memory_order_release);
}

LogGap LogSegment::gapBefore() const
{
    const LogGap* const gap = m_gap.load(std::memory_order_acquire);
    return gap == nullptr ? LogGap() : *gap;
}

void LogSegment::renumberServices(const std::vector<LogService>& numbers)
{
    for (quint32 row = 0; row < m_rows; ++row)
        m_services[row] = numbers[m_services[row]].index;
}

qint64 LogSegment::ownBytes() const
{
    return (m_ownText != nullptr ? qint64{m_used} : 0) + qint64{m_rows} * bytesPerRow;
}

} // namespace ops::domain
