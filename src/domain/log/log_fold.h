#pragma once

#include "domain/log/log_parser.h"

namespace ops::domain {

// Folds the lines of one service and channel, in their order, into heads and what continues them: stack traces, panic
// messages, indented text. Gives each line its tag and time. A value; one stream.
class LogFold {
public:
    struct Columns {
        LogTag tag;
        LogTime time;
        // For ordering: a continuation has the time of its head, so that nothing comes between them.
        std::optional<qint64> orderNs;
    };
    Columns next(const ParsedLogLine& parsed, LogChannel channel);
    // A piece of a line that is longer than the store's limit: the next line continues this one.
    void nextIsSameLine() { m_sameLine = true; }

private:
    bool continues(const ParsedLogLine& parsed);

    enum class Open { Nothing, RustMessage, RustPanic, Traceback, GoPanic };
    Open m_open = Open::Nothing;
    bool m_anyHead = false;
    bool m_sameLine = false;
    bool m_lastContinued = false; // the line before was a continuation, or opened a bracket
    LogLevel m_headLevel = LogLevel::None;
    std::optional<qint64> m_headNs;
    LogTime m_lastTime;
};

} // namespace ops::domain
