#include "app/log_view_controller.h"

#include "domain/log/log_heads.h"

#include <chrono>

namespace ops::app {
namespace {

// About two milliseconds of work, and time for a frame in between.
constexpr qint64 rowsAtATime = 200'000;
constexpr std::chrono::milliseconds betweenCounts{20};

} // namespace

LogViewController::LogViewController(LogSourcePort& source, LogSearchPort& filterSearch, LogSearchPort& findSearch,
                                     QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_filterSearch(filterSearch)
    , m_findSearch(findSearch)
{
    m_count.setSingleShot(true);
    m_count.setInterval(betweenCounts);
    connect(&m_count, &QTimer::timeout, this, &LogViewController::countSome);
    connect(&source, &LogSourcePort::grew, this, &LogViewController::follow);
    connect(&source, &LogSourcePort::ended, this, [this] {
        m_ended = true;
        follow();
        Q_EMIT changed();
    });
    connect(&source, &LogSourcePort::failed, this, &LogViewController::noteProblem);
    connect(&filterSearch, &LogSearchPort::found, this,
            [this](quint64 search, const std::vector<domain::LogHits>& hits) {
                if (search == m_filterNumber)
                    Q_EMIT linesFound(hits);
            });
    connect(&filterSearch, &LogSearchPort::finished, this, [this](quint64 search, domain::LogSeq end) {
        if (search != m_filterNumber)
            return;
        m_searching = false;
        m_searchedEnd = end;
        Q_EMIT changed();
    });
    connect(&filterSearch, &LogSearchPort::failed, this, [this](quint64 search, const base::Error& error) {
        if (search != m_filterNumber)
            return;
        m_searching = false;
        m_filterProblem = error;
        Q_EMIT changed();
    });
    connect(&findSearch, &LogSearchPort::found, this, [this](quint64 search, const std::vector<domain::LogHits>& hits) {
        if (search == m_findNumber)
            Q_EMIT placesFound(hits);
    });
    connect(&findSearch, &LogSearchPort::finished, this, [this](quint64 search) {
        if (search != m_findNumber)
            return;
        m_finding = false;
        Q_EMIT changed();
    });
    connect(&findSearch, &LogSearchPort::failed, this, [this](quint64 search, const base::Error& error) {
        if (search != m_findNumber)
            return;
        m_finding = false;
        m_findProblem = error;
        Q_EMIT changed();
    });
}

void LogViewController::start()
{
    restartFilter();
    m_source.start();
    m_count.start(); // lines may be there already
}

void LogViewController::noteProblem(const base::Error& error)
{
    m_sourceProblems.push_back(error);
    Q_EMIT changed();
}

void LogViewController::setFilter(const domain::LogFilter& filter)
{
    const auto understood = m_filterSearch.check(filter);
    if (!understood) {
        m_filterProblem = understood.error();
        Q_EMIT changed();
        return;
    }
    const bool same = filter == m_filter && !m_filterProblem;
    m_filterProblem.reset();
    m_filter = filter;
    if (!same)
        restartFilter();
    Q_EMIT changed();
}

void LogViewController::restartFilter()
{
    m_searching = true;
    m_searchedEnd.reset();
    m_filterNumber = ++m_search;
    m_servicesAtStart = store()->serviceCount();
    Q_EMIT filterRestarted();
    m_filterSearch.start(m_filterNumber, store(), m_filter);
    if (m_find)
        restartFind();
}

void LogViewController::setFind(const std::optional<domain::LogTextTerm>& term)
{
    if (term == m_find && !m_findProblem)
        return;
    m_find = term;
    restartFind();
    Q_EMIT changed();
}

void LogViewController::restartFind()
{
    m_findNumber = ++m_search;
    m_finding = m_find.has_value();
    m_findProblem.reset(); // among other lines it may be quick enough
    Q_EMIT findRestarted();
    if (!m_find) {
        m_findSearch.cancel();
        return;
    }
    // Among what is shown, and marks of our own only where they say it.
    domain::LogFilter among = m_filter;
    among.include.push_back(*m_find);
    among.keepMarkers = false;
    const auto understood = m_findSearch.check(among);
    if (understood) {
        m_findSearch.start(m_findNumber, store(), among);
        return;
    }
    m_findSearch.cancel();
    m_finding = false;
    m_findProblem = understood.error();
}

void LogViewController::follow()
{
    Q_EMIT grew();
    // A service that was not known when its name was asked for would be missed.
    const bool newService = !m_filter.services.isEmpty() && store()->serviceCount() != m_servicesAtStart;
    if (newService) {
        restartFilter();
    } else {
        m_filterSearch.extend();
        if (m_find && !m_findProblem)
            m_findSearch.extend();
    }
    if (!m_count.isActive())
        m_count.start();
}

void LogViewController::takeFront(domain::LogSeq unmoved)
{
    m_counted.reset();
    Q_EMIT frontChanged(unmoved);
    const auto stopped = [](const std::optional<base::Error>& problem) {
        return problem && problem->code == base::ErrorCode::TimedOut;
    };
    m_searching = m_searching || !stopped(m_filterProblem);
    m_filterSearch.extendOlder(unmoved);
    if (m_find && !m_findProblem) {
        m_finding = true;
        m_findSearch.extendOlder(unmoved);
    }
    follow();
    Q_EMIT changed();
}

void LogViewController::countSome()
{
    domain::LogReader reader(*store());
    const domain::LogSpan& span = reader.pin();
    // Older lines that were put in front are counted with all others anew.
    if (!m_counted || (m_countedFirst && span.first < *m_countedFirst)) {
        m_histogram.clear();
        if (!m_errorsBefore)
            m_errorsBefore = m_errors;
        m_errors.clear();
        m_backSteps = {};
        m_counted = span.first;
    }
    m_countedFirst = span.first;
    const auto count = [this](domain::LogSeq seq, domain::LogTime time, domain::LogLevel level,
                              domain::LogService service) {
        m_histogram.add(seq, time, level);
        m_errors.add(time, level, service);
        m_backSteps.add(time);
    };
    const domain::LogSeq stopped = domain::visitHeads(reader, *m_counted, rowsAtATime, count);
    const bool more = stopped < span.readEnd;
    // Some of those that were seen are no longer held: an error stays seen.
    if (!more && m_errorsBefore)
        m_errors.adopt(*std::exchange(m_errorsBefore, std::nullopt));
    if (stopped != *m_counted)
        Q_EMIT histogramChanged();
    m_counted = stopped;
    if (more)
        m_count.start();
}

} // namespace ops::app
