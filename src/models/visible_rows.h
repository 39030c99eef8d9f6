#pragma once

#include "domain/log/log_hits.h"

#include <deque>
#include <vector>

namespace ops::models {

// Which lines of a store are shown, in rising order: the vector behind a filtered table. Ten million of them cost 40
// MB, or nothing where all lines of a stretch are shown. A value; one thread.
class VisibleRows {
public:
    qint64 count() const { return m_count; }
    domain::LogSeq at(qint64 row) const; // 0 <= row < count()
    // The first row that is at or after `seq`; count() when there is none.
    qint64 lowerBound(domain::LogSeq seq) const;
    bool contains(domain::LogSeq seq) const;

    // Stretches before the first and behind the last row. LogHits::earlier is left to insert().
    void addOlder(const domain::LogHits& hits);
    void addNewer(const domain::LogHits& hits);
    // One line, which must not be there, or be there.
    void insert(domain::LogSeq seq);
    void remove(domain::LogSeq seq);
    // Returns how many went.
    qint64 removeBefore(domain::LogSeq seq);
    void clear();

private:
    struct Chunk {
        domain::LogSeq first;
        domain::LogSeq end;
        bool every = false;
        std::vector<quint32> offsets; // from first
        qint64 start = 0;             // its first row, counted from a zero that stays when chunks are put in front

        qint64 count() const { return every ? end - first : static_cast<qint64>(offsets.size()); }
        domain::LogSeq at(qint64 index) const
        {
            return first + (every ? index : qint64{offsets[static_cast<size_t>(index)]});
        }
        qint64 lowerBound(domain::LogSeq seq) const;
        void list(); // from `every` to offsets
    };
    size_t chunkOf(domain::LogSeq seq) const; // the last one that begins at or before it
    static Chunk chunkFrom(const domain::LogHits& hits);
    bool extendLast(const domain::LogHits& hits);
    void shiftBehind(size_t chunk, qint64 by);

    std::deque<Chunk> m_chunks;
    qint64 m_count = 0;
};

} // namespace ops::models
