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
    service = line.substr(start, end - start);
    return at;
}

// What `docker logs --timestamps` puts in front: nine digits of fraction, "Z" and one blank. No logger writes that.
bool isCarried(const LogStamp& stamp, std::string_view line)
{
    constexpr size_t length = std::string_view("2026-01-30T18:04:11.207113123Z").size();
    return stamp.length == length && line.size() > length && line[length - 1] == 'Z' && line[length] == ' ';
}

} // namespace

ParsedLogLine parseLogLine(std::string_view line, LogParts parts)
{
    ParsedLogLine parsed;
    std::optional<LogStamp> stamp;
    if (!line.empty() && line.front() != '{') {
        stamp = readIsoStamp(line);
        if (!stamp) {
            line.remove_prefix(composePrefix(line, parsed.carriedService));
            stamp = parsed.carriedService.empty() ? std::nullopt : readIsoStamp(line);
        }
        if (stamp && isCarried(*stamp, line)) {
            parsed.carriedNs = stamp->utcNs;
            line.remove_prefix(stamp->length + 1);
            stamp = readIsoStamp(line);
        }
    }
    parsed.message = line;
    const bool known =
        !line.empty() && (readJsonLine(line, parts, parsed) || readStampedLine(line, stamp, parsed) ||
                          readNatsLine(line, parsed) || readRedisLine(line, parsed) || readLogfmtLine(line, parsed));
    if (!known)
        readPlainLine(line, parsed);
    return parsed;
}

std::string messageText(const ParsedLogLine& parsed)
{
    return parsed.escaped ? jsonUnescaped(parsed.message) : std::string(parsed.message);
}

} // namespace ops::domain
