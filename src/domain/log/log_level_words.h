#pragma once

#include "domain/log/log_types.h"

#include <optional>

namespace ops::domain {

// The level that a word names, in any case: "INFO", "warn", "CRITICAL", "ftl". nullopt for any other word.
std::optional<LogLevel> levelFromWord(std::string_view word);
// pino's numbers: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal; those in between belong to the lower one.
LogLevel levelFromNumber(int number);
// What the words of a line without a level suggest, such as "[Lab] ERROR: …", "TypeError: …" or "panicked at";
// None when they suggest nothing. Looks at the beginning of the line only.
LogLevel levelFromText(std::string_view text);

// "ERROR": the name that logs have for it, in any language; empty for no level.
std::string_view logLevelName(LogLevel level);

// The length of the terminal escape sequence that `text` begins with; 0: none. One that does not end is none, and so is
// a longer one: a line must not be read again for every escape in it.
inline constexpr size_t longestEscapeSequence = 2048;
size_t escapeSequenceLength(std::string_view text);

} // namespace ops::domain
