#pragma once

#include "app/ports/log_source_port.h"
#include "domain/log/log_follow.h"
#include "domain/log/log_marker.h"

namespace ops::app {

// One container's log and whose lines they are.
struct LogContainer {
    QString host;
    QString id;
    QString service; // as its lines are to be called

    bool operator==(const LogContainer&) const = default;
};

// The logs of containers as they are written, merged by time into one store. A follower runs until it ends by itself:
// when to begin the next one is the caller's to say, where it goes on is this port's to know. GUI thread; its calls
// return at once.
class LogFollowPort : public LogSourcePort {
    Q_OBJECT

public:
    using LogSourcePort::LogSourcePort;

    // Begins a follower: the first one of a container with its last `tail` lines (nothing: with all of them), each
    // further one where the one before left off. One at a time for each container.
    virtual void attach(const LogContainer& container, std::optional<int> tail) = 0;
    // Ends its follower, and nothing more comes of that container; not even attachEnded.
    virtual void close(const QString& containerId) = 0;
    // A row of our own, in its place by time. `service` may be empty.
    virtual void mark(const domain::LogMarker& marker, const QString& service, qint64 utcMs) = 0;

Q_SIGNALS:
    void attached(const QString& containerId);
    // When all that it printed is in the store.
    void attachEnded(const QString& containerId, const ops::domain::LogsEnd& end);
};

} // namespace ops::app
