#include "domain/log/log_formats.h"
#include "domain/log/log_level_words.h"

#include <algorithm>

namespace ops::domain {
namespace {

// Words that never begin anything of their own.
constexpr std::string_view continuingWords[] = {
    "Caused by:", "note: run with ", "stack backtrace:", "goroutine ", "created by ", "... "};

// Node gives the indentation of a stack trace the colour of the rest.
std::string_view behindColour(std::string_view line)
{
    while (line.starts_with('\x1b')) {
        const size_t length = escapeSequenceLength(line);
        if (length == 0 || line[length - 1] != 'm')
            break;
        line.remove_prefix(length);
    }
    return line;
}

LogShape shapeOf(std::string_view line)
{
    line = behindColour(line);
    const size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return LogShape::Blank;
    if (first > 0)
        return LogShape::Continuation;
    if (line.find_first_not_of("}])>,; ") == std::string_view::npos)
        return LogShape::Closer;
    if (line.starts_with("thread '") && line.find(" panicked at ") != std::string_view::npos)
        return LogShape::RustPanic;
    if (line.starts_with("Traceback (most recent call last)"))
        return LogShape::Traceback;
    if (line.starts_with("panic: ") || line.starts_with("fatal error: "))
        return LogShape::GoPanic;
    const bool continues = std::any_of(std::begin(continuingWords), std::end(continuingWords),
                                       [&](std::string_view word) { return line.starts_with(word); });
    return continues ? LogShape::Continuation : LogShape::Head;
}

} // namespace

void readPlainLine(std::string_view line, ParsedLogLine& parsed)
{
    parsed.format = LogFormat::Plain;
    parsed.shape = shapeOf(line);
    parsed.level = parsed.shape == LogShape::GoPanic ? LogLevel::Fatal : levelFromText(line);
    parsed.inferred = parsed.level != LogLevel::None;
}

} // namespace ops::domain
