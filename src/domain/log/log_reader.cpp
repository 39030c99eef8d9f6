#include "domain/log/log_reader.h"

#include <algorithm>

namespace ops::domain {

LogReader::LogReader(const LogStore& store)
    : m_store(store)
    , m_pin(store.takePin())
{
}

LogReader::~LogReader()
{
    unpin();
    m_pin.taken.store(false, std::memory_order_release);
}

const LogSpan& LogReader::pin()
{
    // Until the oldest segment that was pinned is still the oldest one, and no other front is on its way: see
    // LogStore::evictOldest() and prepend(). What is pinned in vain is let go of, or the writer would take it for read.
    for (;;) {
        m_firstIndex = m_store.m_first.load(std::memory_order_seq_cst);
        m_pin.oldest.store(m_firstIndex, std::memory_order_seq_cst);
        const bool moves = m_store.m_frontMoves.load(std::memory_order_seq_cst);
        if (!moves && m_store.m_first.load(std::memory_order_seq_cst) == m_firstIndex)
            break;
        if (moves)
            m_pin.oldest.store(LogStore::Pin::nothing, std::memory_order_seq_cst);
    }
    m_span = {};
    m_recent = nullptr;
    m_span.end = m_store.end();
    m_lastIndex = m_store.m_lastIndex.load(std::memory_order_acquire);
    const LogSegment* const oldest = m_firstIndex <= m_lastIndex ? m_store.at(m_firstIndex) : nullptr;
    if (oldest == nullptr) {
        m_span.first = m_span.end;
    } else {
        m_span.first = std::min(oldest->first(), m_span.end);
        m_span.gap = oldest->gapBefore();
    }
    m_span.readEnd = std::clamp(m_store.readEnd(), m_span.first, m_span.end);
    return m_span;
}

void LogReader::unpin()
{
    m_recent = nullptr;
    m_span.first = m_span.end;
    m_span.readEnd = m_span.end;
    m_pin.oldest.store(LogStore::Pin::nothing, std::memory_order_release);
}

const LogSegment& LogReader::segmentOf(LogSeq seq) const
{
    Q_ASSERT(seq >= m_span.first && seq < m_span.end);
    if (m_recent != nullptr && seq >= m_recent->first() && seq < m_recentEnd)
        return *m_recent;
    qint64 low = m_firstIndex;
    qint64 high = m_lastIndex;
    while (low < high) {
        const qint64 middle = low + (high - low + 1) / 2;
        if (m_store.at(middle)->first() <= seq)
            low = middle;
        else
            high = middle - 1;
    }
    m_recent = m_store.at(low);
    m_recentEnd = low == m_lastIndex ? m_span.end : std::min(m_store.at(low + 1)->first(), m_span.end);
    return *m_recent;
}

LogLine LogReader::line(LogSeq seq) const
{
    const LogSegment& segment = segmentOf(seq);
    const auto row = static_cast<quint32>(seq - segment.first());
    LogLine line{seq, segment.bytes(row), {}, {}, {}};
    if (seq < m_span.readEnd) {
        line.time = segment.time(row);
        line.tag = LogTag::unpacked(segment.tags()[row]);
        line.service = {segment.services()[row]};
    }
    return line;
}

std::string_view LogReader::bytes(LogSeq seq) const
{
    const LogSegment& segment = segmentOf(seq);
    return segment.bytes(static_cast<quint32>(seq - segment.first()));
}

LogTag LogReader::tag(LogSeq seq) const
{
    if (seq >= m_span.readEnd)
        return {};
    const LogSegment& segment = segmentOf(seq);
    return LogTag::unpacked(segment.tags()[seq - segment.first()]);
}

LogTime LogReader::time(LogSeq seq) const
{
    if (seq >= m_span.readEnd)
        return {};
    const LogSegment& segment = segmentOf(seq);
    return segment.time(static_cast<quint32>(seq - segment.first()));
}

bool LogReader::mayHoldEscapes(LogSeq seq) const
{
    const LogSegment& segment = segmentOf(seq);
    return (segment.escapesSeen() >> ((seq - segment.first()) >> segment.escapeShift()) & 1) != 0;
}

LogBlock LogReader::block(LogSeq from, LogSeq to) const
{
    const LogSegment& segment = segmentOf(from);
    LogBlock block;
    block.first = segment.first();
    block.text = segment.text();
    block.ends = segment.ends();
    block.tags = segment.tags();
    block.services = segment.services();
    block.tagsSeen = segment.tagsSeen();
    block.escapesSeen = segment.escapesSeen();
    block.escapeShift = segment.escapeShift();
    block.begin = static_cast<quint32>(from - segment.first());
    block.end = static_cast<quint32>(std::min(to, m_recentEnd) - segment.first());
    return block;
}

LogSeq LogReader::headOf(LogSeq seq) const
{
    const LogLine line = this->line(seq);
    if (!line.tag.continuation)
        return seq;
    const LogSeq oldest = std::max(m_span.first, seq - farthest);
    for (LogSeq before = seq; before > oldest;) {
        before = before - 1;
        const LogLine candidate = this->line(before);
        const bool sameSource = candidate.service == line.service && candidate.tag.channel == line.tag.channel;
        if (sameSource && !candidate.tag.continuation && !candidate.tag.marker)
            return before;
    }
    return seq;
}

std::vector<LogSeq> LogReader::continuationsOf(LogSeq head) const
{
    std::vector<LogSeq> found;
    const LogLine line = this->line(head);
    if (line.tag.continuation || line.tag.marker)
        return found;
    const LogSeq end = std::min(m_span.readEnd, head + farthest + 1);
    for (LogSeq next = head + 1; next < end; next = next + 1) {
        if ((segmentOf(next).tagsSeen() & LogTag::continuationBit) == 0) {
            next = m_recentEnd - 1; // nothing in this segment continues anything
            continue;
        }
        const LogLine candidate = this->line(next);
        if (candidate.service != line.service || candidate.tag.channel != line.tag.channel || candidate.tag.marker)
            continue;
        if (!candidate.tag.continuation)
            break;
        found.push_back(next);
    }
    return found;
}

} // namespace ops::domain
