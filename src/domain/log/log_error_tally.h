#pragma once

#include "domain/log/log_types.h"

#include <array>
#include <chrono>
#include <map>

namespace ops::domain {

// When each service had an error first and last, and how many there were lately: ERROR and FATAL, guessed ones too, of
// all lines seen, those included that have made room for newer ones since. Heads only. A value; one thread.
class LogErrorTally {
public:
    struct Seen {
        LogTime first;
        LogTime last;
        qint64 count = 0;

        bool operator==(const Seen&) const = default;
    };

    // A line of any level; only errors count.
    void add(LogTime time, LogLevel level, LogService service);
    void clear() { *this = {}; }
    // What `before` saw besides: of lines that are no longer there to be counted.
    void adopt(const LogErrorTally& before);

    const Seen& of(LogService service) const { return m_services.at(service.index); }
    const Seen& all() const { return m_all; }
    // Errors whose stamps are in the `length` before `now`, by whole minutes.
    qint64 countIn(std::chrono::minutes length, LogTime now) const;
    static constexpr std::chrono::minutes remembered{60};

private:
    void forgetOldMinutes();

    std::array<Seen, maxLogServices + 1> m_services;
    Seen m_all;
    std::map<qint64, qint64> m_minutes; // how many, by minutes since the epoch; the newest `remembered` ones
};

} // namespace ops::domain
