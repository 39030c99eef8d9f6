#include "domain/log/json_pretty.h"

#include <array>

namespace ops::domain {
namespace {

constexpr size_t deepest = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t skipBlanks(std::string_view text, size_t at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

// Behind the string that begins at `at` with its quote.
size_t stringEnd(std::string_view text, size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

void newLine(std::string& out, size_t depth)
{
    out += '\n';
    out.append(2 * depth, ' ');
}

// Says whether a text is one JSON value, by the letter of RFC 8259 but for the bytes of a string, which need not be
// UTF-8: they are shown as they are. Walks without recursion, as deep as prettyJson() lays out.
class Grammar {
public:
    explicit Grammar(std::string_view text)
        : m_text(text)
    {
    }

    bool isOneValue()
    {
        for (;;) {
            m_at = skipBlanks(m_text, m_at);
            const char c = peek();
            if (c == '{' || c == '[') {
                if (m_depth == deepest)
                    return false;
                m_closers.at(m_depth++) = c == '{' ? '}' : ']';
                m_at = skipBlanks(m_text, m_at + 1);
                if (peek() != m_closers.at(m_depth - 1)) {
                    if (c == '{' && !takeKey())
                        return false;
                    continue;
                }
            } else if (!takeScalar()) {
                return false;
            }
            if (!takeBehindValue())
                return false;
            if (m_depth == 0)
                return m_at == m_text.size();
        }
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        const bool there = m_at < m_text.size() && m_text[m_at] == c;
        m_at += there ? 1 : 0;
        return there;
    }
    bool take(std::string_view word)
    {
        const bool there = m_text.substr(m_at).starts_with(word);
        m_at += there ? word.size() : 0;
        return there;
    }
    bool takeDigits()
    {
        const size_t start = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > start;
    }
    // The brackets that close, then what leads to the next value; the end of the text where nothing is open.
    bool takeBehindValue()
    {
        for (;;) {
            m_at = skipBlanks(m_text, m_at);
            if (m_depth == 0)
                return true;
            const char closer = m_closers.at(m_depth - 1);
            if (take(closer)) {
                --m_depth;
                continue;
            }
            return take(',') && (closer == ']' || takeKey());
        }
    }
    // A name and its colon.
    bool takeKey()
    {
        m_at = skipBlanks(m_text, m_at);
        if (peek() != '"' || !takeString())
            return false;
        m_at = skipBlanks(m_text, m_at);
        return take(':');
    }
    bool takeScalar()
    {
        if (peek() == '"')
            return takeString();
        return take("true") || take("false") || take("null") || takeNumber();
    }
    bool takeNumber()
    {
        take('-');
        if (!take('0') && !takeDigits())
            return false;
        if (take('.') && !takeDigits())
            return false;
        if (!take('e') && !take('E'))
            return true;
        if (!take('+'))
            take('-');
        return takeDigits();
    }
    // At its quote.
    bool takeString()
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20 || (c == '\\' && !takeEscape()))
                return false;
        }
        return false;
    }
    // From its backslash to its last byte.
    bool takeEscape()
    {
        ++m_at;
        if (peek() != 'u')
            return m_at < m_text.size() && std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos;
        constexpr std::string_view hexDigits = "0123456789abcdefABCDEF";
        const std::string_view four = m_text.substr(m_at + 1, 4);
        m_at += 4;
        return four.size() == 4 && four.find_first_not_of(hexDigits) == std::string_view::npos;
    }

    std::string_view m_text;
    size_t m_at = 0;
    size_t m_depth = 0;
    std::array<char, deepest> m_closers{};
};

} // namespace

std::string prettyJson(std::string_view text)
{
    size_t at = skipBlanks(text, 0);
    if (at == text.size() || (text[at] != '{' && text[at] != '['))
        return {};
    std::string out;
    out.reserve(text.size() * 2);
    size_t depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            const size_t end = stringEnd(text, at);
            out.append(text.substr(at, end - at));
            at = end;
            continue;
        }
        ++at;
        if (isBlank(c))
            continue;
        if (c == '{' || c == '[') {
            out += c;
            const size_t next = skipBlanks(text, at);
            const bool nothingInIt = next < text.size() && (text[next] == '}' || text[next] == ']');
            if (nothingInIt) {
                out += text[next];
                at = next + 1;
            } else if (++depth > deepest) {
                return {};
            } else {
                newLine(out, depth);
            }
        } else if (c == '}' || c == ']') {
            depth -= depth > 0 ? 1 : 0;
            newLine(out, depth);
            out += c;
        } else if (c == ',') {
            out += c;
            newLine(out, depth);
        } else if (c == ':') {
            out += ": ";
        } else {
            out += c;
        }
    }
    return out;
}

std::optional<std::string> prettyRecord(std::string_view line)
{
    const bool array = line.starts_with('[') && Grammar(line).isOneValue();
    const size_t begin = array ? 0 : line.find('{');
    if (!array && (begin == std::string_view::npos || !Grammar(line.substr(begin)).isOneValue()))
        return std::nullopt;
    const std::string_view before = line.substr(0, begin);
    std::string record;
    if (skipBlanks(before, 0) < before.size()) {
        record = before;
        record += '\n';
    }
    return record += prettyJson(line.substr(begin));
}

} // namespace ops::domain
