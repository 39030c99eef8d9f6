#pragma once

#include "domain/log/log_types.h"

#include <chrono>
#include <vector>

namespace ops::domain {

// When each service had an error first and last, and how many there were lately: ERROR and FATAL, guessed ones too, of
// all lines seen, those included that have made room for newer ones since. Heads only. Which of their stamps are of the
// past is judged when somebody asks: one clock that is ahead, or was set back, takes nothing away from the others. A
// value; one thread.
class LogErrorTally {
public:
    struct Seen {
        LogTime first;
        LogTime last; // unknown where all stamps are too far ahead
        qint64 count = 0;

        bool operator==(const Seen&) const = default;
    };

    // A line of any level; only errors count.
    void add(LogTime time, LogLevel level, LogService service);
    void clear() { *this = {}; }
    // What `before` saw besides: of lines that are no longer there to be counted.
    void adopt(const LogErrorTally& before);

    // As of `now`: a stamp that is ahead of it by more than clocks are apart does not say when the error was.
    Seen of(LogService service, LogTime now) const;
    Seen all(LogTime now) const { return asOf(m_all, now); }
    static constexpr std::chrono::minutes farthestAhead{5};
    // Errors whose stamps are in the `length` before `now`, by whole minutes. For up to an hour, while no more than
    // three clocks besides ours tell other times.
    qint64 countIn(std::chrono::minutes length, LogTime now) const;

private:
    struct Minute {
        qint64 number = 0; // since the epoch
        qint64 count = 0;
        LogTime last;
    };
    struct Errors {
        LogTime first;
        qint64 count = 0;
        std::vector<Minute> minutes; // those that errors came of last, the latest to come behind the others

        void add(LogTime time);
        void adopt(const Errors& before);
        Minute& minute(qint64 number);
    };
    static Seen asOf(const Errors& errors, LogTime now);

    std::vector<Errors> m_services; // up to the last one that had any
    Errors m_all;
};

} // namespace ops::domain
