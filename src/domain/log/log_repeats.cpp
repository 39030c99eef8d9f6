#include "domain/log/log_repeats.h"

#include "domain/log/log_parser.h"

#include <algorithm>

namespace ops::domain {
namespace {

// What a message is known by stands at its beginning, and a long pattern is slow to look for.
constexpr size_t mostBytes = 200;
constexpr int fewestLetters = 3;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// What \w is about: ASCII.
bool isWordByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '_';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

void appendLiteral(QByteArray& pattern, char c)
{
    if (!isWordByte(c) && c != ' ' && static_cast<unsigned char>(c) < 0x80)
        pattern += '\\';
    pattern += c;
}

// What stands before the message is not the same in all lines that have it. Of the signs there, and the word before
// those, it is: "[INF] ", "ERROR:  ", "\"msg\":\"", the end of a clock.
void appendBefore(QByteArray& pattern, std::string_view before)
{
    // A line of a container, and the same one as docker or docker compose printed it into a file.
    const bool stamped = before.size() > 2 && before.ends_with("Z ") && isDigit(before[before.size() - 3]);
    if (before.empty() || before.ends_with("| ") || stamped) {
        pattern += "(?:^|\\| |\\dZ )";
        return;
    }
    constexpr size_t looked = 60;
    const bool more = before.size() > looked;
    before.remove_prefix(more ? before.size() - looked : 0);
    size_t signs = before.size();
    while (signs > 0 && !isWordByte(before[signs - 1]))
        --signs;
    size_t start = signs;
    while (start > 0 && isWordByte(before[start - 1]))
        --start;
    // A part of a word would not be found.
    const std::string_view word = more && start == 0 ? std::string_view() : before.substr(start, signs - start);
    if (std::any_of(word.begin(), word.end(), isDigit)) {
        // From the word's beginning on: tried at each of its bytes, a long one would take for ever.
        pattern += "\\b";
        pattern += isDigit(word.front()) ? QByteArray("\\d") : QByteArray(1, word.front());
        pattern += "\\w*";
    } else {
        pattern.append(word.data(), static_cast<qsizetype>(word.size()));
    }
    for (const char c : before.substr(signs))
        appendLiteral(pattern, c);
}

// What ends the message, so that one which only begins alike is another.
void appendBehind(QByteArray& pattern, std::string_view before, std::string_view behind)
{
    if (behind.starts_with('"'))
        pattern += "\\\"";
    else if (behind.starts_with('\\'))
        pattern += "\\\\"; // of the escape that goes on, in docker's json-file
    else if (before.ends_with('='))
        pattern += "(?: |$)"; // a bare word of logfmt
    else
        pattern += "\\s*$";
}

} // namespace

std::optional<LogTextTerm> sameMessageAs(std::string_view line)
{
    std::string_view message = parseLogLine(line).message;
    const std::string_view before = line.substr(0, static_cast<size_t>(message.data() - line.data()));
    const std::string_view behind = line.substr(before.size() + message.size());
    const bool cut = message.size() > mostBytes;
    if (cut)
        message = message.substr(0, mostBytes);
    // Whole words only, and no character in part.
    while (cut && !message.empty() &&
           (isWordByte(message.back()) || static_cast<unsigned char>(message.back()) >= 0x80))
        message.remove_suffix(1);
    while (!cut && behind.empty() && !message.empty() && isBlank(message.back()))
        message.remove_suffix(1);
    QByteArray pattern;
    appendBefore(pattern, before);
    int letters = 0;
    for (size_t at = 0; at < message.size();) {
        size_t end = at;
        while (end < message.size() && isWordByte(message[end]))
            ++end;
        const std::string_view word = message.substr(at, end - at);
        if (word.empty()) {
            const auto byte = static_cast<unsigned char>(message[at]);
            if (byte < 0x20)
                return std::nullopt; // what a terminal obeys is no word
            appendLiteral(pattern, message[at++]);
            continue;
        }
        if (std::any_of(word.begin(), word.end(), isDigit)) {
            pattern += "\\w+";
        } else {
            letters += static_cast<int>(std::count_if(word.begin(), word.end(), isLetter));
            pattern.append(word.data(), static_cast<qsizetype>(word.size()));
        }
        at = end;
    }
    if (!cut)
        appendBehind(pattern, before, behind);
    const QString text = QString::fromUtf8(pattern);
    if (letters < fewestLetters || text.contains(QChar(QChar::ReplacementCharacter)))
        return std::nullopt;
    return LogTextTerm{text, LogTextKind::Regex, true};
}

} // namespace ops::domain
