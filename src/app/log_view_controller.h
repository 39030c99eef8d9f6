#pragma once

#include "app/ports/log_search_port.h"
#include "app/ports/log_source_port.h"
#include "domain/log/log_back_steps.h"
#include "domain/log/log_error_tally.h"
#include "domain/log/log_histogram.h"

#include <QTimer>

#include <optional>

namespace ops::app {

// One view of a log: where its lines come from, which of them are shown, and what is looked for among those. Nothing
// here waits: the ports work on threads of their own. GUI thread; the ports outlive it.
class LogViewController final : public QObject {
    Q_OBJECT

public:
    // `filterSearch` and `findSearch` are two searches of their own.
    LogViewController(LogSourcePort& source, LogSearchPort& filterSearch, LogSearchPort& findSearch,
                      QObject* parent = nullptr);

    // Once.
    void start();
    // Lines were put in front of those from `unmoved` on; what stood before it is another line now.
    void takeFront(domain::LogSeq unmoved);

    std::shared_ptr<const domain::LogStore> store() const { return m_source.store(); }
    const domain::LogFilter& filter() const { return m_filter; }
    // One that cannot be understood changes nothing but filterProblem(): filter() stays the one before.
    void setFilter(const domain::LogFilter& filter);
    const std::optional<domain::LogTextTerm>& find() const { return m_find; }
    // Nothing: no longer looks for anything.
    void setFind(const std::optional<domain::LogTextTerm>& term);

    bool ended() const { return m_ended; }         // all that there was has been read
    bool searching() const { return m_searching; } // the filter has not seen all lines yet
    // It has seen those too that came meanwhile.
    bool searchedAll() const { return m_searchedEnd && *m_searchedEnd >= store()->readEnd(); }
    bool finding() const { return m_finding; }
    // Why the filter that was set last cannot be understood, or was stopped.
    const std::optional<base::Error>& filterProblem() const { return m_filterProblem; }
    // It cannot be understood: what is shown is that of the filter before, which is filter().
    bool showsFilterBefore() const { return m_filterProblem && m_filterProblem->code != base::ErrorCode::TimedOut; }
    const std::optional<base::Error>& findProblem() const { return m_findProblem; }
    // What could not be read, and what whoever made this had to say.
    void noteProblem(const base::Error& error);
    const std::vector<base::Error>& sourceProblems() const { return m_sourceProblems; }
    // Of all lines, whatever the filter. Follows the lines within a second or so.
    const domain::LogHistogram& histogram() const { return m_histogram; }
    const domain::LogErrorTally& errors() const { return m_errorsBefore ? *m_errorsBefore : m_errors; }
    const domain::LogBackSteps& backSteps() const { return m_backSteps; }

Q_SIGNALS:
    void grew();
    // Another filter is in force: nothing has been found for it yet.
    void filterRestarted();
    void linesFound(const std::vector<ops::domain::LogHits>& hits);
    // What was found before `unmoved` counts no more; it is found again.
    void frontChanged(ops::domain::LogSeq unmoved);
    void findRestarted();
    void placesFound(const std::vector<ops::domain::LogHits>& hits);
    void histogramChanged();
    // Something else that can be asked for here.
    void changed();

private:
    void follow();
    void restartFilter();
    void restartFind();
    void countSome();

    LogSourcePort& m_source;
    LogSearchPort& m_filterSearch;
    LogSearchPort& m_findSearch;
    domain::LogFilter m_filter;
    std::optional<domain::LogTextTerm> m_find;
    std::optional<base::Error> m_filterProblem;
    std::optional<base::Error> m_findProblem;
    std::vector<base::Error> m_sourceProblems;
    domain::LogHistogram m_histogram;
    domain::LogErrorTally m_errors;
    domain::LogBackSteps m_backSteps;
    std::optional<domain::LogErrorTally> m_errorsBefore; // while all are counted anew
    std::optional<domain::LogSeq> m_searchedEnd;         // by the filter's search
    std::optional<domain::LogSeq> m_counted;
    std::optional<domain::LogSeq> m_countedFirst; // of the store, when that was
    QTimer m_count;
    int m_servicesAtStart = 0; // of the filter's search
    quint64 m_search = 0;      // counts the searches of both ports
    quint64 m_filterNumber = 0;
    quint64 m_findNumber = 0;
    bool m_ended = false;
    bool m_searching = false;
    bool m_finding = false;
};

} // namespace ops::app
