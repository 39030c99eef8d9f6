#pragma once

#include "domain/log/log_types.h"

#include <array>

namespace ops::domain {

// How many lines of which level there are over time: a fixed number of buckets that grow wider as the span does. Heads
// only: what continues a line is not counted beside it. A value; one thread.
class LogHistogram {
public:
    static constexpr int bucketCount = 256;
    struct Bucket {
        quint32 other = 0; // below WARN, or without a level
        quint32 warnings = 0;
        quint32 errors = 0;
        LogSeq firstSeq; // the first of these lines, where there is any

        quint32 all() const { return other + warnings + errors; }
        bool operator==(const Bucket&) const = default;
    };

    void add(LogSeq seq, LogTime time, LogLevel level);
    void clear() { *this = {}; }

    bool empty() const { return m_first > m_last; }
    // The first and last bucket that has anything.
    int first() const { return m_first; }
    int last() const { return m_last; }
    const Bucket& at(int bucket) const { return m_buckets.at(static_cast<size_t>(bucket)); }
    // Where a bucket begins; it ends where the next one begins.
    LogTime start(int bucket) const { return {m_originMs + bucket * m_widthMs}; }
    qint64 widthMs() const { return m_widthMs; }
    // The bucket that a moment lies in, of those that have anything; the nearest one for others.
    int bucketOf(LogTime time) const;
    quint32 highest() const; // of all()

private:
    void widenTo(qint64 utcMs);

    std::array<Bucket, bucketCount> m_buckets{};
    qint64 m_originMs = 0;
    qint64 m_widthMs = 1;
    int m_first = bucketCount;
    int m_last = -1;
};

} // namespace ops::domain
