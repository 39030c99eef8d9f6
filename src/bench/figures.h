#pragma once

namespace ops::bench {

// One measured figure on standard output: "name value unit". Nothing else is written there.
void printFigure(const char* name, double value, const char* unit);
// The same for a figure that has a goal; whether it is met is said on standard error.
void printFigure(const char* name, double value, const char* unit, double goal);
// And for one that is to be as large as its goal.
void printFigureAtLeast(const char* name, double value, const char* unit, double goal);

// One line of progress on standard error.
[[gnu::format(printf, 1, 2)]] void say(const char* format, ...);

} // namespace ops::bench
