#include "domain/log/json_scan.h"
#include "domain/log/log_formats.h"
#include "domain/log/log_level_words.h"
#include "domain/log/log_stamp.h"

#include <charconv>
#include <cstring>

namespace ops::domain {
namespace {

enum class Field { Other, Level, Time, Message, Service, Nested };

// The key has as many bytes as the word.
template <size_t Size>
bool is(std::string_view key, const char (&word)[Size])
{
    return memcmp(key.data(), word, Size - 1) == 0;
}

Field fieldOf(std::string_view key)
{
    switch (key.size()) {
    case 2:
        return is(key, "ts") ? Field::Time : Field::Other;
    case 3:
        if (is(key, "msg"))
            return Field::Message;
        return is(key, "lvl") ? Field::Level : Field::Other;
    case 4:
        return is(key, "time") ? Field::Time : Field::Other;
    case 5:
        return is(key, "level") ? Field::Level : Field::Other;
    case 6:
        return is(key, "fields") ? Field::Nested : Field::Other;
    case 7:
        if (is(key, "message"))
            return Field::Message;
        return is(key, "service") ? Field::Service : Field::Other;
    case 8:
        return is(key, "severity") ? Field::Level : Field::Other;
    case 9:
        return is(key, "timestamp") ? Field::Time : Field::Other;
    case 10:
        return is(key, "@timestamp") ? Field::Time : Field::Other;
    default:
        return Field::Other;
    }
}

// ".0" behind a number: what writes it has floating-point numbers only.
bool isZeroFraction(std::string_view text)
{
    return text.size() > 1 && text.front() == '.' && text.find_first_not_of('0', 1) == std::string_view::npos;
}

// A word, or a number as pino has them. Of others nobody knows which way they count: syslog's 3 is an error.
std::optional<LogLevel> levelOf(const JsonScan::Member& member)
{
    int number = 0;
    const char* const end = member.value.data() + member.value.size();
    const auto read = std::from_chars(member.value.data(), end, number);
    if (read.ec == std::errc() && (read.ptr == end || isZeroFraction({read.ptr, end})))
        return number >= 10 && number <= 60 ? std::optional(levelFromNumber(number)) : std::nullopt;
    return member.kind == JsonScan::Kind::String ? levelFromWord(member.value) : std::nullopt;
}

std::optional<qint64> timeOf(const JsonScan::Member& member)
{
    auto stamp = member.kind == JsonScan::Kind::String ? readIsoStamp(member.value) : std::nullopt;
    if (!stamp)
        stamp = readEpochStamp(member.value);
    return stamp ? std::optional(stamp->utcNs) : std::nullopt;
}

// Rust tracing keeps its message one level down.
std::string_view nestedMessage(std::string_view object)
{
    JsonScan scan(object);
    JsonScan::Member member;
    if (scan.enterObject())
        while (scan.next(member))
            if (member.kind == JsonScan::Kind::String && fieldOf(member.key) == Field::Message)
                return member.value;
    return {};
}

} // namespace

bool readJsonLine(std::string_view line, LogParts parts, ParsedLogLine& parsed)
{
    JsonScan scan(line);
    if (!scan.enterObject())
        return false;
    bool anyMember = false;
    bool hasLevel = false;
    std::string_view message;
    std::string_view service;
    std::optional<qint64> utcNs;
    LogLevel level = LogLevel::None;
    const bool wantsService = parts != LogParts::AttributesWithoutService && parsed.carriedService.empty();
    JsonScan::Member member;
    while (scan.next(member)) {
        anyMember = true;
        switch (fieldOf(member.key)) {
        case Field::Level:
            if (const auto read = hasLevel ? std::nullopt : levelOf(member)) {
                level = *read;
                hasLevel = true;
            }
            break;
        case Field::Time:
            if (!utcNs)
                utcNs = timeOf(member);
            break;
        case Field::Message:
            if (message.empty() && member.kind == JsonScan::Kind::String)
                message = member.value;
            break;
        case Field::Service:
            if (service.empty() && member.kind == JsonScan::Kind::String)
                service = member.value;
            break;
        case Field::Nested:
            if (message.empty() && member.kind == JsonScan::Kind::Object)
                message = nestedMessage(member.value);
            break;
        case Field::Other:
            break;
        }
        const bool enough = hasLevel && utcNs && (!wantsService || !service.empty());
        if (parts != LogParts::All && enough)
            break;
    }
    if (!anyMember)
        return false;
    parsed.format = LogFormat::Json;
    parsed.utcNs = utcNs;
    parsed.escaped = !message.empty();
    if (!message.empty())
        parsed.message = message;
    if (service.find('\\') == std::string_view::npos)
        parsed.service = service;
    parsed.level = hasLevel ? level : levelFromText(parsed.message);
    parsed.inferred = !hasLevel && parsed.level != LogLevel::None;
    return true;
}

} // namespace ops::domain
