#pragma once

#include "domain/log/log_types.h"

#include <QString>
#include <QStringList>

#include <bitset>
#include <optional>
#include <vector>

namespace ops::domain {

class LogStore;

enum class LogTextKind : quint8 { Literal, Regex };

// A text to look for in a line's bytes. Without caseSensitive the case of ASCII letters is ignored, and of other
// letters as Unicode has it where the text has any. In a regular expression \w, \d and \b are about ASCII; a literal is
// found as JSON may spell it, too: `\"` for `"`. A line with terminal escape sequences has the text with them or
// without.
struct LogTextTerm {
    QString text;
    LogTextKind kind = LogTextKind::Literal;
    bool caseSensitive = false;

    bool operator==(const LogTextTerm&) const = default;
};

// Which lines to show. All conditions must hold. A head and the lines that continue it are shown or hidden together:
// each `include` must be found in one of these lines; everything else is asked of the head alone. A value.
struct LogFilter {
    std::vector<LogTextTerm> include;   // all of them must be found
    std::vector<LogTextTerm> exclude;   // none of them may
    LogLevel minLevel = LogLevel::None; // None: any, lines without a level too
    QStringList services;               // empty: any; an empty name: lines that have no service
    std::optional<LogChannel> channel;
    LogTime from;  // inclusive
    LogTime until; // exclusive
    // Gaps and command markers are shown whatever the texts, level and channel: nothing is hidden in silence. False:
    // they are lines like others, for a search among them.
    bool keepMarkers = true;

    bool operator==(const LogFilter&) const = default;
    bool acceptsEverything() const { return *this == LogFilter(); }

    // The runbook's two: grep -i error, grep -i panic.
    static LogFilter errors();
    static LogFilter panics();
};

// True when everything that `next` accepts was accepted by `before` as well, so that only those lines have to be looked
// at. False when that is not certain.
bool isNarrower(const LogFilter& next, const LogFilter& before);

// The part of a filter that is not about text, ready for one store.
class LogAttributeFilter {
public:
    // Names that the store does not know yet match nothing: make it anew when there are more.
    LogAttributeFilter(const LogFilter& filter, const LogStore& store);

    bool accepts(LogTag tag, LogTime time, LogService service) const;
    bool acceptsEverything() const { return m_everything; }
    // This line is shown without a look at its text.
    bool isKeptMarker(LogTag tag) const { return tag.marker && m_keepMarkers; }

private:
    std::bitset<maxLogServices + 1> m_services;
    std::optional<LogChannel> m_channel;
    LogLevel m_minLevel;
    LogTime m_from;
    LogTime m_until;
    bool m_keepMarkers;
    bool m_everything;
};

} // namespace ops::domain
