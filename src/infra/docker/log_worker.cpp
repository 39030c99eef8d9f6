#include "infra/docker/log_worker.h"

#include "domain/log/log_stamp.h"
#include "infra/docker/docker_error.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr int lookMs = 50;
// What a container wrote before is printed at once when a follower begins. Others are not handed on before it, or the
// past of one would come below the present of another; but nobody waits for longer than this.
constexpr qint64 catchUpNs = nanoseconds(3s).count();
constexpr qint64 silentNs = nanoseconds(750ms).count(); // it began, and there is nothing
constexpr qint64 quietNs = nanoseconds(200ms).count();  // it has printed something
constexpr qsizetype maxSaid = qsizetype{16} * 1024;

qint64 monotonicNs()
{
    return std::chrono::steady_clock::now().time_since_epoch() / nanoseconds(1);
}

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

} // namespace

LogWorker::LogWorker(std::shared_ptr<domain::LogStore> store)
    : m_store(std::move(store))
    , m_ingest(*m_store)
    , m_look(new QTimer(this))
    , m_saidEnd(m_store->end())
    , m_channelOfSource{domain::LogHistoryBook::marks} // the first source is that of our own marks
    , m_oldest(m_store->oldest())
{
    static_assert(domain::LogIngest::ownMarks == 0);
    m_ingest.setStored([this](int source, qint64 engineNs) {
        const int channel =
            source < 0 ? domain::LogHistoryBook::nobody : m_channelOfSource[static_cast<size_t>(source)];
        m_book.stored({channel, engineNs}, m_store->newestSegment());
    });
    m_look->setInterval(lookMs);
    connect(m_look, &QTimer::timeout, this, &LogWorker::look);
}

void LogWorker::begin(const QString& containerId, const QString& service, bool fromTail)
{
    std::shared_ptr<Log>& log = m_logs[containerId];
    if (!log) {
        log = std::make_shared<Log>();
        log->containerId = containerId;
        log->service = service.toUtf8();
        log->fromTail = fromTail;
        m_tailStarts.remove(containerId);
        for (const domain::LogChannel channel : {domain::LogChannel::Output, domain::LogChannel::Error}) {
            Channel& opened = log->channels.at(static_cast<size_t>(channel));
            opened.splitter = domain::LineSplitter(m_store->limits().maxLineBytes);
            opened.source = m_ingest.open({log->service.toStdString(), channel, true});
            if (m_channelOfSource.size() <= static_cast<size_t>(opened.source))
                m_channelOfSource.resize(static_cast<size_t>(opened.source) + 1);
            m_channelOfSource[static_cast<size_t>(opened.source)] = ++m_lastChannel;
            m_historyChannels[containerId].at(static_cast<size_t>(channel)) = m_lastChannel;
            m_book.open(m_lastChannel, fromTail);
        }
    }
    // Half a line of the follower before is printed again, whole.
    for (Channel& channel : log->channels)
        channel.splitter = domain::LineSplitter(m_store->limits().maxLineBytes);
    log->rejoin.begin();
    log->said.clear();
    log->fresh = 0;
    log->catchingUpUntilNs = monotonicNs() + catchUpNs;
    ingestNs();
    m_look->start();
}

void LogWorker::began(const QString& containerId)
{
    const std::shared_ptr<Log> log = m_logs.value(containerId);
    if (log && log->catchingUpUntilNs > 0)
        log->catchingUpUntilNs = std::min(log->catchingUpUntilNs, monotonicNs() + silentNs);
}

void LogWorker::take(const QString& containerId, domain::OutputChannel channel, const QByteArray& bytes)
{
    const std::shared_ptr<Log> log = m_logs.value(containerId);
    if (!log)
        return;
    const size_t which = channel == domain::OutputChannel::Errors ? 1 : 0;
    const qint64 now = ingestNs();
    log->channels.at(which).splitter.feed(view(bytes),
                                          [&](std::string_view line) { takeLine(*log, which, line, now); });
    if (log->catchingUpUntilNs > 0)
        log->catchingUpUntilNs = std::min(log->catchingUpUntilNs, monotonicNs() + quietNs);
    m_look->start();
}

void LogWorker::takeLine(Log& log, size_t channel, std::string_view line, qint64 monoNs)
{
    const auto stamp = domain::engineStampNs(line);
    if (!stamp) {
        QByteArray said(line.data(), static_cast<qsizetype>(line.size()));
        said += '\n';
        log.said += said.left(maxSaid - log.said.size());
        return;
    }
    std::string& unfinished = log.channels.at(channel).unfinished;
    if (!unfinished.empty() && line.starts_with(unfinished) && line.size() > unfinished.size()) {
        log.rejoin.take(static_cast<domain::LogChannel>(channel), *stamp);
        line.remove_prefix(unfinished.size());
        takeLine(log, channel, line, monoNs);
        return;
    }
    const auto before = log.rejoin.lastNs();
    switch (log.rejoin.take(static_cast<domain::LogChannel>(channel), *stamp)) {
    case domain::LogRejoin::Verdict::Seen:
        return;
    case domain::LogRejoin::Verdict::FreshAfterGap:
        sayGap(log, before, *stamp, monoNs);
        break;
    case domain::LogRejoin::Verdict::Fresh:
        break;
    }
    ++log.fresh;
    unfinished.clear();
    const std::string_view whole = domain::withoutInnerStamps(line, m_buffer);
    if (log.fromTail && !std::exchange(log.channels.at(channel).hasBegun, true))
        m_tailStarts[log.containerId].at(channel) = {*stamp,
                                                     static_cast<qint64>(whole.size() - domain::engineStampLength)};
    m_ingest.feed(log.channels.at(channel).source, whole, monoNs);
}

void LogWorker::sayGap(const Log& log, std::optional<qint64> fromNs, qint64 toNs, qint64 monoNs)
{
    domain::LogMarker marker;
    marker.text = domain::logGapRotated;
    marker.gap.rows = -1;
    marker.gap.from = {fromNs ? domain::nsToMs(*fromNs) : domain::LogTime::unknown};
    marker.gap.to = {domain::nsToMs(toNs)};
    m_ingest.mark(marker, view(log.service), toNs, monoNs);
}

// The last line of a container that ended may have no end of its own.
void LogWorker::takeRest(Log& log, size_t channel, std::string_view rest, bool clean, qint64 monoNs)
{
    // Half a line is printed again by the next follower. What the client says begins with no digit, as stamps do.
    const bool said = channel == 1 && (rest.front() < '0' || rest.front() > '9');
    const bool whole = clean && complaint(log.said).isEmpty() && domain::engineStampNs(rest);
    if (!said && !whole)
        return;
    const qint64 fresh = log.fresh;
    takeLine(log, channel, rest, monoNs);
    if (log.fresh == fresh)
        return;
    m_ingest.flush(log.channels.at(channel).source, monoNs);
    log.channels.at(channel).unfinished = rest;
}

void LogWorker::end(const QString& containerId, bool clean)
{
    const std::shared_ptr<Log> log = m_logs.value(containerId);
    if (!log)
        return;
    log->catchingUpUntilNs = 0;
    const qint64 now = ingestNs();
    for (const size_t channel : {size_t{1}, size_t{0}}) // what the client said comes first
        log->channels.at(channel).splitter.finish(
            [&](std::string_view rest) { takeRest(*log, channel, rest, clean, now); });
    domain::LogsEnd end;
    end.fresh = log->fresh;
    if (const auto last = log->rejoin.lastNs())
        end.last = {domain::nsToMs(*last)};
    const auto since = log->rejoin.since();
    const QByteArray from = since ? domain::engineStamp(*since) : QByteArray();
    look();
    Q_EMIT ended(containerId, end, log->said, from);
}

void LogWorker::close(const QString& containerId)
{
    const std::shared_ptr<Log> log = m_logs.take(containerId);
    if (!log)
        return;
    const qint64 now = ingestNs();
    for (const Channel& channel : log->channels)
        m_ingest.end(channel.source, now);
    m_look->start();
}

void LogWorker::mark(const domain::LogMarker& marker, const QString& service, qint64 utcMs)
{
    constexpr qint64 nsPerMs = 1'000'000;
    m_ingest.mark(marker, view(service.toUtf8()), utcMs * nsPerMs, ingestNs());
    m_look->start();
}

// The moment for the ingest: the clock's, but that of the beginning for as long as followers catch up.
qint64 LogWorker::ingestNs()
{
    const qint64 now = monotonicNs();
    bool anyCatchesUp = false;
    for (const std::shared_ptr<Log>& log : std::as_const(m_logs)) {
        if (log->catchingUpUntilNs <= now)
            log->catchingUpUntilNs = 0;
        anyCatchesUp = anyCatchesUp || log->catchingUpUntilNs > 0;
    }
    if (!anyCatchesUp) {
        m_heldSinceNs = 0;
    } else if (m_heldSinceNs == 0) {
        m_heldSinceNs = now;
        m_heldAtNs = now;
    }
    // Containers that end and start for ever must not hold up the others for ever.
    const bool held = anyCatchesUp && now - m_heldSinceNs < catchUpNs;
    return held ? m_heldAtNs : now;
}

std::optional<std::array<int, 2>> LogWorker::historyChannels(const QString& containerId) const
{
    const auto found = m_historyChannels.constFind(containerId);
    return found == m_historyChannels.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<domain::LogTailStart> LogWorker::tailStart(const QString& containerId, size_t channel) const
{
    const auto found = m_tailStarts.constFind(containerId);
    return found == m_tailStarts.constEnd() ? std::nullopt : found->at(channel);
}

void LogWorker::noteLost()
{
    const domain::LogSeq oldest = m_store->oldest();
    if (std::exchange(m_oldest, oldest) < oldest)
        m_book.lost(oldest);
}

base::Result<std::optional<domain::LogSeq>>
LogWorker::putInFront(domain::LogHistoryFront& front, const std::vector<int>& channels, std::optional<qint64> fromNs)
{
    noteLost();
    auto put = domain::putInFront(*m_store, m_book, front, channels, fromNs);
    m_oldest = m_store->oldest();
    return put;
}

void LogWorker::bring(const QString& containerId, size_t channel, const domain::LogOlderLines& older)
{
    const std::shared_ptr<Log> log = m_logs.value(containerId);
    if (!log)
        return;
    std::vector<qint64> stampsNs;
    stampsNs.reserve(older.lines().size());
    for (const domain::LogOlderLines::Line& line : older.lines())
        stampsNs.push_back(line.ns);
    log->rejoin.bring(static_cast<domain::LogChannel>(channel), stampsNs);
}

void LogWorker::letOlderGo()
{
    m_store->letOlderGo();
    if (m_store->oldest() == m_oldest)
        return;
    noteLost();
    Q_EMIT grew();
}

void LogWorker::look()
{
    const qint64 now = ingestNs();
    m_ingest.advance(now);
    noteLost();
    if (m_store->end() != m_saidEnd) {
        m_saidEnd = m_store->end();
        Q_EMIT grew();
    }
    if (m_ingest.held() == 0)
        m_look->stop();
}

} // namespace ops::infra
