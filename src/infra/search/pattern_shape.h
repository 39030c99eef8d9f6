#pragma once

#include <string_view>

namespace ops::infra {

// What can be said of a regular expression by looking at it. Each answer is true only where it is certain.
struct PatternShape {
    // Can match neither a line ending nor anything by what stands on other lines: a match found in a text of many lines
    // is one that the line alone would give.
    bool staysInLine = false;
    // Matches the same lines whether bytes or characters are looked at.
    bool bytesSuffice = false;
    // What stands before or behind a match counts: ^ and \b.
    bool looksAround = false;
};
PatternShape shapeOf(std::string_view pattern);

} // namespace ops::infra
