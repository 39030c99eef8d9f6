#include "infra/search/log_search.h"

#include "infra/posix/thread_priority.h"

#include <QThread>

#include <algorithm>

namespace ops::infra {

using base::Error;
using base::ErrorCode;
using domain::LogHits;
using domain::LogReader;
using domain::LogSeq;

namespace {

// Going through earlier finds one by one pays when they are few.
constexpr qint64 linesForOneFind = 200;
constexpr size_t mostHeads = 1'000'000;

} // namespace

LogSearch::LogSearch(QObject* parent, int threads)
    : app::LogSearchPort(parent)
    , m_delivery(new QTimer(this))
{
    m_pool.setMaxThreadCount(threads > 0 ? threads : std::clamp(QThread::idealThreadCount(), 1, 4));
    m_delivery->setSingleShot(true);
    m_delivery->setInterval(deliveryMs);
    connect(m_delivery, &QTimer::timeout, this, &LogSearch::deliver);
}

LogSearch::~LogSearch()
{
    cancel();
}

base::Result<void> LogSearch::check(const domain::LogFilter& filter) const
{
    const auto compiled = compileFilter(filter);
    if (!compiled)
        return compiled.error();
    return {};
}

void LogSearch::start(quint64 search, const std::shared_ptr<const domain::LogStore>& store,
                      const domain::LogFilter& filter)
{
    LogReader reader(*store);
    const domain::LogSpan& span = reader.pin();
    std::vector<SearchSlice> slices;
    const bool narrower = store == m_store && m_filter && m_headsComplete && !m_job &&
                          isNarrower(filter, m_filter->filter) &&
                          static_cast<qint64>(m_heads.size()) <= span.rows() / linesForOneFind;
    if (narrower)
        slices = narrowedSlices(reader);
    else
        slices = cutIntoSlices(reader, span.first, span.readEnd, SliceOrder::NewestFirst);
    cancel();
    m_search = search;
    m_store = store;
    m_anyDelivered = false;
    auto compiled = compileFilter(filter);
    if (!compiled) {
        const Error& error = compiled.error();
        QMetaObject::invokeMethod(
            this,
            [this, search, error] {
                if (search == m_search)
                    Q_EMIT failed(search, error);
            },
            Qt::QueuedConnection);
        return;
    }
    m_filter = std::move(compiled).value();
    // Lines that came since the earlier search are looked at after its finds.
    if (narrower)
        m_extendWanted = true;
    else
        m_lookedUntil = span.readEnd;
    m_heads.clear();
    m_headsComplete = true;
    begin(std::move(slices), SliceOrder::NewestFirst);
}

std::vector<SearchSlice> LogSearch::narrowedSlices(const LogReader& reader) const
{
    const LogSeq first = std::min(reader.span().first, m_lookedUntil);
    std::vector<LogSeq> heads = m_heads;
    std::sort(heads.begin(), heads.end());
    // Lines that came later may have found a head once more.
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    std::erase_if(heads, [&](LogSeq head) { return head < first; });
    std::vector<SearchSlice> slices;
    slices.push_back({first, m_lookedUntil, std::move(heads)});
    return slices;
}

void LogSearch::begin(std::vector<SearchSlice> slices, SliceOrder order)
{
    const quint64 number = ++m_jobNumber;
    const size_t threads = std::min(slices.size(), static_cast<size_t>(m_pool.maxThreadCount()));
    m_job = std::make_shared<SearchJob>(m_store, m_filter, std::move(slices), order, [this, number] {
        QMetaObject::invokeMethod(
            this, [this, number] { wake(number); }, Qt::QueuedConnection);
    });
    for (size_t i = 0; i < threads; ++i)
        m_pool.start([job = m_job] {
            stepBackForOthers();
            job->work();
        });
    if (threads == 0)
        QMetaObject::invokeMethod(
            this, [this, number] { wake(number); }, Qt::QueuedConnection);
}

void LogSearch::extend()
{
    if (!m_filter)
        return;
    if (m_job) {
        m_extendWanted = true;
        return;
    }
    LogReader reader(*m_store);
    const domain::LogSpan& span = reader.pin();
    const LogSeq from = std::clamp(m_lookedUntil, span.first, span.readEnd);
    if (from == span.readEnd)
        return;
    m_lookedUntil = span.readEnd;
    begin(cutIntoSlices(reader, from, span.readEnd, SliceOrder::OldestFirst), SliceOrder::OldestFirst);
}

void LogSearch::extendOlder(LogSeq unmoved)
{
    if (!m_filter)
        return;
    m_olderWanted = std::max(m_olderWanted.value_or(unmoved), unmoved);
    std::erase_if(m_heads, [&](LogSeq head) { return head < unmoved; });
    if (!m_job)
        beginOlder();
}

void LogSearch::beginOlder()
{
    const LogSeq end = *std::exchange(m_olderWanted, std::nullopt);
    LogReader reader(*m_store);
    const domain::LogSpan& span = reader.pin();
    const LogSeq until = std::clamp(end, span.first, span.readEnd);
    m_lookedUntil = std::max(m_lookedUntil, until); // some of it may not have been looked at yet
    begin(cutIntoSlices(reader, span.first, until, SliceOrder::NewestFirst), SliceOrder::NewestFirst);
}

// What was found of lines that have become others.
void LogSearch::leaveOutMoved(std::vector<LogHits>& hits) const
{
    const LogSeq unmoved = *m_olderWanted;
    std::erase_if(hits, [&](const LogHits& found) { return found.end <= unmoved; });
    for (LogHits& found : hits) {
        std::erase_if(found.earlier, [&](LogSeq head) { return head < unmoved; });
        if (found.first >= unmoved)
            continue;
        const auto cut = static_cast<quint32>(unmoved - found.first);
        std::erase_if(found.offsets, [&](quint32 offset) { return offset < cut; });
        for (quint32& offset : found.offsets)
            offset -= cut;
        found.first = unmoved;
    }
}

void LogSearch::cancel()
{
    if (m_job)
        m_job->cancel();
    m_job.reset();
    m_filter.reset();
    m_extendWanted = false;
    m_olderWanted.reset();
    m_headsComplete = false;
    m_delivery->stop();
    m_search = 0;
}

void LogSearch::wake(quint64 job)
{
    if (!m_job || job != m_jobNumber)
        return;
    // The first finds and the end are waited for; what lies between may come in larger pieces.
    if (!m_anyDelivered || m_job->complete())
        deliver();
    else if (!m_delivery->isActive())
        m_delivery->start();
}

void LogSearch::deliver()
{
    if (!m_job)
        return;
    SearchJob::Taken taken = m_job->take();
    if (m_olderWanted)
        leaveOutMoved(taken.hits);
    m_anyDelivered = m_anyDelivered || !taken.hits.empty();
    keepForNarrowing(taken.hits);
    const quint64 search = m_search;
    const quint64 job = m_jobNumber;
    if (taken.done)
        m_job.reset();
    if (taken.tooSlow) {
        m_filter.reset();
        m_headsComplete = false;
    }
    if (!taken.hits.empty())
        Q_EMIT found(search, taken.hits);
    // Whoever heard that may have begun another search.
    if (!taken.done || job != m_jobNumber || search != m_search)
        return;
    if (taken.tooSlow) {
        Q_EMIT failed(search, {ErrorCode::TimedOut, QStringLiteral("the filter is too slow"), {}});
        return;
    }
    if (m_olderWanted) {
        beginOlder();
        return;
    }
    const bool more = std::exchange(m_extendWanted, false);
    Q_EMIT finished(search, m_lookedUntil);
    if (more && search == m_search)
        extend();
}

void LogSearch::keepForNarrowing(const std::vector<LogHits>& hits)
{
    for (const LogHits& found : hits) {
        if (!m_headsComplete)
            return;
        if (found.everyLine || m_heads.size() + found.offsets.size() + found.earlier.size() > mostHeads) {
            m_heads.clear();
            m_headsComplete = false;
            return;
        }
        m_heads.insert(m_heads.end(), found.earlier.begin(), found.earlier.end());
        for (const quint32 offset : found.offsets)
            m_heads.push_back(found.first + offset);
    }
}

} // namespace ops::infra
