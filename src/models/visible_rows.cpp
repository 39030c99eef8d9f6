#include "models/visible_rows.h"

#include <algorithm>
#include <limits>

namespace ops::models {

using domain::LogHits;
using domain::LogSeq;

namespace {

// A live log adds a stretch many times a second; chunks are kept this large, so that they stay few.
constexpr qint64 chunkRows = 64 * 1024;

} // namespace

qint64 VisibleRows::Chunk::lowerBound(LogSeq seq) const
{
    const qint64 offset = std::clamp<qint64>(seq - first, 0, end - first);
    if (every)
        return offset;
    return std::distance(offsets.begin(), std::lower_bound(offsets.begin(), offsets.end(), offset));
}

void VisibleRows::Chunk::list()
{
    if (!every)
        return;
    every = false;
    offsets.resize(static_cast<size_t>(end - first));
    for (size_t i = 0; i < offsets.size(); ++i)
        offsets[i] = static_cast<quint32>(i);
}

LogSeq VisibleRows::at(qint64 row) const
{
    const qint64 wanted = m_chunks.front().start + row;
    const auto behind = std::upper_bound(m_chunks.begin(), m_chunks.end(), wanted,
                                         [](qint64 value, const Chunk& chunk) { return value < chunk.start; });
    const Chunk& chunk = *std::prev(behind);
    return chunk.at(wanted - chunk.start);
}

size_t VisibleRows::chunkOf(LogSeq seq) const
{
    const auto behind = std::upper_bound(m_chunks.begin(), m_chunks.end(), seq,
                                         [](LogSeq value, const Chunk& chunk) { return value < chunk.first; });
    return behind == m_chunks.begin() ? 0 : static_cast<size_t>(std::distance(m_chunks.begin(), behind)) - 1;
}

qint64 VisibleRows::lowerBound(LogSeq seq) const
{
    if (m_chunks.empty())
        return 0;
    const Chunk& chunk = m_chunks[chunkOf(seq)];
    return chunk.start - m_chunks.front().start + chunk.lowerBound(seq);
}

bool VisibleRows::contains(LogSeq seq) const
{
    const qint64 row = lowerBound(seq);
    return row < m_count && at(row) == seq;
}

VisibleRows::Chunk VisibleRows::chunkFrom(const LogHits& hits)
{
    return {hits.first, hits.end, hits.everyLine, hits.offsets, 0};
}

void VisibleRows::addOlder(const LogHits& hits)
{
    if (hits.count() == 0)
        return;
    Chunk chunk = chunkFrom(hits);
    chunk.start = (m_chunks.empty() ? 0 : m_chunks.front().start) - chunk.count();
    m_count += chunk.count();
    m_chunks.push_front(std::move(chunk));
}

void VisibleRows::addNewer(const LogHits& hits)
{
    if (hits.count() == 0)
        return;
    if (!extendLast(hits)) {
        Chunk chunk = chunkFrom(hits);
        chunk.start = m_chunks.empty() ? 0 : m_chunks.back().start + m_chunks.back().count();
        m_chunks.push_back(std::move(chunk));
    }
    m_count += hits.count();
}

bool VisibleRows::extendLast(const LogHits& hits)
{
    if (m_chunks.empty())
        return false;
    Chunk& last = m_chunks.back();
    if (last.every && hits.everyLine && last.end == hits.first) {
        last.end = hits.end;
        return true;
    }
    const bool small = last.count() + hits.count() <= chunkRows &&
                       hits.end - last.first <= qint64{std::numeric_limits<quint32>::max()};
    if (!small)
        return false;
    last.list();
    const qint64 shift = hits.first - last.first;
    for (qint64 i = 0; hits.everyLine && i < hits.end - hits.first; ++i)
        last.offsets.push_back(static_cast<quint32>(shift + i));
    for (const quint32 offset : hits.offsets)
        last.offsets.push_back(static_cast<quint32>(shift + offset));
    last.end = hits.end;
    return true;
}

void VisibleRows::shiftBehind(size_t chunk, qint64 by)
{
    for (size_t i = chunk + 1; i < m_chunks.size(); ++i)
        m_chunks[i].start += by;
}

void VisibleRows::insert(LogSeq seq)
{
    ++m_count;
    const size_t index = m_chunks.empty() ? 0 : chunkOf(seq);
    const bool behindOne = !m_chunks.empty() && seq >= m_chunks[index].first;
    if (!behindOne || seq - m_chunks[index].first >= qint64{std::numeric_limits<quint32>::max()}) {
        // Before the first chunk, the first line of all, or too far from the chunk before.
        const size_t place = behindOne ? index + 1 : 0;
        qint64 start = m_chunks.empty() ? 0 : m_chunks.front().start - 1;
        if (behindOne)
            start = m_chunks[index].start + m_chunks[index].count();
        m_chunks.insert(m_chunks.begin() + static_cast<qsizetype>(place), Chunk{seq, seq + 1, true, {}, start});
        if (behindOne)
            shiftBehind(place, 1);
        return;
    }
    Chunk& chunk = m_chunks[index];
    const auto place = static_cast<qsizetype>(chunk.lowerBound(seq));
    chunk.list();
    chunk.offsets.insert(chunk.offsets.begin() + place, static_cast<quint32>(seq - chunk.first));
    chunk.end = std::max(chunk.end, seq + 1);
    shiftBehind(index, 1);
}

void VisibleRows::remove(LogSeq seq)
{
    const size_t index = chunkOf(seq);
    Chunk& chunk = m_chunks[index];
    const auto place = static_cast<qsizetype>(chunk.lowerBound(seq));
    chunk.list();
    chunk.offsets.erase(chunk.offsets.begin() + place);
    --m_count;
    shiftBehind(index, -1);
    if (chunk.offsets.empty())
        m_chunks.erase(m_chunks.begin() + static_cast<qsizetype>(index));
}

qint64 VisibleRows::removeBefore(LogSeq seq)
{
    qint64 gone = 0;
    while (!m_chunks.empty() && m_chunks.front().first < seq) {
        Chunk& chunk = m_chunks.front();
        const qint64 before = chunk.lowerBound(seq);
        gone += before;
        if (before == chunk.count()) {
            m_chunks.pop_front();
            continue;
        }
        chunk.start += before;
        if (!chunk.every) {
            chunk.offsets.erase(chunk.offsets.begin(), chunk.offsets.begin() + static_cast<qsizetype>(before));
            const auto shift = static_cast<quint32>(seq - chunk.first);
            for (quint32& offset : chunk.offsets)
                offset -= shift;
        }
        chunk.first = seq;
        break;
    }
    m_count -= gone;
    return gone;
}

void VisibleRows::clear()
{
    m_chunks.clear();
    m_count = 0;
}

} // namespace ops::models
