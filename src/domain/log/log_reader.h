#pragma once

#include "domain/log/log_store.h"

#include <algorithm>

namespace ops::domain {

// What a store holds at one moment: lines [first, end), of which those before readEnd have their columns.
struct LogSpan {
    LogSeq first;
    LogSeq end;
    LogSeq readEnd;
    LogGap gap; // what went before `first`

    qint64 rows() const { return end - first; }
    bool operator==(const LogSpan&) const = default;
};

// Lines that lie one after another in memory.
struct LogBlock {
    LogSeq first;
    const char* text = nullptr;    // of the whole segment
    const quint32* ends = nullptr; // of the segment's rows
    const quint8* tags = nullptr;
    const quint16* services = nullptr;
    quint8 tagsSeen = 0;     // every bit that any tag of the segment has
    quint64 escapesSeen = 0; // see LogSegment
    int escapeShift = 0;
    quint32 begin = 0; // rows [begin, end) of the segment; `first` is the number of row 0
    quint32 end = 0;

    quint32 start(quint32 row) const { return row == 0 ? 0 : ends[row - 1]; }
    std::string_view bytes(quint32 row) const { return {text + start(row), ends[row] - start(row)}; }
    // Whether the row, or one in the same part of the segment, may have terminal escape sequences.
    bool mayHoldEscapes(quint32 row) const { return (escapesSeen >> (row >> escapeShift) & 1) != 0; }
    // The first row of the part after that of `row`.
    quint32 nextEscapePart(quint32 row) const
    {
        return static_cast<quint32>(std::min(((quint64{row} >> escapeShift) + 1) << escapeShift, quint64{end}));
    }
    // All bytes of the block's rows.
    std::string_view bytes() const
    {
        return begin == end ? std::string_view() : std::string_view(text + start(begin), ends[end - 1] - start(begin));
    }
};

// Reads a store from any thread while it grows and loses lines. What pin() saw stays where it is until the next pin()
// or unpin(), so hold it for a paint or a slice of a search, not for long. Each thread has its own reader; the store
// must outlive it.
class LogReader {
public:
    explicit LogReader(const LogStore& store);
    LogReader(const LogReader&) = delete;
    LogReader& operator=(const LogReader&) = delete;
    ~LogReader();

    const LogSpan& pin();
    void unpin();
    const LogSpan& span() const { return m_span; }
    const LogStore& store() const { return m_store; }

    // For lines inside the span.
    LogLine line(LogSeq seq) const;
    std::string_view bytes(LogSeq seq) const;
    LogTag tag(LogSeq seq) const; // level Unread: see LogSpan::readEnd
    LogTime time(LogSeq seq) const;
    // False: the line, once it has been read, has no terminal escape sequence.
    bool mayHoldEscapes(LogSeq seq) const;
    // The lines of [from, to) that lie together with the first of them.
    LogBlock block(LogSeq from, LogSeq to) const;

    // The line that `seq` continues, `seq` itself when it continues none. Looks back over `farthest` lines at most.
    LogSeq headOf(LogSeq seq) const;
    // The lines that continue the head, in order and without it; none for a line that is no head.
    std::vector<LogSeq> continuationsOf(LogSeq head) const;
    static constexpr qint64 farthest = 1000;

private:
    const LogSegment& segmentOf(LogSeq seq) const;

    const LogStore& m_store;
    LogStore::Pin& m_pin;
    LogSpan m_span;
    qint64 m_firstIndex = 0;
    qint64 m_lastIndex = 0;
    // Neighbours are asked for one after another.
    mutable const LogSegment* m_recent = nullptr;
    mutable LogSeq m_recentEnd;
};

} // namespace ops::domain
