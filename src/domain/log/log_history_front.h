#pragma once

#include "domain/log/log_history_book.h"
#include "domain/log/log_line_reader.h"
#include "domain/log/log_marks.h"
#include "domain/log/log_reader.h"
#include "domain/log/merge_by_time.h"

namespace ops::domain {

// Older lines of several logs, merged by time with each other and with those first rows of a store that they belong
// between, as a store of their own: for LogStore::prepend(). One use; one thread, that of the store's writer.
class LogHistoryFront {
public:
    explicit LogHistoryFront(const LogStoreLimits& limits);

    // The older lines of one channel; before addRows().
    void addOlder(int channel, const LogSourceSettings& settings, const LogOlderLines& older);
    // Rows of our own that went with the lines around them; before addRows() too.
    void addMarks(const std::vector<LogMarks::Mark>& marks);
    // The first rows of the store that `reader` has pinned, up to the last one that an older line belongs before.
    void addRows(const LogReader& reader, const std::vector<LogHistoryBook::Origin>& known);
    // Merges; then the rows that follow those of addRows() are copied as they are, `copied` of them. False: no memory.
    bool build(const LogReader& reader, qint64 copied);

    LogStore& store() { return m_store; }
    qint64 olderRows() const { return m_olderRows; }
    qint64 movedRows() const { return static_cast<qint64>(m_moved); } // of addRows()
    LogTime earliest() const { return m_earliest; }
    // Once it was built; the caller adds where it stands.
    LogHistoryBook::Front takeFront();

private:
    struct Row {
        std::string bytes;
        LogTime time;
        LogTag tag;
        LogService service;
        LogHistoryBook::Origin origin;
    };
    LogService named(const LogReader& reader, LogService service);

    LogStore m_store;
    MergeByTime<Row> m_merge;
    qint64 m_olderRows = 0;
    qint64 m_latestNs = 0; // of the older lines
    size_t m_moved = 0;
    LogTime m_earliest;
    LogHistoryBook::Front m_front;
};

// Puts what `front` was given before the store's lines, and has the book know it; of `channels` nothing is missing from
// `fromNs` on then (nothing: nothing at all). The line from which on nothing changed, if anything did. The store's
// writer. Errors: as LogStore::prepend(), and NoSpace; nothing has changed then, and `front` is of no more use.
base::Result<std::optional<LogSeq>> putInFront(LogStore& store, LogHistoryBook& book, LogHistoryFront& front,
                                               const std::vector<int>& channels, std::optional<qint64> fromNs);

} // namespace ops::domain
