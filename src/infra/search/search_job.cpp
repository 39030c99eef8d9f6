#include "infra/search/search_job.h"

#include <QMutexLocker>

#include <algorithm>

namespace ops::infra {

using domain::LogBlock;
using domain::LogHits;
using domain::LogReader;
using domain::LogSeq;

namespace {

constexpr quint32 firstSliceBytes = 256 * 1024;
constexpr quint32 sliceBytes = 4 * 1024 * 1024;
// Short lines have their own cost.
constexpr quint32 sliceRows = 256 * 1024;

// The row from which on [row, end) is a slice that ends at `end`.
quint32 sliceStart(const LogBlock& block, quint32 end, quint32 bytes)
{
    const quint32 endByte = block.ends[end - 1];
    const quint32 wanted = endByte > bytes ? endByte - bytes : 0;
    const quint32* const first = block.ends + block.begin;
    const quint32* const last = block.ends + end - 1; // the slice has one row at least
    // The first row that begins at `wanted` or later.
    const auto row = static_cast<quint32>(std::lower_bound(first, last, wanted) - block.ends);
    const quint32 start = block.start(block.begin) >= wanted ? block.begin : std::min(row + 1, end - 1);
    return std::max(start, end - block.begin > sliceRows ? end - sliceRows : block.begin);
}

} // namespace

std::vector<SearchSlice> cutIntoSlices(const LogReader& reader, LogSeq from, LogSeq to, SliceOrder order)
{
    std::vector<LogBlock> blocks;
    for (LogSeq at = from; at < to;) {
        blocks.push_back(reader.block(at, to));
        at = blocks.back().first + blocks.back().end;
    }
    std::vector<SearchSlice> slices;
    quint32 bytes = firstSliceBytes;
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        for (quint32 end = block->end; end > block->begin;) {
            const quint32 start = sliceStart(*block, end, bytes);
            slices.push_back({block->first + start, block->first + end, std::nullopt});
            end = start;
            bytes = std::min(bytes * 2, sliceBytes);
        }
    }
    if (order == SliceOrder::OldestFirst)
        std::reverse(slices.begin(), slices.end());
    return slices;
}

SearchJob::SearchJob(std::shared_ptr<const domain::LogStore> store, std::shared_ptr<const CompiledFilter> filter,
                     std::vector<SearchSlice> slices, SliceOrder order, std::function<void()> wake)
    : m_store(std::move(store))
    , m_filter(std::move(filter))
    , m_slices(std::move(slices))
    , m_order(order)
    , m_wake(std::move(wake))
    , m_found(m_slices.size())
{
}

void SearchJob::work()
{
    RecordScanner scanner(m_filter);
    LogReader reader(*m_store);
    for (;;) {
        const size_t slice = m_next.fetch_add(1, std::memory_order_relaxed);
        if (slice >= m_slices.size() || m_cancelled.load(std::memory_order_relaxed))
            return;
        LogHits hits;
        const ScanOutcome outcome = lookAt(scanner, reader, m_slices[slice], hits);
        reader.unpin();
        if (outcome == ScanOutcome::Cancelled)
            return;
        finish(slice, std::move(hits), outcome);
    }
}

ScanOutcome SearchJob::lookAt(RecordScanner& scanner, LogReader& reader, const SearchSlice& slice, LogHits& hits) const
{
    // Some of it may have gone since the slices were cut.
    const LogSeq oldest = reader.pin().first;
    const LogSeq first = std::clamp(oldest, slice.first, slice.end);
    hits = {first, slice.end, false, {}, {}};
    if (first == slice.end)
        return ScanOutcome::Done;
    if (!slice.candidates)
        return scanner.look(reader, first, slice.end, m_cancelled, hits);
    std::vector<LogSeq> heads = *slice.candidates;
    std::erase_if(heads, [&](LogSeq head) { return head < first; });
    std::vector<LogSeq> shown;
    const ScanOutcome outcome = scanner.lookAgain(reader, heads, m_cancelled, shown);
    for (const LogSeq seq : shown)
        hits.offsets.push_back(static_cast<quint32>(seq - first));
    return outcome;
}

void SearchJob::finish(size_t slice, LogHits hits, ScanOutcome outcome)
{
    bool wake = false;
    {
        const QMutexLocker locked(&m_mutex);
        if (outcome == ScanOutcome::TooSlow) {
            m_tooSlow = true;
            m_cancelled.store(true, std::memory_order_relaxed);
        } else {
            m_found[slice] = std::move(hits);
        }
        ++m_looked;
        // Nothing can be taken while the one whose turn it is is still looked at.
        const bool something = m_taken < m_found.size() && m_found[m_taken].has_value();
        const bool last = m_tooSlow || m_looked == m_found.size();
        wake = last || (something && !m_woken);
        m_woken = m_woken || something;
    }
    if (wake)
        m_wake();
}

SearchJob::Taken SearchJob::take()
{
    const QMutexLocker locked(&m_mutex);
    m_woken = false;
    Taken taken;
    while (m_taken < m_found.size() && m_found[m_taken].has_value()) {
        LogHits hits = std::move(*m_found[m_taken]);
        m_found[m_taken].reset();
        ++m_taken;
        if (m_order == SliceOrder::NewestFirst)
            placeEarlier(hits);
        taken.hits.push_back(std::move(hits));
    }
    taken.tooSlow = m_tooSlow;
    taken.done = m_tooSlow || m_taken == m_found.size();
    return taken;
}

bool SearchJob::complete() const
{
    const QMutexLocker locked(&m_mutex);
    return m_tooSlow || m_looked == m_found.size();
}

// Heads that a newer slice found go into the results of the slice that they lie in, which comes later.
void SearchJob::placeEarlier(LogHits& hits)
{
    m_earlier.insert(m_earlier.end(), hits.earlier.begin(), hits.earlier.end());
    hits.earlier.clear();
    bool added = false;
    std::erase_if(m_earlier, [&](LogSeq head) {
        if (head < hits.first)
            return false;
        if (!hits.everyLine) {
            hits.offsets.push_back(static_cast<quint32>(head - hits.first));
            added = true;
        }
        return true;
    });
    if (!added)
        return;
    std::sort(hits.offsets.begin(), hits.offsets.end());
    hits.offsets.erase(std::unique(hits.offsets.begin(), hits.offsets.end()), hits.offsets.end());
}

} // namespace ops::infra
