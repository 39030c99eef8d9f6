#include "domain/log/log_formats.h"
#include "domain/log/log_level_words.h"
#include "domain/log/log_stamp.h"

#include <algorithm>

namespace ops::domain {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void skipBlanks(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

// Blanks, tabs and colour.
void skipDecoration(std::string_view& text)
{
    for (;;) {
        skipBlanks(text);
        const size_t length = text.starts_with('\t') ? 1 : escapeSequenceLength(text);
        if (length == 0)
            return;
        text.remove_prefix(length);
    }
}

size_t digitsAt(std::string_view text)
{
    return std::min(text.find_first_not_of("0123456789"), text.size());
}

// "[33] " or "[33-1] ". False where something else stands there.
bool skipBracketedNumber(std::string_view& text)
{
    const size_t end = text.find(']');
    if (text.empty() || text.front() != '[' || end == std::string_view::npos || end < 2 || !isDigit(text[1]) ||
        text.substr(1, end - 1).find_first_not_of("0123456789-") != std::string_view::npos)
        return false;
    text.remove_prefix(end + 1);
    skipBlanks(text);
    return true;
}

std::optional<LogLevel> redisLevel(char sign)
{
    switch (sign) {
    case '.':
    case '-':
        return LogLevel::Debug;
    case '*':
        return LogLevel::Info;
    case '#':
        return LogLevel::Warn;
    default:
        return std::nullopt;
    }
}

struct PostgresWord {
    std::string_view word;
    LogLevel level;
    bool continues;
};
constexpr PostgresWord postgresWords[] = {
    {"LOG", LogLevel::Info, false},      {"INFO", LogLevel::Info, false},    {"NOTICE", LogLevel::Info, false},
    {"WARNING", LogLevel::Warn, false},  {"ERROR", LogLevel::Error, false},  {"FATAL", LogLevel::Fatal, false},
    {"PANIC", LogLevel::Fatal, false},   {"DEBUG", LogLevel::Debug, false},  {"DETAIL", LogLevel::None, true},
    {"HINT", LogLevel::None, true},      {"QUERY", LogLevel::None, true},    {"CONTEXT", LogLevel::None, true},
    {"STATEMENT", LogLevel::None, true}, {"LOCATION", LogLevel::None, true},
};

// A word, or one of pino's numbers. Others are none: a plain line may well say what level a price has reached.
std::optional<LogLevel> logfmtLevel(std::string_view value)
{
    if (value.size() != 2 || !isDigit(value[0]) || !isDigit(value[1]))
        return levelFromWord(value);
    const int number = (value[0] - '0') * 10 + (value[1] - '0');
    return number >= 10 && number <= 60 ? std::optional(levelFromNumber(number)) : std::nullopt;
}

const PostgresWord* postgresWord(std::string_view rest)
{
    const size_t colon = rest.find(':');
    if (colon == std::string_view::npos || colon + 2 >= rest.size() || rest[colon + 1] != ' ' || rest[colon + 2] != ' ')
        return nullptr;
    std::string_view word = rest.substr(0, colon);
    if (word.size() == 6 && word.starts_with("DEBUG") && isDigit(word.back()))
        word.remove_suffix(1); // DEBUG1 to DEBUG5
    for (const PostgresWord& known : postgresWords)
        if (known.word == word)
            return &known;
    return nullptr;
}

constexpr qint64 nsPerSecond = 1'000'000'000;

// A clock of that zone as a moment; what a name means that several zones have is known to the service only.
std::optional<qint64> inNamedZone(qint64 clockNs, std::string_view zone)
{
    const auto ahead = namedZoneOffset(zone);
    return ahead ? std::optional(clockNs - *ahead * nsPerSecond) : std::nullopt;
}

// What follows the stamp of a Postgres line.
bool readAfterPostgresStamp(std::string_view rest, const LogStamp& stamp, ParsedLogLine& parsed)
{
    std::optional<qint64> utcNs = stamp.utcNs;
    bool zoned = stamp.zoned;
    skipBlanks(rest);
    // It prints a number where the zone has no name.
    if (const auto offset = zoned ? std::nullopt : readZoneOffset(rest)) {
        *utcNs -= offset->seconds * nsPerSecond;
        zoned = true;
        rest.remove_prefix(offset->length);
        skipBlanks(rest);
    }
    const size_t zone = std::min(rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), rest.size());
    if (zone >= 2 && zone <= 5 && zone < rest.size() && rest[zone] == ' ') {
        utcNs = zoned ? std::nullopt : inNamedZone(stamp.utcNs, rest.substr(0, zone));
        rest.remove_prefix(zone);
        skipBlanks(rest);
    }
    if (!skipBracketedNumber(rest))
        return false;
    // A log_line_prefix may add user@database.
    const PostgresWord* word = postgresWord(rest);
    const size_t blank = rest.find(' ');
    if (word == nullptr && blank != std::string_view::npos &&
        rest.substr(0, blank).find('@') != std::string_view::npos) {
        rest.remove_prefix(blank + 1);
        word = postgresWord(rest);
    }
    if (word == nullptr)
        return false;
    rest.remove_prefix(rest.find(':') + 1);
    skipBlanks(rest);
    parsed.format = LogFormat::Postgres;
    parsed.shape = word->continues ? LogShape::Continuation : LogShape::Head;
    parsed.utcNs = utcNs;
    parsed.level = word->level;
    parsed.message = rest;
    return true;
}

} // namespace

bool readNatsLine(std::string_view line, ParsedLogLine& parsed)
{
    std::string_view rest = line;
    if (rest.front() != '[' || !skipBracketedNumber(rest))
        return false;
    const auto stamp = readSlashStamp(rest);
    if (!stamp)
        return false;
    rest.remove_prefix(stamp->length);
    skipBlanks(rest);
    constexpr size_t bracketed = 5; // "[INF]"
    if (rest.size() < bracketed || rest[0] != '[' || rest[4] != ']')
        return false;
    const auto level = levelFromWord(rest.substr(1, 3));
    if (!level)
        return false;
    rest.remove_prefix(bracketed);
    skipBlanks(rest);
    parsed.format = LogFormat::NatsServer;
    parsed.utcNs = stamp->utcNs;
    parsed.level = *level;
    parsed.message = rest;
    return true;
}

bool readRedisLine(std::string_view line, ParsedLogLine& parsed)
{
    std::string_view rest = line;
    const size_t pid = digitsAt(rest);
    // "1:M ": process, and its role: master, replica, child, sentinel.
    if (pid == 0 || rest.size() < pid + 3 || rest[pid] != ':' || rest[pid + 1] < 'A' || rest[pid + 1] > 'Z' ||
        rest[pid + 2] != ' ')
        return false;
    rest.remove_prefix(pid + 3);
    const auto stamp = readNamedMonthStamp(rest);
    if (!stamp || rest.size() < stamp->length + 2)
        return false;
    rest.remove_prefix(stamp->length);
    const auto level = rest[0] == ' ' ? redisLevel(rest[1]) : std::nullopt;
    if (!level)
        return false;
    rest.remove_prefix(2);
    skipBlanks(rest);
    parsed.format = LogFormat::Redis;
    parsed.utcNs = stamp->utcNs;
    parsed.level = *level;
    parsed.message = rest;
    return true;
}

namespace {

// Behind a stamp: "ERROR x", "[error] x", "error: x" and "error  x". The word of "Error while reading" is of the text,
// and that of "trace_id=5" is none.
bool isLevelColumn(std::string_view word, std::string_view after)
{
    if (after.empty())
        return true;
    if (after.front() == ' ' && !after.starts_with("  "))
        return std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return std::string_view(" ]>:|,\t\x1b").find(after.front()) != std::string_view::npos;
}

LogLevel levelFromSentence(LogLevel firstWord, std::string_view behind, std::string_view text)
{
    const LogLevel inText = levelFromText(text);
    const bool isWord = behind.starts_with(' ') || behind.starts_with('.') || behind.starts_with('!');
    return inText == LogLevel::None && isWord && !text.starts_with("Log") && !text.starts_with("log") ? firstWord
                                                                                                      : inText;
}

} // namespace

bool readStampedLine(std::string_view line, const std::optional<LogStamp>& seen, ParsedLogLine& parsed)
{
    std::string_view rest = line;
    std::optional<LogStamp> stamp = seen;
    bool bracket = false;
    if (!stamp) {
        skipDecoration(rest);
        bracket = rest.starts_with('[');
        if (bracket)
            rest.remove_prefix(1);
        stamp = readIsoStamp(rest);
    }
    if (!stamp)
        return false;
    rest.remove_prefix(stamp->length);
    if (!bracket && readAfterPostgresStamp(rest, *stamp, parsed))
        return true;
    const size_t zone = stamp->zoned ? 0 : namedZoneLength(rest);
    const auto utcNs = zone == 0 ? std::optional(stamp->utcNs) : inNamedZone(stamp->utcNs, rest.substr(1, zone - 1));
    rest.remove_prefix(zone);
    if (bracket) {
        if (!rest.starts_with(']'))
            return false;
        rest.remove_prefix(1);
    }
    skipDecoration(rest);
    const std::string_view afterStamp = rest;
    while (!rest.empty() && (rest.front() == '[' || rest.front() == '<'))
        rest.remove_prefix(1);
    const size_t length =
        std::min(rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), rest.size());
    const std::string_view word = rest.substr(0, length);
    const auto level = levelFromWord(word);
    parsed.format = LogFormat::Stamped;
    parsed.utcNs = utcNs;
    if (level && isLevelColumn(word, rest.substr(length))) {
        rest.remove_prefix(length);
        rest.remove_prefix(std::min(rest.find_first_not_of("]>:"), rest.size()));
        skipDecoration(rest);
        parsed.level = *level;
        parsed.message = rest;
    } else {
        parsed.level = levelFromSentence(level.value_or(LogLevel::None), rest.substr(length), afterStamp);
        parsed.inferred = parsed.level != LogLevel::None;
        parsed.message = afterStamp;
    }
    return true;
}

bool readLogfmtLine(std::string_view line, ParsedLogLine& parsed)
{
    ParsedLogLine read = parsed;
    bool hasLevel = false;
    bool hasTime = false;
    std::string_view rest = line;
    while (!rest.empty()) {
        skipBlanks(rest);
        const size_t equals = rest.find_first_of("= \"");
        if (equals == std::string_view::npos || equals == 0 || rest[equals] != '=')
            break;
        const std::string_view key = rest.substr(0, equals);
        rest.remove_prefix(equals + 1);
        std::string_view value;
        const bool quoted = rest.starts_with('"');
        if (quoted) {
            size_t end = 1;
            while (end < rest.size() && rest[end] != '"')
                end += rest[end] == '\\' ? 2 : 1;
            end = std::min(end, rest.size());
            value = rest.substr(1, end - 1);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        } else {
            const size_t end = std::min(rest.find(' '), rest.size());
            value = rest.substr(0, end);
            rest.remove_prefix(end);
        }
        if (key == "level" || key == "lvl" || key == "severity") {
            const auto level = logfmtLevel(value);
            hasLevel = hasLevel || level.has_value();
            read.level = level.value_or(read.level);
        } else if (key == "time" || key == "ts" || key == "t" || key == "timestamp") {
            auto stamp = readIsoStamp(value);
            stamp = stamp ? stamp : readEpochStamp(value);
            hasTime = hasTime || stamp.has_value();
            read.utcNs = stamp ? stamp->utcNs : read.utcNs;
        } else if (key == "msg" || key == "message") {
            read.message = value;
            read.escaped = quoted;
        } else if (key == "service" && read.service.empty()) {
            read.service = value;
        }
        // A plain line may well begin with a word and an equals sign; logfmt says its level or time early on.
        constexpr size_t early = 160;
        if (!hasLevel && !hasTime && line.size() - rest.size() > early)
            return false;
    }
    if (!hasLevel && !hasTime)
        return false;
    read.format = LogFormat::Logfmt;
    if (!hasLevel) {
        read.level = levelFromText(read.message);
        read.inferred = read.level != LogLevel::None;
    }
    parsed = read;
    return true;
}

} // namespace ops::domain
