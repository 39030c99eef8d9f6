#include "domain/log/log_store.h"

#include <algorithm>
#include <vector>

namespace ops::domain {

LogStore::LogStore(LogStoreLimits limits)
    : m_limits(limits)
    , m_slots(new std::atomic<LogSegment*>[slotCount]())
{
    m_names.front() = std::make_unique<Page>();
}

LogStore::~LogStore()
{
    const Pin* pin = m_pins.load(std::memory_order_acquire);
    while (pin != nullptr) {
        Q_ASSERT(!pin->taken.load());
        delete std::exchange(pin, pin->next);
    }
}

bool LogStore::append(std::string_view bytes, LogTime time, LogTag tag, LogService service)
{
    if ((m_last == nullptr || !m_last->hasRoomFor(bytes.size())) && !beginSegment(bytes.size()))
        return false;
    m_last->append(bytes, time, tag, service);
    addHeld(static_cast<qint64>(bytes.size()) + LogSegment::bytesPerRow);
    const qint64 end = m_end.load(std::memory_order_relaxed) + 1;
    // Before the end: who sees the line sees that it is read.
    if (m_reading == nullptr)
        m_readEnd.store(end, std::memory_order_relaxed);
    m_end.store(end, std::memory_order_release);
    return true;
}

bool LogStore::beginSegment(size_t lineBytes)
{
    LogSegmentSize size = m_limits.segment;
    if (lineBytes > std::numeric_limits<quint32>::max())
        return false;
    size.textBytes = std::max(size.textBytes, static_cast<quint32>(lineBytes));
    keepUnderCap(qint64{size.textBytes} + qint64{size.rows} * LogSegment::bytesPerRow);
    auto segment = LogSegment::make(size, *m_limits.memory, std::exchange(m_spare, {}));
    if (!segment && m_live.size() > 1) {
        evictOldest();
        segment = LogSegment::make(size, *m_limits.memory, std::exchange(m_spare, {}));
    }
    if (!segment)
        return false;
    auto fresh = std::move(segment).value();
    // Most views stay small; those that do not may well have huge pages.
    if (!m_live.empty())
        fresh->expectFilling();
    LogSegment* const last = fresh.get();
    addLast(std::move(fresh));
    m_last = last;
    return true;
}

void LogStore::adopt(std::unique_ptr<LogSegment> segment)
{
    if (segment->rows() == 0)
        return;
    keepUnderCap(segment->ownBytes());
    addHeld(segment->ownBytes());
    const qint64 rows = segment->rows();
    LogSegment* const unread = segment.get();
    addLast(std::move(segment));
    m_last = nullptr;
    if (m_reading == nullptr)
        m_reading = unread;
    m_end.store(m_end.load(std::memory_order_relaxed) + rows, std::memory_order_release);
    moveReadEnd();
}

void LogStore::addLast(std::unique_ptr<LogSegment> segment)
{
    if (static_cast<qint64>(m_live.size()) + 1 >= slotCount)
        evictOldest();
    const qint64 index = m_lastIndex.load(std::memory_order_relaxed) + 1;
    segment->placeAt(index, {m_end.load(std::memory_order_relaxed)});
    m_slots[static_cast<size_t>(index & (slotCount - 1))].store(segment.get(), std::memory_order_release);
    m_live.push_back(std::move(segment));
    m_lastIndex.store(index, std::memory_order_release);
}

// The oldest ones go until `comingBytes` more have room; the newest one stays in any case.
void LogStore::keepUnderCap(qint64 comingBytes)
{
    const qint64 cap = m_limits.capBytes + (m_olderAboveCap ? m_limits.olderBytes : 0);
    while (m_live.size() > 1 && m_held + comingBytes > cap)
        evictOldest();
    reclaim();
}

void LogStore::evictOldest()
{
    std::unique_ptr<LogSegment> gone = std::move(m_live.front());
    m_live.pop_front();
    m_gap.rows += gone->rows();
    m_gap.bytes += gone->textBytes();
    if (!m_gap.from.known())
        m_gap.from = gone->earliest();
    if (gone->latest().known())
        m_gap.to = gone->latest();
    addHeld(-gone->ownBytes());
    LogSegment* const oldest = m_live.front().get();
    oldest->setGapBefore(m_gap);
    // Sequentially consistent on both sides: either a reader that pins now sees the new first segment, or the writer
    // sees its pin.
    m_first.store(oldest->index(), std::memory_order_seq_cst);
    const bool wasReading = m_reading == gone.get();
    m_retired.push_back(std::move(gone));
    if (wasReading) {
        m_reading = oldest;
        m_readEnd.store(oldest->first().value, std::memory_order_release);
        moveReadEnd();
    }
    reclaim();
}

void LogStore::reclaim()
{
    if (m_retired.empty())
        return;
    const qint64 pinned = oldestPinned();
    std::erase_if(m_retired, [&](std::unique_ptr<LogSegment>& segment) {
        if (segment->index() >= pinned)
            return false;
        // Memory that was touched once is quicker the next time.
        if (!m_spare)
            m_spare = segment->recycle();
        return true;
    });
}

qint64 LogStore::oldestPinned() const
{
    qint64 oldest = Pin::nothing;
    for (const Pin* pin = m_pins.load(std::memory_order_seq_cst); pin != nullptr; pin = pin->next)
        oldest = std::min(oldest, pin->oldest.load(std::memory_order_seq_cst));
    return oldest;
}

LogStore::Pin& LogStore::takePin() const
{
    for (Pin* pin = m_pins.load(std::memory_order_acquire); pin != nullptr; pin = pin->next) {
        bool free = false;
        if (pin->taken.compare_exchange_strong(free, true))
            return *pin;
    }
    auto* const fresh = new Pin;
    fresh->taken.store(true);
    fresh->next = m_pins.load(std::memory_order_relaxed);
    while (!m_pins.compare_exchange_weak(fresh->next, fresh)) {
    }
    return *fresh;
}

void LogStore::read(LogTime time, LogTag tag, LogService service)
{
    m_reading->read(time, tag, service);
    m_readEnd.store(m_readEnd.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    moveReadEnd();
}

// Past the segments that are read to their end.
void LogStore::moveReadEnd()
{
    while (m_reading != nullptr && m_reading->readRows() == m_reading->rows()) {
        const qint64 next = m_reading->index() + 1;
        if (next > m_lastIndex.load(std::memory_order_relaxed)) {
            m_reading = nullptr;
            m_readEnd.store(m_end.load(std::memory_order_relaxed), std::memory_order_release);
        } else {
            m_reading = m_slots[static_cast<size_t>(next & (slotCount - 1))].load(std::memory_order_relaxed);
            m_readEnd.store(m_reading->first().value + m_reading->readRows(), std::memory_order_release);
        }
    }
}

std::string_view LogStore::bytesAtReadEnd() const
{
    return m_reading->bytes(m_reading->readRows());
}

qint64 LogStore::rowsOfWholeSegments(qint64 rows) const
{
    qint64 whole = 0;
    for (auto segment = m_live.begin(); segment != m_live.end() && whole < rows; ++segment)
        whole += (*segment)->rows();
    return whole;
}

base::Result<void> LogStore::prepend(LogStore&& older, const LogGap& remaining, qint64 replacedRows)
{
    if (older.m_reading != nullptr || (replacedRows > 0 && m_reading != nullptr))
        return base::Error{base::ErrorCode::InvalidInput, QStringLiteral("older lines that are not read yet"), {}};
    if (older.m_live.empty())
        return {};
    qint64 replaced = 0;
    qint64 replacedBytes = 0;
    qint64 rows = 0;
    for (auto segment = m_live.begin(); segment != m_live.end() && rows < replacedRows; ++segment) {
        rows += (*segment)->rows();
        replacedBytes += (*segment)->ownBytes();
        ++replaced;
    }
    Q_ASSERT(rows == replacedRows);
    const qint64 held = m_held - replacedBytes + older.m_held;
    const bool fits = held <= m_limits.capBytes + m_limits.olderBytes &&
                      static_cast<qint64>(m_live.size()) + static_cast<qint64>(older.m_live.size()) < slotCount;
    if (!fits)
        return base::Error{base::ErrorCode::TooLarge,
                           QStringLiteral("%1 bytes of older lines and %2 bytes of newer ones; the limit is %3")
                               .arg(older.m_held)
                               .arg(m_held - replacedBytes)
                               .arg(m_limits.capBytes + m_limits.olderBytes),
                           {}};
    // A pass over all of its rows, while nobody waits for it; once, however often it is tried.
    if (!std::exchange(older.m_renumbered, true)) {
        std::vector<LogService> numbers(static_cast<size_t>(older.serviceCount()));
        for (size_t i = 1; i < numbers.size(); ++i)
            numbers[i] = service(older.serviceName({static_cast<quint16>(i)}));
        if (older.moreServices())
            m_moreServices.store(true, std::memory_order_relaxed);
        for (const auto& segment : older.m_live)
            segment->renumberServices(numbers);
    }
    qint64 index = m_first.load(std::memory_order_relaxed) + replaced;
    // Sequentially consistent on both sides, as in evictOldest(): a reader that pins now waits until the front stands,
    // or its pin is seen here. Nobody ever sees the lines without the replaced ones and without the older ones.
    m_frontMoves.store(true, std::memory_order_seq_cst);
    if (oldestPinned() < index) {
        m_frontMoves.store(false, std::memory_order_release);
        return base::Error{base::ErrorCode::Busy, QStringLiteral("the oldest lines are being read"), {}};
    }
    std::vector<std::unique_ptr<LogSegment>> gone; // freed when readers can go on
    for (qint64 i = 0; i < replaced; ++i) {
        gone.push_back(std::move(m_live.front()));
        m_live.pop_front();
    }
    if (m_live.empty())
        m_last = nullptr;
    addHeld(older.m_held - replacedBytes);
    m_olderAboveCap = m_olderAboveCap || m_held > m_limits.capBytes;
    m_gap = remaining;
    const qint64 end = m_end.load(std::memory_order_relaxed);
    LogSeq first = m_live.empty() ? LogSeq{end} : m_live.front()->first();
    while (!older.m_live.empty()) {
        std::unique_ptr<LogSegment> segment = std::move(older.m_live.back());
        older.m_live.pop_back();
        first = first - segment->rows();
        segment->placeAt(--index, first);
        if (older.m_live.empty())
            segment->setGapBefore(remaining);
        m_slots[static_cast<size_t>(index & (slotCount - 1))].store(segment.get(), std::memory_order_release);
        m_live.push_front(std::move(segment));
    }
    m_first.store(index, std::memory_order_seq_cst);
    m_frontMoves.store(false, std::memory_order_release);
    older.m_last = nullptr;
    reclaim();
    return {};
}

void LogStore::letOlderGo()
{
    if (!std::exchange(m_olderAboveCap, false))
        return;
    keepUnderCap(0);
}

LogService LogStore::service(std::string_view name)
{
    if (name.empty())
        return {};
    if (const auto known = m_services.find(name); known != m_services.end())
        return known->second;
    const int count = m_serviceCount.load(std::memory_order_relaxed);
    if (count > maxLogServices) {
        m_moreServices.store(true, std::memory_order_relaxed);
        return {};
    }
    const LogService service{static_cast<quint16>(count)};
    auto& page = m_names.at(service.index / namesAPage);
    if (!page)
        page = std::make_unique<Page>();
    named(service).name = QByteArray(name.data(), static_cast<qsizetype>(name.size()));
    m_serviceCount.store(count + 1, std::memory_order_release);
    m_services.emplace(serviceName(service), service);
    return service;
}

std::string_view LogStore::serviceName(LogService service) const
{
    if (service.index == 0 || service.index >= serviceCount())
        return {};
    const QByteArray& name = named(service).name;
    return {name.constData(), static_cast<size_t>(name.size())};
}

void LogStore::addHeld(qint64 bytes)
{
    m_held += bytes;
    m_heldBytes.store(m_held, std::memory_order_relaxed);
}

} // namespace ops::domain
