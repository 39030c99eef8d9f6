#pragma once

#include "domain/log/swar.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ops::domain {

// Walks over JSON without building anything and without recursion, for lines of which only a few members matter.
// Accepts more than JSON: it answers where the parts are, not whether the text is valid. Views into the given text;
// any thread.
class JsonScan {
public:
    explicit JsonScan(std::string_view text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    enum class Kind : uint8_t { String, Object, Array, Other };
    struct Member {
        std::string_view key; // as it stands there, escapes included
        Kind kind = Kind::Other;
        std::string_view value; // a string without its quotes, escapes included; an object or array with its brackets
        bool cut = false;       // the text ends inside the value
    };

    // Enters the object that the text begins with.
    bool enterObject();
    // Reads the next member of the object; false at its end, and where it stops being JSON.
    bool next(Member& member)
    {
        // As nearly all loggers write it: no blanks, and a key of less than sixteen plain bytes.
        constexpr ptrdiff_t looked = 20;
        if (m_end - m_at < looked)
            return nextMember(member);
        const char* const quote = m_at + (*m_at == ',' ? 1 : 0);
        if (*quote != '"')
            return nextMember(member);
        const char* const close = plainQuote(quote + 1);
        // Python's logger writes a blank behind the colon; that is read at leisure.
        if (close == nullptr || close[1] != ':' || close[2] == ' ' || close[2] == '\t')
            return nextMember(member);
        member.key = {quote + 1, static_cast<size_t>(close - quote - 1)};
        m_at = close + 2;
        return readValue(member);
    }
    // The object ended with its bracket, and nothing but blanks follows.
    bool finished() const { return m_finished; }

private:
    // A quote among the sixteen bytes at `at`, which are there, with no backslash before it.
    static const char* plainQuote(const char* at)
    {
        for (int i = 0; i < 2; ++i, at += 8) {
            const quint64 bytes = eightBytes(at);
            const quint64 marks = marksOf(bytes, '"') | marksOf(bytes, '\\');
            if (marks == 0)
                continue;
            const char* const first = at + firstMarked(marks);
            return *first == '"' ? first : nullptr;
        }
        return nullptr;
    }
    // The same for a value, at a place with text behind it: a string, or a number or word.
    bool readValue(Member& member)
    {
        constexpr ptrdiff_t looked = 18;
        const char* const start = m_at;
        if (m_end - start >= looked) {
            if (*start == '"') {
                if (const char* const close = plainQuote(start + 1)) {
                    member.kind = Kind::String;
                    member.cut = false;
                    member.value = {start + 1, static_cast<size_t>(close - start - 1)};
                    m_at = close + 1;
                    return true;
                }
            } else if (*start >= '0' && *start <= '9') {
                const char* end = start + 1;
                while (end < m_end && *end >= '0' && *end <= '9')
                    ++end;
                if (end < m_end && (*end == ',' || *end == '}')) {
                    member.kind = Kind::Other;
                    member.cut = false;
                    member.value = {start, static_cast<size_t>(end - start)};
                    m_at = end;
                    return true;
                }
            }
        }
        return anyValue(member);
    }

    void skipBlanks();
    bool nextMember(Member& member);
    bool anyValue(Member& member);
    bool readString(std::string_view& content);
    bool readNested(std::string_view& content);

    const char* m_at;
    const char* m_end;
    bool m_finished = false;
};

// The text that a JSON string's inside stands for, in UTF-8. Escapes that are none are kept as they are; half a
// surrogate pair becomes U+FFFD.
std::string jsonUnescaped(std::string_view inside);
// The part of `inside` that bytes [from, to) of that text stand for. A character that is not all among them is there
// when its beginning is.
std::string_view jsonInside(std::string_view inside, size_t from, size_t to);

} // namespace ops::domain
