#pragma once

#include "domain/log/log_types.h"

#include <array>
#include <chrono>
#include <map>

namespace ops::domain {

class LogReader;

// When each service had an error first and last, and how many there were lately: ERROR and FATAL, guessed ones too;
// what continues a line is not counted beside it. A value; one thread.
class LogErrorTally {
public:
    struct Seen {
        LogTime first;
        LogTime last;
        qint64 count = 0;

        bool operator==(const Seen&) const = default;
    };

    void add(LogTime time, LogService service);
    void clear() { *this = {}; }

    const Seen& of(LogService service) const { return m_services.at(service.index); }
    const Seen& all() const { return m_all; }
    // Errors whose stamps are in the `length` before `now`, by whole minutes.
    qint64 countIn(std::chrono::minutes length, LogTime now) const;
    static constexpr std::chrono::minutes remembered{60};

private:
    std::array<Seen, maxLogServices + 1> m_services;
    Seen m_all;
    std::map<qint64, qint64> m_minutes; // how many, by minutes since the epoch; the newest `remembered` ones
};

// Counts lines from `from` on, at most `maxRows`, of what the reader has pinned and that have been read. Returns where
// it stopped.
LogSeq countErrors(const LogReader& reader, LogSeq from, qint64 maxRows, LogErrorTally& tally);

} // namespace ops::domain
