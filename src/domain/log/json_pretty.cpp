#include "domain/log/json_pretty.h"

namespace ops::domain {
namespace {

constexpr size_t deepest = 64;

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

} // namespace ops::domain
