#include "domain/log/json_pretty.h"
#include "fuzz_check.h"

#include <algorithm>
#include <iterator>
#include <string>

using namespace ops;

namespace {

std::string withoutBlanks(std::string_view text)
{
    std::string out;
    bool inString = false;
    bool escaped = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (inString || !blank)
            out += c;
        if (!escaped && c == '"')
            inString = !inString;
        escaped = inString && !escaped && c == '\\';
    }
    return out;
}

std::string withoutAnyBlank(std::string_view text)
{
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; });
    return out;
}

// Whether a record ends with what its line has from `begin` on, laid out, and that is a line to be laid out itself.
bool endsLaidOut(std::string_view record, std::string_view line, size_t begin)
{
    if (begin == std::string_view::npos)
        return false;
    const std::string json = domain::prettyJson(line.substr(begin));
    return !json.empty() && record.ends_with(json) && domain::prettyRecord(json) == json;
}

// A line that is laid out has kept all its signs, and ends with JSON. A '[' that it begins with need not be where that
// begins: in `[],{"a":1}` it is not, though both ways to lay it out give the same text.
void tryRecord(std::string_view line)
{
    const auto record = domain::prettyRecord(line);
    if (!record)
        return;
    fuzz::require(withoutAnyBlank(*record) == withoutAnyBlank(line));
    const bool array = line.starts_with('[') && endsLaidOut(*record, line, 0);
    fuzz::require(array || endsLaidOut(*record, line, line.find('{')));
}

} // namespace

// Nothing but blanks between tokens differs, and what is pretty stays as it is.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tryRecord(text);
    const std::string pretty = domain::prettyJson(text);
    if (pretty.empty())
        return 0;
    fuzz::require(withoutBlanks(pretty) == withoutBlanks(text));
    fuzz::require(domain::prettyJson(pretty) == pretty);
    return 0;
}
