#pragma once

#include "app/ports/log_follow_port.h"

#include <QVector>

namespace ops::app {

// How one load of older lines ended.
struct LogHistoryEnd {
    qint64 rows = 0;                    // older lines that were put in front
    domain::LogTime earliest;           // of those
    domain::LogTime from;               // from then on nothing is missing of the logs that could be read
    bool anyLeft = false;               // a log that may have still older ones
    std::vector<base::Error> problems;  // one for each log that was left out, with its service as the subject
    std::optional<base::Error> failure; // nothing was put in front

    bool operator==(const LogHistoryEnd&) const = default;
};

// Loads what logs have before their held lines and puts it in front of the store that a LogFollowPort fills. GUI
// thread; its calls return at once; one load at a time.
class LogHistoryPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Some hundred older lines, or what there is. Ends with ended().
    virtual void load(const QVector<LogContainer>& containers) = 0;
    // Gives it up; without ended().
    virtual void cancel() = 0;
    // The older lines are no longer read: those that are over the memory's cap may go.
    virtual void letGo() = 0;

Q_SIGNALS:
    // What was found so far; at most 20 times a second.
    void progressed(qint64 rows, ops::domain::LogTime earliest);
    // Lines from `unmoved` on are as they were; those before are others, or stand elsewhere. Before ended(), and in the
    // last moment after cancel() too.
    void frontChanged(ops::domain::LogSeq unmoved);
    void ended(const ops::app::LogHistoryEnd& end);
};

} // namespace ops::app
