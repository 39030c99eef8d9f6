#include "domain/log/json_pretty.h"
#include "fuzz_check.h"

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

} // namespace

// Nothing but blanks between tokens differs, and what is pretty stays as it is.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string pretty = domain::prettyJson(text);
    if (pretty.empty())
        return 0;
    fuzz::require(withoutBlanks(pretty) == withoutBlanks(text));
    fuzz::require(domain::prettyJson(pretty) == pretty);
    return 0;
}
