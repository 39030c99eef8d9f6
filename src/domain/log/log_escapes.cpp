#include "domain/log/log_escapes.h"

#include "domain/log/log_formats.h"
#include "domain/log/log_level_words.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace ops::domain {
namespace {

constexpr char escape = '\x1b';
constexpr char bell = '\a';
constexpr size_t spelledLength = 6; // "\u001b"
// The backslash of any other escape, for as long as it could be taken for the end of a sequence.
constexpr char otherEscape = '\x01';

// Asked for every line that comes in: one look at it for both signs, sixteen bytes at a time.
using Bytes = signed char __attribute__((vector_size(16)));
using Words = long long __attribute__((vector_size(16)));

Words signsAt(const char* at)
{
    Bytes bytes;
    memcpy(&bytes, at, sizeof bytes);
    return reinterpret_cast<Words>((bytes == escape) | (bytes == '\\'));
}

bool hasSign(std::string_view line)
{
    constexpr size_t width = sizeof(Bytes);
    if (line.size() < width)
        return line.find_first_of("\x1b\\") != std::string_view::npos;
    Words seen = signsAt(line.data() + line.size() - width);
    for (size_t at = 0; at + width <= line.size(); at += width)
        seen |= signsAt(line.data() + at);
    return (seen[0] | seen[1]) != 0;
}

// "\u001b" for the digits "1b", in either case.
bool isSpelled(std::string_view text, std::string_view digits)
{
    constexpr char caseBit = 0x20;
    return text.size() >= spelledLength && text.starts_with("\\u00") && text[4] == digits[0] &&
           (text[5] | caseBit) == digits[1];
}

// What follows a backslash belongs to it: an escaped one begins nothing, but in docker's json-file, which spells what
// it wraps once more.
bool hasSpelledEscape(std::string_view line)
{
    for (size_t at = line.find('\\'); at != std::string_view::npos; at = line.find('\\', at + 2))
        if (isSpelled(line.substr(at), "1b") || isSpelled(line.substr(at + 1), "1b"))
            return true;
    return false;
}

// What a terminal would get of the sequences in a JSON string; everything else as JSON writes it, but for otherEscape.
std::string unspelled(std::string_view line)
{
    std::string text;
    text.reserve(line.size());
    for (size_t at = line.find('\\'); at != std::string_view::npos; at = line.find('\\')) {
        text += line.substr(0, at);
        line.remove_prefix(at);
        if (isSpelled(line, "1b")) {
            text += escape;
            line.remove_prefix(spelledLength);
            if (line.starts_with("\\\\")) { // ESC backslash ends a title
                text += '\\';
                line.remove_prefix(2);
            }
        } else if (isSpelled(line, "07")) {
            text += bell;
            line.remove_prefix(spelledLength);
        } else {
            text += otherEscape;
            text += line.substr(1, 1);
            line.remove_prefix(std::min<size_t>(2, line.size()));
        }
    }
    text += line;
    return text;
}

// The lengths of the sequences of one line, asked for from left to right.
class Sequences {
public:
    explicit Sequences(std::string_view line)
        : m_line(line)
    {
    }

    // Of the one that the ESC at `at` begins; 0: it begins none.
    size_t lengthAt(size_t at)
    {
        const std::string_view text = m_line.substr(at);
        if (!text.substr(1).starts_with(']'))
            return escapeSequenceLength(text);
        // A title or a link. Of many that do not end, each would be read again for all that follow: where the next end
        // is stays known.
        if (m_end < at + 2)
            findEnd(at + 2);
        if (m_end == std::string_view::npos)
            return 0;
        const size_t length = m_end - at + (m_line[m_end] == bell ? 1 : 2);
        return length <= longestEscapeSequence ? length : 0;
    }

private:
    // Of a title: BEL, or ESC backslash.
    void findEnd(size_t from)
    {
        for (m_end = m_line.find_first_of("\a\x1b", from); m_end != std::string_view::npos;
             m_end = m_line.find_first_of("\a\x1b", m_end + 1))
            if (m_line[m_end] == bell || m_line.substr(m_end + 1).starts_with('\\'))
                return;
    }

    std::string_view m_line;
    size_t m_end = 0; // where the next title's end begins
};

// The table looks for a message no further than this.
constexpr size_t parsedBytes = size_t{64} * 1024;

bool addUnwrapped(std::string_view line, bool continues, std::string& text)
{
    const size_t before = text.size();
    std::string spelledOut;
    if (!continues && hasSpelledEscape(line) && parseLogLine(line.substr(0, parsedBytes)).escaped) {
        spelledOut = unspelled(line);
        line = spelledOut;
    }
    size_t at = line.find(escape);
    if (at == std::string_view::npos)
        return false;
    Sequences sequences(line);
    size_t from = 0;
    for (; at != std::string_view::npos; at = line.find(escape, from)) {
        const size_t length = sequences.lengthAt(at);
        text += line.substr(from, at - from);
        if (length == 0)
            text += escape;
        from = at + std::max<size_t>(1, length);
    }
    text += line.substr(from);
    if (!spelledOut.empty())
        std::replace(text.begin() + static_cast<std::ptrdiff_t>(before), text.end(), otherEscape, '\\');
    return true;
}

} // namespace

bool mayHoldEscapes(std::string_view line)
{
    return hasSign(line) && (line.find(escape) != std::string_view::npos || hasSpelledEscape(line));
}

bool addWithoutEscapes(std::string_view line, bool continues, std::string& text)
{
    std::optional<std::string> wrapped;
    if (maybeDockerLine(line) && hasSpelledEscape(line))
        wrapped = dockerLineText(line.substr(0, parsedBytes));
    return addUnwrapped(wrapped ? std::string_view(*wrapped) : line, continues, text);
}

} // namespace ops::domain
