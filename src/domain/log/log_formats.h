#pragma once

#include "domain/log/log_parser.h"
#include "domain/log/log_stamp.h"

// One function a format. Each returns false and changes nothing where the line is not of its format. The line has no
// ending and no prefixes.
namespace ops::domain {

bool readJsonLine(std::string_view line, LogParts parts, ParsedLogLine& parsed);
bool readNatsLine(std::string_view line, ParsedLogLine& parsed);
bool readRedisLine(std::string_view line, ParsedLogLine& parsed);
// Postgres as well. `stamp`: what the line begins with, where somebody has looked already.
bool readStampedLine(std::string_view line, const std::optional<LogStamp>& stamp, ParsedLogLine& parsed);
bool readLogfmtLine(std::string_view line, ParsedLogLine& parsed);
// Any line: shape, and the level that its words suggest.
void readPlainLine(std::string_view line, ParsedLogLine& parsed);

// Any line, in whichever of these formats it is.
void readBareLine(std::string_view line, LogParts parts, ParsedLogLine& parsed);

// A line of docker's json-file, and what it wraps: the line of a service in any format. parsed.carriedNs: of a stamp
// that stood in front of it. To be asked only where maybeDockerLine().
bool readDockerLine(std::string_view line, LogParts parts, ParsedLogLine& parsed);
inline bool maybeDockerLine(std::string_view line)
{
    return line.starts_with(R"({"log":")");
}

} // namespace ops::domain
