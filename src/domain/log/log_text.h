#pragma once

#include <QString>

#include <string_view>

namespace ops::domain {

// Bytes of a log line as text for one line on the screen: data, never markup (rule G7). Terminal colours are dropped;
// control characters, NUL among them, and marks that turn the direction of writing are shown instead of obeyed; bytes
// that are not UTF-8 become U+FFFD. At most `maxBytes` of the line are looked at; one that is longer ends with "…".
QString shownLogText(std::string_view bytes, size_t maxBytes = 4096);

} // namespace ops::domain
