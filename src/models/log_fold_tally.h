#pragma once

#include "domain/log/log_reader.h"

#include <deque>
#include <functional>

namespace ops::models {

// How many lines continue heads that are shown, whether they are folded away or open. Counts some at a time, and keeps
// its counts by stretches, so that lines that go need no new count of all others. A value; one thread.
class LogFoldTally {
public:
    using IsShown = std::function<bool(domain::LogSeq head)>;

    // Nothing is counted any more.
    void restart() { m_stretches.clear(); }
    // Lines from there on are to be counted anew.
    void forgetFrom(domain::LogSeq seq);
    // Counts up to `mostRows` lines of [from, to) that have not been counted, of what the reader has pinned and that
    // have been read, and lets go of those before. True: all of them are counted.
    bool count(const domain::LogReader& reader, domain::LogSeq from, domain::LogSeq to, qint64 mostRows,
               const IsShown& isShown);
    qint64 lines() const;

private:
    struct Stretch {
        domain::LogSeq first;
        domain::LogSeq end;
        qint64 lines = 0; // of them that continue a head that is shown
    };
    void letGoBefore(const domain::LogReader& reader, domain::LogSeq from, const IsShown& isShown);

    std::deque<Stretch> m_stretches; // each follows on the one before
};

} // namespace ops::models
