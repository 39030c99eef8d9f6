#include "domain/log/log_parser.h"

#include "domain/log/json_scan.h"
#include "domain/log/log_formats.h"
#include "domain/log/log_level_words.h"
#include "domain/log/log_stamp.h"

#include <algorithm>

namespace ops::domain {
namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

// "titan-brain  | " as docker compose logs puts it in front, coloured on a terminal. Returns its length, 0: none.
size_t composePrefix(std::string_view line, std::string_view& service)
{
    size_t at = escapeSequenceLength(line);
    const size_t start = at;
    while (at < line.size() && isNameCharacter(line[at]))
        ++at;
    const size_t end = at;
    while (at < line.size() && line[at] == ' ')
        ++at;
    // Compose pads with two blanks at least; a table in a banner rarely does.
    if (end == start || at < end + 2 || at >= line.size() || line[at] != '|')
        return 0;
    ++at;
    at += escapeSequenceLength(line.substr(at));
    if (at < line.size() && line[at] == ' ')
        ++at;
    at += escapeSequenceLength(line.substr(at)); // version 2 ends its colour behind the blank
    service = line.substr(start, end - start);
    return at;
}

// What `docker logs --timestamps` puts in front: nine digits of fraction, "Z" and one blank. No logger writes that.
bool isCarried(const LogStamp& stamp, std::string_view line)
{
    constexpr size_t length = std::string_view("2026-01-30T18:04:11.207113123Z").size();
    return stamp.length == length && line.size() > length && line[length - 1] == 'Z' && line[length] == ' ';
}

// Editors and shells of Windows put it in front of a file.
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

// It says its level itself, or has none by its format.
bool knowsItsLevel(const ParsedLogLine& stamped)
{
    return stamped.format != LogFormat::Stamped || (stamped.level != LogLevel::None && !stamped.inferred);
}

// A stamp with no level behind it may stand before a line of another format: kubectl and many scripts put one there.
// The stamp is the line's time, as for any other line that begins with one.
void readBehindStamp(LogParts parts, ParsedLogLine& parsed)
{
    const std::string_view line = parsed.message;
    if (line.empty())
        return;
    ParsedLogLine behind;
    behind.message = line;
    behind.carriedService = parsed.carriedService;
    ParsedLogLine stamped = behind;
    if (readStampedLine(line, std::nullopt, stamped) && knowsItsLevel(stamped))
        behind = stamped;
    else if (!readJsonLine(line, parts, behind) && !readLogfmtLine(line, behind))
        return;
    behind.carriedNs = parsed.carriedNs;
    behind.utcNs = parsed.utcNs ? parsed.utcNs : behind.utcNs;
    parsed = behind;
}

bool readStamped(std::string_view line, const std::optional<LogStamp>& stamp, LogParts parts, ParsedLogLine& parsed)
{
    if (!readStampedLine(line, stamp, parsed))
        return false;
    if (!knowsItsLevel(parsed))
        readBehindStamp(parts, parsed);
    return true;
}

// Inline, because every line goes this way and a call would show in what reading ten million of them takes.
[[gnu::always_inline]] inline void readAnyFormat(std::string_view line, const std::optional<LogStamp>& stamp,
                                                 LogParts parts, ParsedLogLine& parsed)
{
    parsed.message = line;
    const bool known =
        !line.empty() && (readJsonLine(line, parts, parsed) || readStamped(line, stamp, parts, parsed) ||
                          readNatsLine(line, parsed) || readRedisLine(line, parsed) || readLogfmtLine(line, parsed));
    if (!known)
        readPlainLine(line, parsed);
}

// `service`: whose prefix may stand there; empty: anybody's.
ParsedLogLine parse(std::string_view line, LogParts parts, std::string_view service)
{
    ParsedLogLine parsed;
    std::optional<LogStamp> stamp;
    if (!line.empty() && line.front() != '{') {
        if (line.starts_with(byteOrderMark))
            line.remove_prefix(byteOrderMark.size());
        stamp = readIsoStamp(line);
        if (!stamp) {
            std::string_view container;
            const size_t prefix = composePrefix(line, container);
            if (service.empty() || container == service) {
                parsed.carriedService = container;
                line.remove_prefix(prefix);
            }
            stamp = parsed.carriedService.empty() ? std::nullopt : readIsoStamp(line);
        }
        if (stamp && isCarried(*stamp, line)) {
            parsed.carriedNs = stamp->utcNs;
            line.remove_prefix(stamp->length + 1);
            stamp = readIsoStamp(line);
        }
    }
    if (!maybeDockerLine(line) || !readDockerLine(line, parts, parsed))
        readAnyFormat(line, stamp, parts, parsed);
    return parsed;
}

} // namespace

void readBareLine(std::string_view line, LogParts parts, ParsedLogLine& parsed)
{
    readAnyFormat(line, std::nullopt, parts, parsed);
}

ParsedLogLine parseLogLine(std::string_view line, LogParts parts)
{
    return parse(line, parts, {});
}

ParsedLogLine parseLogLineOf(std::string_view service, std::string_view line)
{
    return parse(line, LogParts::All, service);
}

std::string messageText(const ParsedLogLine& parsed)
{
    std::string text = parsed.wrapped ? jsonUnescaped(parsed.message) : std::string(parsed.message);
    return parsed.escaped ? jsonUnescaped(text) : text;
}

} // namespace ops::domain
