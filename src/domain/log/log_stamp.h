#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

// The stamps that stand in log lines. Pure; any thread.
namespace ops::domain {

// A moment in UTC nanoseconds since the epoch, and how many bytes of the text it took.
struct LogStamp {
    qint64 utcNs = 0;
    size_t length = 0;
    bool zoned = false; // it says of what zone it is
};

// "2026-01-30T18:04:11.207113Z" at the beginning of `text`: 'T' or a blank between date and time, up to nine digits of
// fraction after a dot or a comma, then "Z", "+01:00", "+0100", "+01", " +01:00", " +0100", " UTC", " GMT", either of
// them with an offset (" UTC+01:00"), or " Z". Where no zone follows, UTC is meant: containers run on it. Years 1970 to
// 2261.
std::optional<LogStamp> readIsoStamp(std::string_view text);

struct LogZoneOffset {
    int seconds = 0; // ahead of UTC
    size_t length = 0;
};
// "+01:00", "+0100" or "+01" at the beginning of `text`.
std::optional<LogZoneOffset> readZoneOffset(std::string_view text);
// The length of " CET" at the beginning of `text`, or of any other name that the C library has for a zone besides UTC;
// 0: none.
size_t namedZoneLength(std::string_view text);
// How far the zone of that name, such as "CET", is ahead of UTC, in seconds. Nothing for a name that several zones
// have, or whose meaning has changed, and for a word that is no zone.
std::optional<int> namedZoneOffset(std::string_view name);

// nats-server: "2026/01/30 18:04:11.100200".
std::optional<LogStamp> readSlashStamp(std::string_view text);
// Redis: "30 Jan 2026 18:04:11.100".
std::optional<LogStamp> readNamedMonthStamp(std::string_view text);
// A whole number since the epoch, the unit judged by its size: seconds (with or without a fraction), milliseconds,
// microseconds or nanoseconds. Nothing before March 1973.
std::optional<LogStamp> readEpochStamp(std::string_view text);

// Milliseconds, rounded down.
constexpr qint64 nsToMs(qint64 ns)
{
    constexpr qint64 nsPerMs = 1'000'000;
    return ns >= 0 ? ns / nsPerMs : -((-ns + nsPerMs - 1) / nsPerMs);
}

} // namespace ops::domain
