#include "domain/log/log_history_front.h"

#include <algorithm>
#include <limits>

namespace ops::domain {
namespace {

constexpr qint64 nsPerMs = 1'000'000;

LogStoreLimits withoutCap(LogStoreLimits limits)
{
    limits.capBytes = std::numeric_limits<qint64>::max() / 2; // whoever takes it looks at the cap
    return limits;
}

} // namespace

LogHistoryFront::LogHistoryFront(const LogStoreLimits& limits)
    : m_store(withoutCap(limits))
    , m_merge(std::chrono::nanoseconds::zero(), std::numeric_limits<size_t>::max())
{
}

void LogHistoryFront::addOlder(int channel, const LogSourceSettings& settings, const LogOlderLines& older)
{
    const int source = m_merge.open();
    LogLineReader lineReader(settings);
    for (const LogOlderLines::Line& line : older.lines()) {
        const LogLineReader::Read read = lineReader.read(line.bytes, m_store);
        if (read.time.known() && (!m_earliest.known() || read.time < m_earliest))
            m_earliest = read.time;
        m_latestNs = std::max(m_latestNs, line.ns);
        m_merge.push(source, read.orderNs.value_or(line.ns),
                     {std::string(read.bytes), read.time, read.tag, read.service, {channel, line.ns}}, 0);
        ++m_olderRows;
    }
    m_merge.close(source);
}

void LogHistoryFront::addMarks(const std::vector<LogMarks::Mark>& marks)
{
    const int source = m_merge.open();
    for (const LogMarks::Mark& mark : marks) {
        if (!m_earliest.known() || mark.time < m_earliest)
            m_earliest = mark.time;
        m_latestNs = std::max(m_latestNs, mark.ns);
        m_merge.push(
            source, mark.ns,
            {mark.line, mark.time, logMarkTag(), m_store.service(mark.service), {LogHistoryBook::marks, mark.ns}}, 0);
        ++m_olderRows;
    }
    m_merge.close(source);
}

void LogHistoryFront::addRows(const LogReader& reader, const std::vector<LogHistoryBook::Origin>& known)
{
    for (size_t row = 0; row < known.size(); ++row)
        if (known[row].channel != LogHistoryBook::nobody && known[row].ns < m_latestNs)
            m_moved = row + 1;
    const int source = m_merge.open();
    std::map<int, qint64> heads;
    for (size_t row = 0; row < m_moved; ++row) {
        const LogLine line = reader.line(reader.span().first + static_cast<qint64>(row));
        const LogHistoryBook::Origin& origin = known[row];
        std::optional<qint64> orderNs;
        if (origin.channel != LogHistoryBook::nobody) { // what continues a line stays with it
            qint64& headNs = heads.try_emplace(origin.channel, origin.ns).first->second;
            headNs = line.tag.continuation ? headNs : origin.ns;
            orderNs = headNs;
        } else if (line.time.known()) {
            orderNs = line.time.utcMs * nsPerMs;
        }
        m_merge.push(source, orderNs,
                     {std::string(line.bytes), line.time, line.tag, named(reader, line.service), origin}, 0);
    }
    m_merge.close(source);
}

LogService LogHistoryFront::named(const LogReader& reader, LogService service)
{
    return m_store.service(reader.store().serviceName(service));
}

bool LogHistoryFront::build(const LogReader& reader, qint64 copied)
{
    bool whole = true;
    std::optional<LogSeq> segment;
    m_merge.drainAll([&](Row&& row) {
        whole = whole && m_store.append(row.bytes, row.time, row.tag, row.service);
        if (segment != m_store.newestSegment()) {
            segment = m_store.newestSegment();
            m_front.segments.push_back(m_front.rows.size());
        }
        m_front.rows.push_back(row.origin);
    });
    m_store.closeSegment();
    const LogSeq rest = reader.span().first + movedRows();
    for (LogSeq seq = rest; whole && seq < rest + copied; seq = seq + 1) {
        const LogLine line = reader.line(seq);
        whole = m_store.append(line.bytes, line.time, line.tag, named(reader, line.service));
    }
    m_front.replaced = m_moved;
    return whole;
}

LogHistoryBook::Front LogHistoryFront::takeFront()
{
    return std::move(m_front);
}

namespace {

// Of what was missing, what is left when `front` is there.
LogGap gapBefore(const LogHistoryFront& front, const LogGap& before, bool fromTheBeginning)
{
    LogGap left = before;
    left.rows = std::max<qint64>(0, before.rows - front.olderRows());
    left.to = front.earliest();
    const bool pastIt = before.from.known() && front.earliest() < before.from;
    return left.rows == 0 || pastIt || fromTheBeginning ? LogGap() : left;
}

} // namespace

base::Result<std::optional<LogSeq>> putInFront(LogStore& store, LogHistoryBook& book, LogHistoryFront& front,
                                               const std::vector<int>& channels, std::optional<qint64> fromNs)
{
    if (front.olderRows() == 0) {
        book.putInFront({}, channels, fromNs);
        return std::optional<LogSeq>();
    }
    LogReader reader(store);
    const LogSeq first = reader.pin().first;
    front.addRows(reader, book.first());
    const qint64 replaced = store.rowsOfWholeSegments(front.movedRows());
    const bool built = front.build(reader, replaced - front.movedRows());
    reader.unpin();
    if (!built)
        return base::Error{base::ErrorCode::NoSpace, QStringLiteral("no memory for older lines"), {}};
    const auto put =
        store.prepend(std::move(front.store()), gapBefore(front, store.gap(), !fromNs.has_value()), replaced);
    if (!put)
        return put.error();
    LogHistoryBook::Front rows = front.takeFront();
    rows.unmoved = first + front.movedRows();
    book.putInFront(std::move(rows), channels, fromNs);
    return std::optional(first + front.movedRows());
}

} // namespace ops::domain
