#pragma once

#include <chrono>
#include <functional>

namespace ops::bench {

// Serves events until `condition` holds; false when it did not within `patience`. It is looked at after every event,
// so what is waited for has to be brought by one.
bool waitUntil(const std::function<bool()>& condition, std::chrono::milliseconds patience);
// Serves events for `time`.
void serveFor(std::chrono::microseconds time);

} // namespace ops::bench
