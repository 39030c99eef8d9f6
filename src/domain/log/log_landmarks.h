#pragma once

#include "domain/log/log_reader.h"

#include <optional>

namespace ops::domain {

// What a log has that filters are offered for: lines on standard error, and the last halt. Looks at each line once, as
// they come. A value; any thread, one at a time.
class LogLandmarks {
public:
    // At all lines that have been read since. Pins and unpins.
    void look(LogReader& reader);

    bool anyOnErrorChannel() const { return m_anyOnErrorChannel; }
    // Lines of which nobody knows whose they are; rows of our own are none.
    bool anyWithoutService() const { return m_anyWithoutService; }
    // When a halt was sent last, by this console or by somebody else; unknown: there is none among the lines.
    LogTime lastHalt() const { return m_lastHalt; }

private:
    std::optional<LogSeq> m_seen; // lines before it were looked at
    LogSeq m_first;               // of the store, when that was
    bool m_anyOnErrorChannel = false;
    bool m_anyWithoutService = false;
    LogTime m_lastHalt;
};

} // namespace ops::domain
