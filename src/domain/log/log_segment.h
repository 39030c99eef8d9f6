#pragma once

#include "domain/log/log_types.h"
#include "domain/log/reserved_memory.h"

#include <atomic>
#include <memory>
#include <vector>

namespace ops::domain {

// How much one segment holds at most. A longer line gets a segment of its own.
struct LogSegmentSize {
    quint32 textBytes = 32 * 1024 * 1024;
    quint32 rows = 512 * 1024;
};

struct LogStoreLimits {
    qint64 capBytes = qint64{512} * 1024 * 1024; // of memory; mapped text does not count
    LogSegmentSize segment;
    quint32 maxLineBytes = 64 * 1024 * 1024; // a longer line is cut into rows; no byte is lost
    AddressSpace* memory = &AddressSpace::heap();
    // Older lines that were asked for may stand above the cap by this much, for as long as they are read.
    qint64 olderBytes = 0;
};

// Lines lie one after another in the text of a segment; a row's columns are its end in the text, its time, its tag and
// its service: 11 bytes a row. Written by the store's writer; a reader sees the rows below the count that it got from
// the store with acquire, and their columns below readRows(). Never moves. Owned by its LogStore.
class LogSegment {
public:
    static constexpr quint32 bytesPerRow = 11;

    // Empty, to append to. Uses `recycled` when that is large enough. Errors: NoSpace.
    static base::Result<std::unique_ptr<LogSegment>> make(LogSegmentSize size, AddressSpace& memory,
                                                          ReservedMemory recycled = {});
    // Over text that lies elsewhere, such as a mapped file, and is kept alive by `keeper`. Takes as many whole lines
    // from the beginning of `text` as fit into `size` (see textBytes() for how many that were), at least one; their
    // columns are still to be read. A line over the limit becomes several rows. Any thread. Errors: NoSpace.
    static base::Result<std::unique_ptr<LogSegment>> index(std::shared_ptr<const void> keeper, std::string_view text,
                                                           const LogStoreLimits& limits);

    // Writer only.
    void expectFilling(); // it will be written to the end
    bool hasRoomFor(size_t bytes) const { return m_rows < m_capacity.rows && bytes <= m_capacity.textBytes - m_used; }
    void append(std::string_view bytes, LogTime time, LogTag tag, LogService service);
    void read(LogTime time, LogTag tag, LogService service); // the columns of the first row that has none yet
    void placeAt(qint64 index, LogSeq first);
    void setGapBefore(const LogGap& gap);
    // `numbers`: by the present number, for each that a row has.
    void renumberServices(const std::vector<LogService>& numbers);
    ReservedMemory recycle() { return std::move(m_memory); }

    qint64 index() const { return m_index; } // counts segments as LogSeq counts lines
    LogSeq first() const { return m_first; }
    quint32 rows() const { return m_rows; }         // writer only
    quint32 textBytes() const { return m_used; }    // writer only
    qint64 ownBytes() const;                        // writer only; memory that goes when this goes
    LogTime earliest() const { return m_earliest; } // writer only
    LogTime latest() const { return m_latest; }     // writer only
    // Every bit that a tag of a read row has: what no row has need not be looked for.
    quint8 tagsSeen() const { return m_tagsSeen.load(std::memory_order_relaxed); }
    // A bit for each part of the segment in which a read row may have terminal escape sequences; a row's part is its
    // number shifted right by escapeShift().
    quint64 escapesSeen() const { return m_escapesSeen.load(std::memory_order_relaxed); }
    int escapeShift() const { return m_escapeShift; }
    quint32 readRows() const { return m_readRows.load(std::memory_order_acquire); }

    // Readers. What is missing before this segment, when it is the oldest one.
    LogGap gapBefore() const;
    // Readers, for rows that they may see.
    const char* text() const { return m_text; }
    const quint32* ends() const { return m_ends; }
    const quint8* tags() const { return m_tags; }
    const quint16* services() const { return m_services; }
    std::string_view bytes(quint32 row) const
    {
        const quint32 start = row == 0 ? 0 : m_ends[row - 1];
        return {m_text + start, m_ends[row] - start};
    }
    LogTime time(quint32 row) const;

private:
    struct FarTime {
        quint32 row;
        qint64 utcMs;
    };
    // Times are stored relative to the first one, in 32 bits: 24 days to either side. Those beyond are listed apart.
    static constexpr quint32 noTime = 0;
    static constexpr quint32 farTime = 0xffffffff;
    static constexpr qint64 timeBias = qint64{1} << 31;

    explicit LogSegment(LogSegmentSize capacity);
    static size_t columnBytes(quint32 rows);
    void layOut(size_t textBytes);
    void setColumns(quint32 row, LogTime time, LogTag tag, LogService service);
    void noteEscapes(quint32 row);
    quint32 encodeTime(quint32 row, LogTime time);

    LogSegmentSize m_capacity;
    int m_escapeShift;
    ReservedMemory m_memory;
    std::shared_ptr<const void> m_keeper; // of text that lies elsewhere
    qint64 m_index = 0;
    LogSeq m_first;
    const char* m_text = nullptr;
    char* m_ownText = nullptr; // null: the text lies elsewhere
    quint32* m_ends = nullptr;
    quint32* m_times = nullptr;
    quint8* m_tags = nullptr;
    quint16* m_services = nullptr;
    FarTime* m_far = nullptr;
    quint32 m_used = 0;
    quint32 m_rows = 0;
    qint64 m_timeBase = LogTime::unknown;
    LogTime m_earliest;
    LogTime m_latest;
    // Every gap that was ever before this segment, because a reader may still look at an earlier one.
    std::vector<std::unique_ptr<const LogGap>> m_gaps;
    std::atomic<const LogGap*> m_gap{nullptr};
    std::atomic<quint32> m_farCount{0};
    std::atomic<quint32> m_readRows{0};
    std::atomic<quint8> m_tagsSeen{0};
    std::atomic<quint64> m_escapesSeen{0};
};

} // namespace ops::domain
