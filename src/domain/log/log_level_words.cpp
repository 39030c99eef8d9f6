#include "domain/log/log_level_words.h"

#include <algorithm>
#include <array>

namespace ops::domain {
namespace {

struct LevelWord {
    std::string_view word;
    LogLevel level;
};

// The ones that are met most stand first.
constexpr std::array levelWords{
    LevelWord{"info", LogLevel::Info},        LevelWord{"debug", LogLevel::Debug},
    LevelWord{"warn", LogLevel::Warn},        LevelWord{"error", LogLevel::Error},
    LevelWord{"trace", LogLevel::Trace},      LevelWord{"warning", LogLevel::Warn},
    LevelWord{"fatal", LogLevel::Fatal},      LevelWord{"critical", LogLevel::Fatal},
    LevelWord{"inf", LogLevel::Info},         LevelWord{"dbg", LogLevel::Debug},
    LevelWord{"wrn", LogLevel::Warn},         LevelWord{"err", LogLevel::Error},
    LevelWord{"ftl", LogLevel::Fatal},        LevelWord{"trc", LogLevel::Trace},
    LevelWord{"log", LogLevel::Info},         LevelWord{"notice", LogLevel::Info},
    LevelWord{"information", LogLevel::Info}, LevelWord{"verbose", LogLevel::Debug},
    LevelWord{"severe", LogLevel::Error},     LevelWord{"crit", LogLevel::Fatal},
    LevelWord{"alert", LogLevel::Fatal},      LevelWord{"emerg", LogLevel::Fatal},
    LevelWord{"emergency", LogLevel::Fatal},  LevelWord{"panic", LogLevel::Fatal},
};
constexpr size_t longestWord = 12;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool isUpperCase(std::string_view word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A cross, a red circle, a rotating light, a collision; a warning sign. Services write them in place of a level.
LogLevel levelFromEmoji(std::string_view at)
{
    for (const std::string_view sign : {"\xe2\x9d\x8c", "\xf0\x9f\x94\xb4", "\xf0\x9f\x9a\xa8", "\xf0\x9f\x92\xa5"})
        if (at.starts_with(sign))
            return LogLevel::Error;
    return at.starts_with("\xe2\x9a\xa0") ? LogLevel::Warn : LogLevel::None;
}

// What a word says in its place: in capitals it is a level; in other letters only where its neighbours make it one.
LogLevel levelFromWordInText(std::string_view word, std::string_view after)
{
    if (word == "panicked" && after.starts_with(" at"))
        return LogLevel::Fatal;
    if (word == "Traceback" && after.starts_with(" (most recent call last)"))
        return LogLevel::Error;
    if ((word == "failed" || word == "Failed") && after.starts_with(" to "))
        return LogLevel::Error;
    if (word == "FAILED")
        return LogLevel::Error;
    const bool colon = after.starts_with(':');
    // TypeError: and ValueError: of Node and Python, Exception: of both.
    if (colon && (word.ends_with("Error") || word.ends_with("Exception")))
        return LogLevel::Error;
    if (!colon && !isUpperCase(word))
        return LogLevel::None;
    return word == "log" || word == "LOG" ? LogLevel::None : levelFromWord(word).value_or(LogLevel::None);
}

} // namespace

std::optional<LogLevel> levelFromWord(std::string_view word)
{
    std::array<char, longestWord> folded{};
    if (word.empty() || word.size() > folded.size())
        return std::nullopt;
    std::transform(word.begin(), word.end(), folded.begin(), lower);
    const std::string_view wanted(folded.data(), word.size());
    for (const LevelWord& known : levelWords)
        if (known.word == wanted)
            return known.level;
    return std::nullopt;
}

LogLevel levelFromNumber(int number)
{
    if (number >= 60)
        return LogLevel::Fatal;
    if (number >= 50)
        return LogLevel::Error;
    if (number >= 40)
        return LogLevel::Warn;
    if (number >= 30)
        return LogLevel::Info;
    return number >= 20 ? LogLevel::Debug : LogLevel::Trace;
}

LogLevel levelFromText(std::string_view text)
{
    constexpr size_t looked = 240;
    const std::string_view seen = text.substr(0, looked);
    for (size_t i = 0; i < seen.size();) {
        const char c = seen[i];
        if (isLetter(c)) {
            size_t end = i + 1;
            while (end < seen.size() && isLetter(seen[end]))
                ++end;
            const LogLevel level = levelFromWordInText(seen.substr(i, end - i), text.substr(end));
            if (level != LogLevel::None)
                return level;
            i = end;
        } else if (c == '\x1b') {
            i += std::max<size_t>(1, escapeSequenceLength(seen.substr(i)));
        } else {
            const LogLevel level =
                static_cast<unsigned char>(c) >= 0xe2 ? levelFromEmoji(seen.substr(i)) : LogLevel::None;
            if (level != LogLevel::None)
                return level;
            ++i;
        }
    }
    return LogLevel::None;
}

std::string_view logLevelName(LogLevel level)
{
    static constexpr std::array<std::string_view, 8> names{"", "", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    return names.at(static_cast<size_t>(level));
}

size_t escapeSequenceLength(std::string_view text)
{
    if (text.size() < 2 || text[0] != '\x1b')
        return 0;
    text = text.substr(0, longestEscapeSequence);
    if (text[1] == ']') { // a title or a link: up to BEL or ESC backslash
        for (size_t i = 2; i < text.size(); ++i) {
            if (text[i] == '\a')
                return i + 1;
            if (text[i] == '\x1b' && i + 1 < text.size() && text[i + 1] == '\\')
                return i + 2;
        }
        return 0;
    }
    if (text[1] != '[')
        return text[1] >= 0x30 && text[1] <= 0x7e ? 2 : 0;
    for (size_t i = 2; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= 0x40 && c <= 0x7e)
            return i + 1;
        if (c < 0x20 || c > 0x3f)
            return 0;
    }
    return 0;
}

} // namespace ops::domain
