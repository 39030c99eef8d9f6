#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QStringList>

#include <map>
#include <optional>

namespace ops::infra {

// One search for a live server among several: which to try when, and what to say when none was found. They are tried
// in order; the next one as soon as the one before has failed, or has kept us waiting: a stop must not wait for the
// time-out of a machine that is switched off. Value type without threads or clock; the times are its caller's.
class ServerRound {
public:
    // `servers` are the URLs without credentials.
    void begin(const QStringList& servers, const base::Instant& now);
    void end();
    bool running() const { return m_running; }

    // The server to try now, if any; it counts as tried from then on.
    std::optional<int> due(const base::Instant& now);
    // When due() has the next one; nullopt: nothing more to wait for here.
    std::optional<base::Instant> nextAt() const;

    void failed(int server, const base::Error& why);
    // Those that have not answered never will: they timed out, in these words.
    void expire(const QString& detail);
    bool exhausted() const; // every server was tried and failed

    // Why no server was found: the most telling error, the others in its detail.
    base::Error verdict() const;

private:
    QStringList m_servers;
    int m_next = 0; // the first one that was not tried yet
    base::Instant m_nextAt;
    std::map<int, base::Error> m_errors;
    bool m_running = false;
};

} // namespace ops::infra
