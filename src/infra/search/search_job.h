#pragma once

#include "domain/log/log_hits.h"
#include "infra/search/record_scanner.h"

#include <QMutex>

#include <functional>
#include <optional>

namespace ops::infra {

// Lines [first, end), all in one segment. With candidates only these heads are looked at.
struct SearchSlice {
    domain::LogSeq first;
    domain::LogSeq end;
    std::optional<std::vector<domain::LogSeq>> candidates;
};

enum class SliceOrder { NewestFirst, OldestFirst };
// Cuts [from, to) of what the reader has pinned into slices of some megabytes; the first ones are small, so that there
// is something to show at once.
std::vector<SearchSlice> cutIntoSlices(const domain::LogReader& reader, domain::LogSeq from, domain::LogSeq to,
                                       SliceOrder order);

// One search over some slices, worked on by any number of threads. Results are taken in the order of the slices. Owned
// by shared pointers: it lives until the last thread has let go of it.
class SearchJob {
public:
    // `wake` is called on a working thread when there is something new to take, once until it has been taken, and again
    // when nothing more will come.
    SearchJob(std::shared_ptr<const domain::LogStore> store, std::shared_ptr<const CompiledFilter> filter,
              std::vector<SearchSlice> slices, SliceOrder order, std::function<void()> wake);

    // Works until no slice is left. Any thread, several at a time.
    void work();
    void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }

    struct Taken {
        std::vector<domain::LogHits> hits; // in the order of the slices
        bool done = false;                 // all slices have been taken, or it failed
        bool tooSlow = false;
    };
    Taken take();
    bool complete() const; // take() will give the rest

private:
    ScanOutcome lookAt(RecordScanner& scanner, domain::LogReader& reader, const SearchSlice& slice,
                       domain::LogHits& hits) const;
    void finish(size_t slice, domain::LogHits hits, ScanOutcome outcome);
    void placeEarlier(domain::LogHits& hits);

    const std::shared_ptr<const domain::LogStore> m_store;
    const std::shared_ptr<const CompiledFilter> m_filter;
    const std::vector<SearchSlice> m_slices;
    const SliceOrder m_order;
    const std::function<void()> m_wake;
    std::atomic<bool> m_cancelled{false};
    std::atomic<size_t> m_next{0};

    mutable QMutex m_mutex;
    std::vector<std::optional<domain::LogHits>> m_found; // by slice
    size_t m_looked = 0;
    size_t m_taken = 0;
    bool m_tooSlow = false;
    bool m_woken = false;
    std::vector<domain::LogSeq> m_earlier; // for slices that are still to be taken
};

} // namespace ops::infra
