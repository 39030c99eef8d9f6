#include "domain/log/json_scan.h"

#include <array>
#include <cstring>

namespace ops::domain {
namespace {

// The closing quote of a string whose inside begins at `at`; null where there is none.
const char* closingQuote(const char* at, const char* end)
{
    // Most are short and plain, and over before a call would have begun.
    for (int i = 0; i < 4 && end - at >= 8; ++i, at += 8) {
        const quint64 bytes = eightBytes(at);
        const quint64 marks = marksOf(bytes, '"') | marksOf(bytes, '\\');
        if (marks == 0)
            continue;
        const char* const first = at + firstMarked(marks);
        if (*first == '"')
            return first;
        break;
    }
    while (at < end) {
        const auto* const quote = static_cast<const char*>(memchr(at, '"', static_cast<size_t>(end - at)));
        if (quote == nullptr)
            return nullptr;
        const char* slash = quote;
        while (slash > at && slash[-1] == '\\')
            --slash;
        if ((quote - slash) % 2 == 0)
            return quote;
        at = quote + 1;
    }
    return nullptr;
}

constexpr std::array<bool, 256> wordOrNumber = [] {
    std::array<bool, 256> is{};
    for (const char c : std::string_view("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-+"))
        is[static_cast<unsigned char>(c)] = true;
    return is;
}();

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// "12ab" at `at`; -1 for anything else.
int fourHex(std::string_view text, size_t at)
{
    if (at + 4 > text.size())
        return -1;
    int value = 0;
    for (size_t i = at; i < at + 4; ++i) {
        const int digit = hexValue(text[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

void appendUtf8(std::string& out, unsigned code)
{
    const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

// Reads the \u escape at `at` (its backslash), and a second one when both are a surrogate pair. Returns how many bytes
// it took; 0: none.
size_t appendUnicodeEscape(std::string& out, std::string_view text, size_t at)
{
    constexpr int firstHigh = 0xd800;
    constexpr int firstLow = 0xdc00;
    constexpr int afterLow = 0xe000;
    const int unit = fourHex(text, at + 2);
    if (unit < 0)
        return 0;
    if (unit < firstHigh || unit >= afterLow) {
        appendUtf8(out, static_cast<unsigned>(unit));
        return 6;
    }
    const bool second = unit < firstLow && at + 7 < text.size() && text[at + 6] == '\\' && text[at + 7] == 'u';
    const int low = second ? fourHex(text, at + 8) : -1;
    if (low < firstLow || low >= afterLow) {
        appendUtf8(out, 0xfffd);
        return 6;
    }
    appendUtf8(out, 0x10000U + (static_cast<unsigned>(unit - firstHigh) << 10) + static_cast<unsigned>(low - firstLow));
    return 12;
}

// What stands at `at`, an escape or a byte, as it is meant. Returns how many bytes of `inside` that took.
size_t appendUnescaped(std::string& out, std::string_view inside, size_t at)
{
    const char c = inside[at];
    if (c != '\\' || at + 1 == inside.size()) {
        out.push_back(c);
        return 1;
    }
    const char kind = inside[at + 1];
    constexpr std::string_view kinds = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const size_t known = kinds.find(kind);
    if (known != std::string_view::npos) {
        out.push_back(meanings[known]);
        return 2;
    }
    const size_t taken = kind == 'u' ? appendUnicodeEscape(out, inside, at) : 0;
    if (taken > 0)
        return taken;
    out.push_back(c);
    return 1;
}

} // namespace

inline void JsonScan::skipBlanks()
{
    while (m_at < m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\r' || *m_at == '\n'))
        ++m_at;
}

bool JsonScan::enterObject()
{
    skipBlanks();
    if (m_at == m_end || *m_at != '{')
        return false;
    ++m_at;
    return true;
}

bool JsonScan::nextMember(Member& member)
{
    skipBlanks();
    if (m_at < m_end && *m_at == ',') {
        ++m_at;
        skipBlanks();
    }
    if (m_at < m_end && *m_at == '}') {
        ++m_at;
        skipBlanks();
        m_finished = m_at == m_end;
        return false;
    }
    if (m_at == m_end || *m_at != '"' || !readString(member.key))
        return false;
    skipBlanks();
    if (m_at == m_end || *m_at != ':')
        return false;
    ++m_at;
    skipBlanks();
    return m_at < m_end && anyValue(member);
}

bool JsonScan::anyValue(Member& member)
{
    switch (*m_at) {
    case '"':
        member.kind = Kind::String;
        member.cut = !readString(member.value);
        return true;
    case '{':
        member.kind = Kind::Object;
        member.cut = !readNested(member.value);
        return true;
    case '[':
        member.kind = Kind::Array;
        member.cut = !readNested(member.value);
        return true;
    default:
        break;
    }
    // A number or a word: up to whatever cannot be part of one.
    const char* const start = m_at;
    while (m_at < m_end && wordOrNumber[static_cast<unsigned char>(*m_at)])
        ++m_at;
    member.kind = Kind::Other;
    member.cut = false;
    member.value = {start, static_cast<size_t>(m_at - start)};
    return m_at > start;
}

// At a quote. What there is of a string that does not end is its content.
bool JsonScan::readString(std::string_view& content)
{
    ++m_at;
    const char* const quote = closingQuote(m_at, m_end);
    const char* const end = quote == nullptr ? m_end : quote;
    content = {m_at, static_cast<size_t>(end - m_at)};
    m_at = quote == nullptr ? m_end : quote + 1;
    return quote != nullptr;
}

// At a bracket.
bool JsonScan::readNested(std::string_view& content)
{
    const char* const start = m_at;
    size_t depth = 0;
    std::string_view ignored;
    while (m_at < m_end) {
        const char c = *m_at;
        if (c == '"') {
            if (!readString(ignored))
                break;
            continue;
        }
        ++m_at;
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) {
                content = {start, static_cast<size_t>(m_at - start)};
                return true;
            }
        }
    }
    content = {start, static_cast<size_t>(m_end - start)};
    return false;
}

std::string jsonUnescaped(std::string_view inside)
{
    std::string out;
    out.reserve(inside.size());
    for (size_t i = 0; i < inside.size();)
        i += appendUnescaped(out, inside, i);
    return out;
}

std::string_view jsonInside(std::string_view inside, size_t from, size_t to)
{
    std::string out;
    size_t begin = 0;
    while (begin < inside.size() && out.size() < from)
        begin += appendUnescaped(out, inside, begin);
    size_t end = begin;
    while (end < inside.size() && out.size() < to)
        end += appendUnescaped(out, inside, end);
    return inside.substr(begin, end - begin);
}

} // namespace ops::domain
