#pragma once

#include "domain/log/log_filter.h"
#include "domain/log/log_hits.h"
#include "domain/log/log_store.h"

#include <QObject>

#include <memory>

namespace ops::app {

// Looks for the lines that a filter shows, on other threads. GUI thread; one search at a time. Results come newest
// first, so the end of a log is on the screen while its beginning is still being searched.
class LogSearchPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Whether the filter can be understood; at once, without searching. Errors: InvalidInput with the term and the
    // place in it.
    virtual base::Result<void> check(const domain::LogFilter& filter) const = 0;
    // Looks at all lines that have been read. Replaces the search before, whose answers stop. `search` comes back in
    // every answer. A filter that cannot be understood is answered with failed().
    virtual void start(quint64 search, const std::shared_ptr<const domain::LogStore>& store,
                       const domain::LogFilter& filter) = 0;
    // Looks at the lines that have been read since, once what is under way is done. Nothing after a failure.
    virtual void extend() = 0;
    // Lines before `unmoved` are others now: what was found of them counts no more, and is not told any more. They are
    // looked at, newest first, once what is under way is done; then comes finished(). Nothing after a failure.
    virtual void extendOlder(domain::LogSeq unmoved) = 0;
    virtual void cancel() = 0;

Q_SIGNALS:
    // Each stretch follows on those before, at their older end or at their newer end.
    void found(quint64 search, const std::vector<ops::domain::LogHits>& hits);
    // Everything before `end` has been looked at. Comes again after extend().
    void finished(quint64 search, ops::domain::LogSeq end);
    // Errors: InvalidInput; TimedOut for a filter that is too slow. What was found until then is true, but not all.
    void failed(quint64 search, const ops::base::Error& error);
};

} // namespace ops::app
