#include "app/log_repeats_controller.h"

#include "domain/log/log_reader.h"

#include <algorithm>

namespace ops::app {

LogRepeatsController::LogRepeatsController(LogSearchPort& port, QObject* parent)
    : QObject(parent)
    , m_port(port)
{
    connect(&port, &LogSearchPort::found, this, [this](quint64 search, const std::vector<domain::LogHits>& hits) {
        if (search == m_search && m_message)
            take(hits);
    });
    connect(&port, &LogSearchPort::finished, this, [this](quint64 search) {
        if (search != m_search || !m_message)
            return;
        m_repeats.counting = false;
        Q_EMIT changed();
    });
    connect(&port, &LogSearchPort::failed, this, [this](quint64 search) {
        if (search != m_search || !m_message)
            return;
        m_repeats.counting = false;
        m_repeats.tooSlow = true;
        Q_EMIT changed();
    });
}

void LogRepeatsController::look(const std::shared_ptr<const domain::LogStore>& store,
                                const std::optional<domain::LogTextTerm>& message)
{
    m_store = store;
    m_message = message;
    m_repeats = {};
    ++m_search;
    if (m_message) {
        domain::LogFilter filter;
        filter.include.push_back(*m_message);
        filter.keepMarkers = false;
        m_repeats.counting = true;
        m_port.start(m_search, m_store, filter);
    } else {
        m_port.cancel();
    }
    Q_EMIT changed();
}

// Stretches come newest first, but nothing here depends on it.
void LogRepeatsController::take(const std::vector<domain::LogHits>& hits)
{
    domain::LogReader reader(*m_store);
    const domain::LogSpan& span = reader.pin();
    const auto note = [&](domain::LogSeq seq) {
        const domain::LogTime time = seq >= span.first && seq < span.readEnd ? reader.time(seq) : domain::LogTime();
        if (!time.known())
            return;
        if (!m_repeats.first.known() || time < m_repeats.first)
            m_repeats.first = time;
        if (time >= m_repeats.last)
            m_repeats.last = time;
    };
    for (const domain::LogHits& found : hits) {
        m_repeats.count += found.count() + static_cast<qint64>(found.earlier.size());
        if (found.count() == 0)
            continue;
        // Lines stand in the order of their times.
        note(found.everyLine ? found.first : found.first + found.offsets.front());
        note(found.everyLine ? found.end - 1 : found.first + found.offsets.back());
    }
    Q_EMIT changed();
}

} // namespace ops::app
