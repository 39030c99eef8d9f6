#include "infra/search/log_export.h"

#include "infra/search/export_file.h"
#include "infra/search/search_job.h"

#include <algorithm>
#include <array>
#include <functional>

namespace ops::infra {

using base::Error;
using base::ErrorCode;
using domain::LogHits;
using domain::LogReader;
using domain::LogSeq;

namespace {

// A block is pinned for no longer than it takes to write so many lines.
constexpr qint64 linesAtATime = 50'000;

// One export, from the first line to the last, on its working thread.
class Writing {
public:
    Writing(const domain::LogStore& store, const app::LogExportOrder& order, const std::atomic<bool>& cancelled,
            std::function<void(int)> tell)
        : m_reader(store)
        , m_order(order)
        , m_cancelled(cancelled)
        , m_tell(std::move(tell))
        , m_file(order.path)
    {
    }

    base::Result<app::LogExported> run()
    {
        auto filter = compileFilter(m_order.filter);
        if (!filter)
            return filter.error();
        if (auto opened = m_file.open(); !opened)
            return opened.error();
        auto written = writeAll(*filter);
        // Older lines that come in front give those at the seam other numbers: from the beginning then. Somebody asks
        // for each of them by hand, so that is no race without an end.
        while (!written && m_frontMoved) {
            if (auto restarted = m_file.restart(); !restarted)
                return restarted.error();
            written = writeAll(*filter);
        }
        if (!written)
            return written.error();
        if (m_cancelled.load())
            return Error{ErrorCode::Cancelled, QStringLiteral("given up"), m_order.path};
        if (auto committed = m_file.commit(); !committed)
            return committed.error();
        m_done.path = m_order.path;
        m_done.bytes = m_file.bytes();
        return m_done;
    }

private:
    base::Result<void> writeAll(const std::shared_ptr<const CompiledFilter>& filter)
    {
        m_frontMoved = false;
        m_hits.clear();
        m_earlier.clear();
        m_hit = 0;
        m_offset = 0;
        m_shown = {};
        m_lastRow = {};
        m_done = {};
        const domain::LogSpan span = m_reader.pin();
        m_reader.unpin();
        m_first = span.first;
        m_oldest = span.first;
        m_end = span.readEnd;
        if (auto found = findHeads(filter); !found)
            return found;
        if (span.gap.rows > 0)
            if (auto said = sayGap(span.gap); !said)
                return said;
        return writeLines();
    }

    // Fails when older lines came in front since.
    base::Result<void> pin()
    {
        const LogSeq oldest = m_reader.pin().first;
        m_frontMoved = oldest < m_oldest;
        if (m_frontMoved)
            return Error{ErrorCode::Busy, QStringLiteral("older lines came in front"), m_order.path};
        m_oldest = oldest;
        return {};
    }

    // Which heads are shown: a line far behind a head may be why that is.
    base::Result<void> findHeads(const std::shared_ptr<const CompiledFilter>& filter)
    {
        RecordScanner scanner(filter);
        for (LogSeq at = m_first; at < m_end;) {
            if (auto pinned = pin(); !pinned)
                return pinned;
            at = std::max(at, m_reader.span().first);
            if (at >= m_end)
                break;
            const domain::LogBlock block = m_reader.block(at, std::min(m_end, at + linesAtATime));
            const LogSeq to = block.first + block.end;
            LogHits hits;
            const ScanOutcome outcome = scanner.look(m_reader, at, to, m_cancelled, hits);
            m_reader.unpin();
            if (outcome == ScanOutcome::TooSlow)
                return Error{ErrorCode::TimedOut, QStringLiteral("the filter is too slow"), m_order.path};
            if (outcome == ScanOutcome::Cancelled || m_cancelled.load())
                return Error{ErrorCode::Cancelled, QStringLiteral("given up"), m_order.path};
            m_earlier.insert(m_earlier.end(), hits.earlier.begin(), hits.earlier.end());
            m_hits.push_back(std::move(hits));
            at = to;
            tellPart(at - m_first, 0);
        }
        std::sort(m_earlier.begin(), m_earlier.end());
        return {};
    }

    bool isShownHead(LogSeq seq)
    {
        if (std::binary_search(m_earlier.begin(), m_earlier.end(), seq))
            return true;
        while (m_hit < m_hits.size() && m_hits[m_hit].end <= seq) {
            ++m_hit;
            m_offset = 0;
        }
        if (m_hit == m_hits.size() || seq < m_hits[m_hit].first)
            return false;
        const LogHits& hits = m_hits[m_hit];
        if (hits.everyLine)
            return true;
        // Asked in rising order.
        while (m_offset < hits.offsets.size() && hits.first + hits.offsets[m_offset] < seq)
            ++m_offset;
        return m_offset < hits.offsets.size() && hits.first + hits.offsets[m_offset] == seq;
    }

    base::Result<void> writeLines()
    {
        for (LogSeq at = m_first; at < m_end;) {
            if (auto pinned = pin(); !pinned)
                return pinned;
            const domain::LogSpan& span = m_reader.span();
            if (at < span.first) {
                // They left the store while it was read.
                domain::LogGap gap;
                gap.rows = std::min(span.first, m_end) - at;
                m_done.gone += gap.rows;
                at = std::min(span.first, m_end);
                if (auto said = sayGap(gap); !said)
                    return said;
                continue;
            }
            const LogSeq to = std::min(m_end, at + linesAtATime);
            for (; at < to; at = at + 1)
                if (auto written = writeLine(at); !written)
                    return written;
            m_reader.unpin();
            if (m_cancelled.load())
                return Error{ErrorCode::Cancelled, QStringLiteral("given up"), m_order.path};
            tellPart(at - m_first, 1);
        }
        return {};
    }

    base::Result<void> sayGap(const domain::LogGap& gap)
    {
        QByteArray text = domain::logGapFor(gap, m_order.as, m_order.markerWords);
        if (std::exchange(m_lastRow.isUnended, false))
            text.prepend('\n');
        return m_file.write(text);
    }

    base::Result<void> writeLine(LogSeq at)
    {
        const domain::LogLine line = m_reader.line(at);
        bool& shown = m_shown.at(line.service.index).at(static_cast<size_t>(line.tag.channel));
        // A row of our own stands between a head and what continues it.
        const bool head = !line.tag.continuation || m_reader.headOf(at) == at;
        const bool wanted = head ? isShownHead(at) : shown;
        if (head && !line.tag.marker)
            shown = wanted;
        if (!wanted)
            return {};
        ++m_done.lines;
        QByteArray text = domain::logLineFor(m_reader, at, m_order.as, m_order.markerWords);
        // The last line of a source may have no end. What follows it is a line of its own, but for the next piece of
        // the same long one.
        const bool isNextPiece = !head && line.service == m_lastRow.service && line.tag.channel == m_lastRow.channel;
        if (m_lastRow.isUnended && !isNextPiece)
            text.prepend('\n');
        m_lastRow = {!text.endsWith('\n'), line.service, line.tag.channel};
        return m_file.write(text);
    }

    void tellPart(qint64 lines, int half)
    {
        const qint64 all = std::max<qint64>(1, m_end - m_first);
        const int percent = static_cast<int>(half * 50 + lines * 50 / all);
        if (std::exchange(m_percent, percent) != percent)
            m_tell(percent);
    }

    LogReader m_reader;
    const app::LogExportOrder& m_order;
    const std::atomic<bool>& m_cancelled;
    const std::function<void(int)> m_tell;
    ExportFile m_file;
    LogSeq m_first;
    LogSeq m_end;
    LogSeq m_oldest; // of the store, when it was looked at last
    bool m_frontMoved = false;
    std::vector<LogHits> m_hits;
    std::vector<LogSeq> m_earlier; // heads that are shown because of a line behind their stretch
    size_t m_hit = 0;
    size_t m_offset = 0;
    std::array<std::array<bool, 2>, domain::maxLogServices + 1> m_shown{}; // the head of each service and channel
    app::LogExported m_done;
    struct LastRow {
        bool isUnended = false; // what was written last has no line ending
        domain::LogService service;
        domain::LogChannel channel = domain::LogChannel::Output;
    };
    LastRow m_lastRow;
    int m_percent = -1;
};

} // namespace

LogExport::LogExport(QObject* parent)
    : app::LogExportPort(parent)
{
    m_pool.setMaxThreadCount(1);
}

LogExport::~LogExport()
{
    cancel();
}

void LogExport::start(const std::shared_ptr<const domain::LogStore>& store, const app::LogExportOrder& order)
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, store, order, cancelled = m_cancelled] {
        const auto tell = [this, cancelled](auto emitHere) {
            QMetaObject::invokeMethod(
                this,
                [cancelled, emitHere] {
                    if (!cancelled->load())
                        emitHere();
                },
                Qt::QueuedConnection);
        };
        Writing writing(*store, order, *cancelled,
                        [this, &tell](int percent) { tell([this, percent] { Q_EMIT progressed(percent); }); });
        const auto written = writing.run();
        if (written)
            tell([this, exported = written.value()] { Q_EMIT finished(exported); });
        else
            tell([this, error = written.error()] { Q_EMIT failed(error); });
    });
}

void LogExport::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
}

} // namespace ops::infra
