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

// Bytes of UTF-8 are letters here: a word is not taken apart in the middle of a character.
bool isWordByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

void appendLiteral(QByteArray& pattern, char c)
{
    if (!isWordByte(c) && c != ' ')
        pattern += '\\';
    pattern += c;
}

} // namespace

std::optional<LogTextTerm> sameMessageAs(std::string_view line)
{
    std::string_view message = parseLogLine(line).message;
    const bool cut = message.size() > mostBytes;
    if (cut) {
        // Whole words only.
        message = message.substr(0, mostBytes);
        while (!message.empty() && isWordByte(message.back()))
            message.remove_suffix(1);
    }
    QByteArray pattern;
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
    const QString text = QString::fromUtf8(pattern);
    if (letters < fewestLetters || text.contains(QChar(QChar::ReplacementCharacter)))
        return std::nullopt;
    return LogTextTerm{text, LogTextKind::Regex, true};
}

} // namespace ops::domain
