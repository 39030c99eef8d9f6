#include "domain/log/log_escapes.h"
#include "domain/log/log_parser.h"
#include "fuzz_check.h"

using namespace ops;

// A line without its terminal escape sequences is no longer than it was, has lost something only where that may be, and
// looks the same in the table; or, where docker's json-file wraps it, as what is wrapped does.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    for (const bool continues : {false, true}) {
        std::string text = "before";
        const bool any = domain::addWithoutEscapes(line, continues, text);
        fuzz::require(text.starts_with("before") && text.size() <= line.size() + std::string_view("before").size());
        fuzz::require(any ? domain::mayHoldEscapes(line) : text == "before");
    }
    std::string ascii; // two halves of a character may become a whole one
    for (const char c : line)
        ascii += static_cast<char>(c & 0x7f);
    std::string text;
    if (!domain::addWithoutEscapes(ascii, true, text))
        text = ascii;
    // An ESC that is left must not begin anything with what stands behind it now.
    for (size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b', at))
        text.replace(at, 1, "\u241b");
    const auto looksLike = [shown = domain::shownLogText(text, text.size())](std::string_view other) {
        return shown == domain::shownLogText(other, other.size());
    };
    const auto wrapped = domain::dockerLineText(ascii);
    fuzz::require(looksLike(ascii) || (wrapped && looksLike(*wrapped)));
    return 0;
}
