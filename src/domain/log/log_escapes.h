#pragma once

#include <string>
#include <string_view>

// Terminal escape sequences in log lines: colours, titles, links. The table leaves them out, so whoever looks for words
// in a line's bytes has to look past them. Pure; any thread. Time grows with the line, whatever stands in it.
namespace ops::domain {

// Whether the line may have one: an ESC, or what JSON writes for it ("\u001b"). Quick where it has neither.
bool mayHoldEscapes(std::string_view line);

// Adds to `text` the line without its sequences; what begins like one and is none stays. False, and nothing is added,
// where the line has nothing to be left out. As JSON writes them they count only where the table shows the inside of a
// JSON string: not in a line that continues another (`continues`), which it shows as it came. Of a line of docker's
// json-file that has any, the line that it wraps is added, as the table shows that one.
bool addWithoutEscapes(std::string_view line, bool continues, std::string& text);

} // namespace ops::domain
