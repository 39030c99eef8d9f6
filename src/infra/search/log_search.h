#pragma once

#include "app/ports/log_search_port.h"
#include "infra/search/search_job.h"

#include <QThreadPool>
#include <QTimer>

namespace ops::infra {

// The search on worker threads. GUI thread; owned by main. Answers come at most every deliveryMs, the first one of a
// search and the last one at once.
class LogSearch final : public app::LogSearchPort {
    Q_OBJECT

public:
    static constexpr int deliveryMs = 50;

    // threads 0: as many as the machine has processors, up to 4.
    explicit LogSearch(QObject* parent = nullptr, int threads = 0);
    ~LogSearch() override;

    base::Result<void> check(const domain::LogFilter& filter) const override;
    void start(quint64 search, const std::shared_ptr<const domain::LogStore>& store,
               const domain::LogFilter& filter) override;
    void extend() override;
    void extendOlder(domain::LogSeq unmoved) override;
    void cancel() override;

private:
    void begin(std::vector<SearchSlice> slices, SliceOrder order);
    std::vector<SearchSlice> narrowedSlices(const domain::LogReader& reader) const;
    void wake(quint64 job);
    void deliver();
    void beginOlder();
    void leaveOutMoved(std::vector<domain::LogHits>& hits) const;
    void keepForNarrowing(const std::vector<domain::LogHits>& hits);

    quint64 m_search = 0;
    std::shared_ptr<const domain::LogStore> m_store;
    std::shared_ptr<const CompiledFilter> m_filter; // null: no search, or it failed
    domain::LogSeq m_lookedUntil;
    bool m_extendWanted = false;
    std::optional<domain::LogSeq> m_olderWanted; // lines before it are to be looked at anew
    bool m_anyDelivered = false;
    std::shared_ptr<SearchJob> m_job; // null: nothing is under way
    quint64 m_jobNumber = 0;
    QTimer* m_delivery;
    // What the search found so far, for a narrower one that may follow; given up when that is too much.
    std::vector<domain::LogSeq> m_heads;
    bool m_headsComplete = false;
    QThreadPool m_pool; // last: its threads end before anything else goes
};

} // namespace ops::infra
