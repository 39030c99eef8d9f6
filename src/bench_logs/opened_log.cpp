#include "bench_logs/opened_log.h"

#include "bench/figures.h"
#include "bench_logs/peer.h"
#include "infra/memory/mapped_memory.h"

namespace ops::bench_logs {
namespace {

domain::LogStoreLimits limits()
{
    domain::LogStoreLimits limits;
    limits.memory = &infra::mappedMemory();
    return limits;
}

} // namespace

OpenedLog::OpenedLog(const QString& path)
    : m_source({path}, limits())
{
    QObject::connect(&m_source, &app::LogSourcePort::failed, &m_source,
                     [](const base::Error& error) { bench::say("%s", qPrintable(base::toLogLine(error))); });
}

bool OpenedLog::openUntilIndexed(qint64 lines)
{
    m_source.start();
    domain::LogReader reader(*m_source.store());
    return runEventsUntil([&] {
        const qint64 rows = reader.pin().rows() + reader.span().gap.rows;
        reader.unpin();
        return rows == lines;
    });
}

bool OpenedLog::openUntilRead(qint64 lines)
{
    const auto ended = std::make_shared<bool>(false);
    QObject::connect(&m_source, &app::LogSourcePort::ended, &m_source, [ended] { *ended = true; });
    m_source.start();
    const bool read = runEventsUntil([ended] { return *ended; });
    domain::LogReader reader(*m_source.store());
    const qint64 rows = reader.pin().rows() + reader.span().gap.rows;
    return read && rows == lines;
}

std::optional<SearchRun> runSearch(infra::LogSearch& search, const std::shared_ptr<const domain::LogStore>& store,
                                   const domain::LogFilter& filter)
{
    SearchRun run;
    bool over = false;
    bool failed = false;
    QObject context;
    const double start = nowMs();
    QObject::connect(&search, &app::LogSearchPort::found, &context,
                     [&](quint64, const std::vector<domain::LogHits>& hits) {
                         run.firstMs = run.firstMs > 0 ? run.firstMs : nowMs() - start;
                         for (const domain::LogHits& found : hits)
                             run.rows += found.count();
                     });
    QObject::connect(&search, &app::LogSearchPort::finished, &context, [&] { over = true; });
    QObject::connect(&search, &app::LogSearchPort::failed, &context, [&](quint64, const base::Error& error) {
        bench::say("%s", qPrintable(base::toLogLine(error)));
        failed = true;
    });
    search.cancel(); // nothing is remembered of the run before
    search.start(1, store, filter);
    // Its end comes as an event: no timer takes a processor from the search, nor from the peers, which have none.
    constexpr int seldomMs = 1000;
    constexpr double patienceMs = 120'000;
    const bool ended = runEventsUntil([&] { return over || failed; }, patienceMs, seldomMs);
    run.ms = nowMs() - start;
    if (!ended || failed)
        return std::nullopt;
    return run;
}

} // namespace ops::bench_logs
