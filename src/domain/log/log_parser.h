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
};

// Attributes: without the message, and no further than needed. NoService: nobody asks which service it is.
enum class LogParts : quint8 { All, Attributes, AttributesWithoutService };

// `line` has no line ending. Prefixes of "docker compose logs" and of "docker logs --timestamps" are understood.
ParsedLogLine parseLogLine(std::string_view line, LogParts parts = LogParts::All);
// The message in UTF-8, its escapes resolved.
std::string messageText(const ParsedLogLine& parsed);

} // namespace ops::domain
