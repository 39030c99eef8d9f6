#pragma once

#include "domain/log/log_types.h"

#include <optional>
#include <string>
#include <string_view>

// Reads one line of a service's log, whatever format it has. Pure; any thread. Never fails: a line in no known format
// is plain text. Views point into the line.
namespace ops::domain {

enum class LogFormat : quint8 {
    Plain,      // no format, or one that nobody told us about
    Json,       // an object: the shared logger, pino, Rust tracing, a headless service
    Stamped,    // a stamp and a level word: "2026-01-30T18:04:11Z  INFO …"
    NatsServer, // "[1] 2026/01/30 18:04:11.100200 [INF] …"
    Redis,      // "1:M 30 Jan 2026 18:04:11.100 * …"
    Postgres,   // "2026-01-30 18:04:11.100 UTC [33] ERROR:  …"
    Logfmt,     // "time=… level=info msg=…"
};

// What a plain line is to those around it.
enum class LogShape : quint8 {
    Head,         // begins something of its own
    Continuation, // indented, or one of the words that only ever continue
    Closer,       // nothing but closing brackets: continues what was open
    Blank,
    RustPanic, // "thread 'main' panicked at …"
    Traceback, // Python's
    GoPanic,
};

struct ParsedLogLine {
    LogFormat format = LogFormat::Plain;
    LogShape shape = LogShape::Head;
    LogLevel level = LogLevel::None;
    bool inferred = false;           // the level was guessed from the words
    std::optional<qint64> utcNs;     // the line's own stamp
    std::optional<qint64> carriedNs; // the stamp that docker --timestamps put in front
    std::string_view carriedService; // the container that docker compose logs put in front
    std::string_view service;        // as the line itself says it; empty: it does not say
    std::string_view message;        // what a person wants to read; the whole line where nothing is known
    bool escaped = false;            // message and service are the inside of JSON strings: see jsonUnescaped()
    // The line is of docker's json-file and wraps another, which all of this is said of: carriedNs is docker's stamp,
    // and the message is inside the string that has the wrapped line, its escapes once more escaped.
    bool wrapped = false;
    bool unended = false;              // docker cut the line here: its next one of that channel goes on with it
    std::optional<LogChannel> channel; // as the line itself says it
};

// Attributes: without the message, and no further than needed. NoService: nobody asks which service it is.
enum class LogParts : quint8 { All, Attributes, AttributesWithoutService };

// `line` has no line ending. Prefixes of "docker compose logs" and of "docker logs --timestamps" are understood.
ParsedLogLine parseLogLine(std::string_view line, LogParts parts = LogParts::All);
// The same for a line that is known to be of `service`: what stands before its first bar is of docker compose only
// where it is that name, and a column of the line's own otherwise. Empty: nobody knows whose it is.
ParsedLogLine parseLogLineOf(std::string_view service, std::string_view line);
// The message in UTF-8, its escapes resolved.
std::string messageText(const ParsedLogLine& parsed);
// The line that a line of docker's json-file wraps, without its ending; nothing for any other line.
std::optional<std::string> dockerLineText(std::string_view line);

} // namespace ops::domain
