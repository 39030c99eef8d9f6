#pragma once

#include "domain/log/line_splitter.h"
#include "domain/log/log_line_reader.h"
#include "domain/log/log_marks.h"
#include "domain/log/merge_by_time.h"

#include <functional>
#include <vector>

namespace ops::domain {

// From the bytes of any number of sources to the lines of one store, in the order of their stamps. The store's writer:
// one thread. `monoNs` is a monotonic clock; whoever feeds calls advance() at least as often as lines may be late.
class LogIngest {
public:
    static constexpr std::chrono::milliseconds defaultPatience{250};
    // Of one source. Whoever can, feeds no more of it until less is held.
    static constexpr size_t mostHeldBytes = size_t{16} * 1024 * 1024;

    // The store must outlive this.
    explicit LogIngest(LogStore& store, std::chrono::nanoseconds patience = defaultPatience);

    // The number of what mark() puts among the lines, for setStored().
    static constexpr int ownMarks = 0;
    // Told of each row after it was appended: whose it is, or -1 for one that says what there was no memory for, and
    // the engine's stamp of it.
    void setStored(std::function<void(int source, qint64 engineNs)> stored) { m_stored = std::move(stored); }
    // A number for feed() and end().
    int open(LogSourceSettings settings);
    void feed(int source, std::string_view bytes, qint64 monoNs);
    // What has come of a line without its ending is all that comes of it for now.
    void flush(int source, qint64 monoNs);
    // The source has no line from before that moment any more.
    void promise(int source, qint64 utcNs, qint64 monoNs);
    // The source has come to its end for now, as flush(); nobody waits for it until wake().
    void rest(int source, qint64 monoNs);
    void wake(int source);
    // Whether others wait for the source, which goes on as it is.
    void setAwaited(int source, bool awaited);
    // The source has ended, with or without a last line ending. It does not rest.
    void end(int source, qint64 monoNs);
    // A row of our own, in its place by time.
    void mark(const LogMarker& marker, std::string_view service, qint64 utcNs, qint64 monoNs);
    const LogMarks& marks() const { return m_marks; }
    // Hands on what has waited long enough.
    void advance(qint64 monoNs);

    size_t held() const { return m_merge.held(); } // lines that wait for others
    size_t held(int source) const { return m_merge.held(source); }
    // About what they take.
    size_t heldBytes(int source) const { return m_sources[static_cast<size_t>(source)].heldBytes; }
    // Whoever waits for the source waits for what it brings next.
    bool needsMore(int source) const { return m_merge.needsMore(source); }
    // The latest moment that the source has come to.
    qint64 reachedNs(int source) const { return m_merge.reachedNs(source); }
    // Bytes of a line whose ending has not come yet.
    size_t unended(int source) const { return m_sources[static_cast<size_t>(source)].splitter.waiting(); }
    // For the lines of the source that the store adopts, before any is fed.
    LogLineReader& reader(int source) { return m_sources[static_cast<size_t>(source)].reader; }
    qint64 late() const { return m_merge.late(); } // lines that came too late for their place

private:
    struct Source {
        LineSplitter splitter;
        LogLineReader reader;
        size_t heldBytes = 0;
    };
    struct Row {
        std::string bytes;
        LogTime time;
        LogTag tag;
        LogService service;
        int source = -1;
        qint64 engineNs = 0;

        size_t heldBytes() const { return bytes.size() + sizeof(Row); }
    };
    void hold(Row row, std::optional<qint64> orderNs, qint64 monoNs);
    void take(int source, std::string_view line, qint64 monoNs);
    bool store(std::string_view bytes, LogTime time, LogTag tag, LogService service);
    void tell(int source, qint64 engineNs) const;

    LogStore& m_store;
    MergeByTime<Row> m_merge;
    std::vector<Source> m_sources; // by the merge's numbers
    int m_open = 0;                // without those that rest
    std::function<void(int source, qint64 engineNs)> m_stored;
    LogMarks m_marks;
    LogGap m_unsaid; // lines there was no memory for, and no row that says so yet
};

} // namespace ops::domain
