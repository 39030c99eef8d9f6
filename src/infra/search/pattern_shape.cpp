#include "infra/search/pattern_shape.h"

#include <algorithm>

namespace ops::infra {
namespace {

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Walks over a pattern and gives up at the first thing it does not know to be harmless.
class Walk {
public:
    explicit Walk(std::string_view pattern)
        : m_pattern(pattern)
    {
    }

    PatternShape run()
    {
        PatternShape shape{true, true, false};
        for (; m_at < m_pattern.size() && shape.staysInLine; ++m_at)
            step(shape);
        if (!shape.staysInLine)
            return {};
        return shape;
    }

private:
    char ahead(size_t by = 1) const { return m_at + by < m_pattern.size() ? m_pattern[m_at + by] : '\0'; }

    void step(PatternShape& shape)
    {
        const char c = m_pattern[m_at];
        const auto byte = static_cast<unsigned char>(c);
        const bool verb = c == '(' && ahead() == '*';
        if (byte < 0x20 || byte == 0x7f || verb) {
            shape.staysInLine = false;
        } else if (byte >= 0x80) {
            shape.bytesSuffice = false;
        } else if (c == '\\') {
            escape(shape);
        } else if (c == '[') {
            bracket(shape);
        } else if (c == '(' && ahead() == '?') {
            // Groups without a number are harmless; what else begins like this is not, options and lookarounds.
            shape.staysInLine = ahead(2) == ':';
            ++m_at;
        } else if (c == '^' || c == '$') {
            shape.looksAround = true;
            // $ stands before \n, and a line may end with \r\n.
            shape.staysInLine = c == '^';
        } else if (c == '.') {
            // One character may be several bytes; any number of them is any number of bytes.
            shape.bytesSuffice = shape.bytesSuffice && (ahead() == '*' || ahead() == '+');
        }
    }

    void escape(PatternShape& shape)
    {
        const char kind = ahead();
        constexpr std::string_view harmless = "dwb";
        const bool punctuation = kind > ' ' && kind < 0x7f && !isAlphanumeric(kind);
        if (!punctuation && harmless.find(kind) == std::string_view::npos)
            shape.staysInLine = false;
        shape.looksAround = shape.looksAround || kind == 'b';
        ++m_at;
    }

    // A class of single ASCII characters and ranges between letters or digits.
    void bracket(PatternShape& shape)
    {
        shape.staysInLine = false;
        const size_t close = m_pattern.find(']', m_at + 1);
        if (close == std::string_view::npos || close == m_at + 1 || ahead() == '^')
            return;
        const std::string_view inside = m_pattern.substr(m_at + 1, close - m_at - 1);
        for (size_t i = 0; i < inside.size(); ++i) {
            const auto byte = static_cast<unsigned char>(inside[i]);
            if (byte < 0x20 || byte >= 0x7f || inside[i] == '\\' || inside[i] == '[')
                return;
            const bool range = inside[i] == '-' && i > 0 && i + 1 < inside.size();
            if (range && !(isAlphanumeric(inside[i - 1]) && isAlphanumeric(inside[i + 1])))
                return;
        }
        shape.staysInLine = true;
        m_at = close;
    }

    std::string_view m_pattern;
    size_t m_at = 0;
};

} // namespace

PatternShape shapeOf(std::string_view pattern)
{
    return Walk(pattern).run();
}

} // namespace ops::infra
