#pragma once

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
    bool next(Member& member);
    // The object ended with its bracket, and nothing but blanks follows.
    bool finished() const { return m_finished; }

private:
    void skipBlanks();
    bool readValue(Member& member);
    bool readString(std::string_view& content);
    bool readNested(std::string_view& content);

    const char* m_at;
    const char* m_end;
    bool m_finished = false;
};

// The text that a JSON string's inside stands for, in UTF-8. Escapes that are none are kept as they are; half a
// surrogate pair becomes U+FFFD.
std::string jsonUnescaped(std::string_view inside);

} // namespace ops::domain
