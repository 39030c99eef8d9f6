#include "domain/log/log_fold.h"

#include "domain/log/log_stamp.h"

namespace ops::domain {
namespace {

bool opensBracket(std::string_view text)
{
    const size_t last = text.find_last_not_of(' ');
    return last != std::string_view::npos && (text[last] == '{' || text[last] == '[' || text[last] == '(');
}

} // namespace

// Decides by the line's shape and by what is open; keeps what is open up to date.
bool LogFold::continues(const ParsedLogLine& parsed)
{
    if (m_sameLine) {
        m_sameLine = false;
        return m_anyHead;
    }
    if (parsed.format != LogFormat::Plain) {
        m_open = Open::Nothing;
        return parsed.shape == LogShape::Continuation && m_anyHead;
    }
    switch (parsed.shape) {
    case LogShape::RustPanic:
        // Since Rust 1.73 the message stands on the next line.
        m_open = parsed.message.ends_with(':') ? Open::RustMessage : Open::RustPanic;
        return false;
    case LogShape::Traceback:
        m_open = Open::Traceback;
        return false;
    case LogShape::GoPanic:
        m_open = Open::GoPanic;
        return false;
    case LogShape::Continuation:
        if (m_open == Open::RustMessage)
            m_open = Open::RustPanic;
        return m_anyHead;
    case LogShape::Closer:
        return m_anyHead && m_lastContinued;
    case LogShape::Blank:
        if (m_open == Open::GoPanic)
            return true;
        m_open = Open::Nothing;
        return false;
    case LogShape::Head:
        break;
    }
    switch (m_open) {
    case Open::RustMessage:
        m_open = Open::RustPanic;
        return true;
    case Open::Traceback: // "RuntimeError: …" is its last line
        m_open = Open::Nothing;
        return true;
    case Open::GoPanic: // "main.main()"
        if (parsed.message.ends_with(')') || parsed.message.starts_with("exit status "))
            return true;
        break;
    case Open::RustPanic:
    case Open::Nothing:
        break;
    }
    m_open = Open::Nothing;
    return false;
}

LogFold::Columns LogFold::next(const ParsedLogLine& parsed, LogChannel channel)
{
    Columns columns;
    columns.tag.channel = channel;
    const bool continuation = continues(parsed);
    // docker's stamp is of one clock for all services of a host; the line's own is of the service's.
    std::optional<qint64> ns = parsed.carriedNs ? parsed.carriedNs : parsed.utcNs;
    if (continuation) {
        columns.tag.continuation = true;
        columns.tag.level = m_headLevel;
        columns.tag.inferred = m_headLevel != LogLevel::None;
        columns.orderNs = m_headNs;
    } else {
        columns.tag.level = parsed.level;
        columns.tag.inferred = parsed.inferred;
        columns.orderNs = ns;
        m_headLevel = parsed.level;
        m_headNs = ns;
        m_anyHead = true;
    }
    m_lastContinued = continuation || (parsed.format == LogFormat::Plain && opensBracket(parsed.message));
    if (ns)
        m_lastTime = {nsToMs(*ns)};
    columns.tag.inheritedTime = !ns && m_lastTime.known();
    columns.time = m_lastTime;
    return columns;
}

} // namespace ops::domain
