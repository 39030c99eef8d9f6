#pragma once

#include <string>
#include <string_view>

namespace ops::domain {

// JSON with one member a line, indented. Only blanks between tokens change: names, order, numbers and escapes stay byte
// for byte, so it can be trusted where a parser would round or sort. Empty for what does not begin with an object or
// an array, and for what nests deeper than anybody reads. Any thread.
std::string prettyJson(std::string_view text);

} // namespace ops::domain
