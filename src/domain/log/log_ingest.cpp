#include "domain/log/log_ingest.h"

#include "domain/log/log_stamp.h"

namespace ops::domain {

LogIngest::LogIngest(LogStore& store, std::chrono::nanoseconds patience)
    : m_store(store)
    , m_merge(patience)
{
    [[maybe_unused]] const int marks = m_merge.open(MergeByTime<Row>::Wait::Never);
    Q_ASSERT(marks == ownMarks);
    m_sources.emplace_back();
}

int LogIngest::open(LogSourceSettings settings)
{
    const int source = m_merge.open();
    const auto index = static_cast<size_t>(source);
    if (m_sources.size() <= index)
        m_sources.resize(index + 1);
    m_sources[index] = {LineSplitter(m_store.limits().maxLineBytes), LogLineReader(std::move(settings))};
    ++m_open;
    return source;
}

void LogIngest::feed(int source, std::string_view bytes, qint64 monoNs)
{
    m_sources[static_cast<size_t>(source)].splitter.feed(bytes,
                                                         [&](std::string_view line) { take(source, line, monoNs); });
    advance(monoNs);
}

void LogIngest::take(int source, std::string_view line, qint64 monoNs)
{
    const LogLineReader::Read read = m_sources[static_cast<size_t>(source)].reader.read(line, m_store);
    // With one source there is nothing to wait for.
    const qint64 engineNs = read.carriedNs.value_or(0);
    if (m_open == 1 && m_merge.held() == 0) {
        if (store(read.bytes, read.time, read.tag, read.service))
            tell(source, engineNs);
    } else {
        hold({std::string(read.bytes), read.time, read.tag, read.service, source, engineNs}, read.orderNs, monoNs);
    }
}

void LogIngest::hold(Row row, std::optional<qint64> orderNs, qint64 monoNs)
{
    const int source = row.source;
    Source& from = m_sources[static_cast<size_t>(source)];
    from.heldBytes += row.heldBytes();
    m_merge.push(source, orderNs, std::move(row), monoNs);
    if (from.heldBytes > mostHeldBytes)
        m_merge.believe(source);
}

void LogIngest::flush(int source, qint64 monoNs)
{
    m_sources[static_cast<size_t>(source)].splitter.finish([&](std::string_view line) { take(source, line, monoNs); });
    advance(monoNs);
}

void LogIngest::promise(int source, qint64 utcNs, qint64 monoNs)
{
    m_merge.promise(source, utcNs);
    advance(monoNs);
}

void LogIngest::rest(int source, qint64 monoNs)
{
    flush(source, monoNs);
    m_merge.setWait(source, MergeByTime<Row>::Wait::Never);
    --m_open;
    advance(monoNs);
}

void LogIngest::wake(int source)
{
    m_merge.setWait(source, MergeByTime<Row>::Wait::ForIt);
    ++m_open;
}

void LogIngest::setAwaited(int source, bool awaited)
{
    m_merge.setWait(source, awaited ? MergeByTime<Row>::Wait::ForIt : MergeByTime<Row>::Wait::Never);
}

void LogIngest::end(int source, qint64 monoNs)
{
    m_sources[static_cast<size_t>(source)].splitter.finish([&](std::string_view line) { take(source, line, monoNs); });
    m_merge.close(source);
    --m_open;
    advance(monoNs);
}

void LogIngest::advance(qint64 monoNs)
{
    m_merge.drain(monoNs, [this](Row&& row) {
        m_sources[static_cast<size_t>(row.source)].heldBytes -= row.heldBytes();
        if (store(row.bytes, row.time, row.tag, row.service))
            tell(row.source, row.engineNs);
    });
}

void LogIngest::mark(const LogMarker& marker, std::string_view service, qint64 utcNs, qint64 monoNs)
{
    const LogMarks::Mark& made = m_marks.add(marker, service, utcNs);
    hold({made.line, made.time, logMarkTag(), m_store.service(service), ownMarks, made.ns}, made.ns, monoNs);
    advance(monoNs);
}

bool LogIngest::store(std::string_view bytes, LogTime time, LogTag tag, LogService service)
{
    if (m_unsaid.rows > 0) {
        const QByteArray line = logMarkerLine({LogMarkerKind::Gap, logGapNoMemory, m_unsaid});
        const std::string_view text(line.constData(), static_cast<size_t>(line.size()));
        if (m_store.append(text, m_unsaid.to, logMarkTag(), {})) {
            m_unsaid = {};
            tell(-1, 0);
        }
    }
    if (m_store.append(bytes, time, tag, service))
        return true;
    ++m_unsaid.rows;
    m_unsaid.bytes += static_cast<qint64>(bytes.size());
    m_unsaid.from = m_unsaid.from.known() ? m_unsaid.from : time;
    m_unsaid.to = time.known() ? time : m_unsaid.to;
    return false;
}

void LogIngest::tell(int source, qint64 engineNs) const
{
    if (m_stored)
        m_stored(source, engineNs);
}

} // namespace ops::domain
