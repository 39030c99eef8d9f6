#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ops::domain {

// JSON with one member a line, indented. Only blanks between tokens change: names, order, numbers and escapes stay byte
// for byte, so it can be trusted where a parser would round or sort. Empty for what does not begin with an object or
// an array, and for what nests deeper than anybody reads. Does not ask whether it is JSON. Any thread.
std::string prettyJson(std::string_view text);

// A log line laid out so, where all of it from its first '{' on, or from a '[' that it begins with, is one valid JSON
// value; what stands before that has a line of its own. nullopt for any other line: a panic message with braces in it
// is no JSON, and every blank of it counts. `line` has no line ending. Any thread.
std::optional<std::string> prettyRecord(std::string_view line);

} // namespace ops::domain
