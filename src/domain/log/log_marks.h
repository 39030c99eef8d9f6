#pragma once

#include "domain/log/log_history.h"
#include "domain/log/log_marker.h"

#include <deque>
#include <string>
#include <vector>

namespace ops::domain {

// The rows of our own that were put among the lines of a log, remembered so that they can come back when a store has
// let go of them: no engine has those. One thread.
class LogMarks {
public:
    // The newest ones are kept; each is a few hundred bytes.
    static constexpr size_t most = 10'000;

    struct Mark {
        qint64 ns = 0; // its place among stamps; never earlier than that of the one before
        LogTime time;  // as it is shown
        std::string line;
        std::string service; // empty: of none
    };

    const Mark& add(const LogMarker& marker, std::string_view service, qint64 utcNs);
    // Those before the seam, from `fromNs` on; nothing: from the first one on.
    std::vector<Mark> before(const LogSeam& seam, std::optional<qint64> fromNs) const;

private:
    std::deque<Mark> m_marks;
};

LogTag logMarkTag();

} // namespace ops::domain
