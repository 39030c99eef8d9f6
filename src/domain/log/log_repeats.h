#pragma once

#include "domain/log/log_filter.h"

#include <optional>
#include <string_view>

namespace ops::domain {

// A text that finds the lines which say the same as this one: its whole message, with every word that has a digit in it
// (a number, an id, a price) free to be another; of a long one its beginning. It must stand where this line has it:
// between the same quotes, or from the same place in the line, behind the same level, up to the line's end. nullopt
// where the message has too few words of its own to be known by. `line` has no line ending. Pure; any thread.
std::optional<LogTextTerm> sameMessageAs(std::string_view line);

} // namespace ops::domain
