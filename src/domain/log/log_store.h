#pragma once

#include "domain/log/log_segment.h"

#include <QByteArray>

#include <array>
#include <deque>
#include <unordered_map>

namespace ops::domain {

// Every line of a log view, oldest first, append-only. One writer thread; any number of LogReaders on other threads,
// which neither lock nor wait, but for the moment in which prepend() puts its segments into their places. Memory is
// capped: the oldest whole segments go, and what went is counted in gap().
class LogStore {
public:
    explicit LogStore(LogStoreLimits limits = {});
    LogStore(const LogStore&) = delete;
    LogStore& operator=(const LogStore&) = delete;
    ~LogStore(); // no reader may be left

    // Writer. One line with its ending, or a piece of one. False where there was no memory for it.
    bool append(std::string_view bytes, LogTime time, LogTag tag, LogService service);
    // The next line begins a segment.
    void closeSegment() { m_last = nullptr; }
    // Takes over text that lies elsewhere, as LogSegment::index made it. Its columns are unread.
    void adopt(std::unique_ptr<LogSegment> segment);
    // The columns of the line at readEnd(), which must be below end().
    void read(LogTime time, LogTag tag, LogService service);
    // Puts `older` in front of everything. `remaining` is what is then still missing before it. Together they may be
    // over the cap by olderBytes, until letOlderGo(). With `replacedRows`, which must be the rows of some whole oldest
    // segments, those go without a gap: `older` has their lines too, the unmoved ones last. Errors: TooLarge when that
    // does not fit, InvalidInput when there are unread lines, Busy while a reader looks at what would go or went;
    // no line has changed then. Busy: the same may be tried again. Otherwise `older` is used up.
    base::Result<void> prepend(LogStore&& older, const LogGap& remaining, qint64 replacedRows = 0);
    // The rows of as many whole oldest segments as it takes to have `rows` of them.
    qint64 rowsOfWholeSegments(qint64 rows) const;
    // What prepend() brought over the cap goes, the oldest first, and counts as missing again.
    void letOlderGo();
    // The index of a name, the same for the same name. Index 0 once there are more names than fit: see moreServices().
    LogService service(std::string_view name);
    // How far that service's own stamps are ahead of its engine's, in ms; 0: not worth a word.
    void noteSkew(LogService service, qint64 aheadMs)
    {
        named(service).skewMs.store(aheadMs, std::memory_order_relaxed);
    }
    // Frees what went and no reader looks at any more. append() does so by itself when it needs memory.
    void reclaim();

    const LogStoreLimits& limits() const { return m_limits; }
    std::string_view bytesAtReadEnd() const;                                                 // writer
    LogSeq oldest() const { return m_live.empty() ? end() : m_live.front()->first(); }       // writer
    LogSeq newestSegment() const { return m_live.empty() ? end() : m_live.back()->first(); } // writer
    const LogGap& gap() const { return m_gap; }                                              // writer
    qint64 retiredSegments() const { return static_cast<qint64>(m_retired.size()); }         // writer

    // Any thread.
    LogSeq end() const { return {m_end.load(std::memory_order_acquire)}; }
    // Lines from here on have no time, level and service yet.
    LogSeq readEnd() const { return {m_readEnd.load(std::memory_order_acquire)}; }
    qint64 heldBytes() const { return m_heldBytes.load(std::memory_order_relaxed); }
    // Empty for index 0. The bytes stay where they are for the life of the store.
    std::string_view serviceName(LogService service) const;
    qint64 skewMs(LogService service) const { return named(service).skewMs.load(std::memory_order_relaxed); }
    // With index 0, which is none.
    int serviceCount() const { return m_serviceCount.load(std::memory_order_acquire); }
    // There are lines of services whose names did not fit; they have none here.
    bool moreServices() const { return m_moreServices.load(std::memory_order_relaxed); }

private:
    friend class LogReader;

    // Says which segment a reader may look at, and those after it.
    struct Pin {
        std::atomic<qint64> oldest{nothing};
        std::atomic<bool> taken{false};
        Pin* next = nullptr;
        static constexpr qint64 nothing = std::numeric_limits<qint64>::max();
    };
    struct Named {
        QByteArray name;
        std::atomic<qint64> skewMs{0};
    };
    // Names come in pages, because few stores have many and a reader must never see one move.
    static constexpr size_t namesAPage = 64;
    using Page = std::array<Named, namesAPage>;
    static constexpr qint64 slotCount = 8192; // a power of two
    static constexpr qint64 origin = qint64{1} << 40;

    Pin& takePin() const;
    // Of an index below serviceCount().
    Named& named(LogService service) const
    {
        return m_names[service.index / namesAPage]->at(service.index % namesAPage);
    }
    const LogSegment* at(qint64 index) const
    {
        return m_slots[static_cast<size_t>(index & (slotCount - 1))].load(std::memory_order_acquire);
    }
    bool beginSegment(size_t lineBytes);
    void addLast(std::unique_ptr<LogSegment> segment);
    void evictOldest();
    void keepUnderCap(qint64 comingBytes);
    void addHeld(qint64 bytes);
    void moveReadEnd();
    qint64 oldestPinned() const;

    LogStoreLimits m_limits;
    std::deque<std::unique_ptr<LogSegment>> m_live;
    std::deque<std::unique_ptr<LogSegment>> m_retired;
    std::unique_ptr<std::atomic<LogSegment*>[]> m_slots;
    ReservedMemory m_spare;          // of a segment that went
    LogSegment* m_last = nullptr;    // the one that append() writes to; null: the last one is not for appending
    LogSegment* m_reading = nullptr; // the one that readEnd() is in; null: all are read
    qint64 m_held = 0;
    bool m_olderAboveCap = false;
    LogGap m_gap;                        // before the oldest segment
    std::atomic<qint64> m_first{origin}; // index of the oldest segment
    std::atomic<bool> m_frontMoves{false};
    bool m_renumbered = false; // its rows have the numbers of the store that they are to be put in front of
    std::atomic<qint64> m_lastIndex{origin - 1};
    std::atomic<qint64> m_end{origin};
    std::atomic<qint64> m_readEnd{origin};
    std::atomic<qint64> m_heldBytes{0};
    mutable std::atomic<Pin*> m_pins{nullptr};
    std::array<std::unique_ptr<Page>, maxLogServices / namesAPage + 1> m_names;
    std::unordered_map<std::string_view, LogService> m_services; // writer; views into m_names
    std::atomic<int> m_serviceCount{1};
    std::atomic<bool> m_moreServices{false};
};

} // namespace ops::domain
