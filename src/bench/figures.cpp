#include "bench/figures.h"

#include <cstdarg>
#include <cstdio>

namespace ops::bench {

void printFigure(const char* name, double value, const char* unit)
{
    std::printf("%s %.3f %s\n", name, value, unit);
    std::fflush(stdout);
}

void printFigure(const char* name, double value, const char* unit, double goal)
{
    printFigure(name, value, unit);
    say("  %s: goal <= %g %s, %s", name, goal, unit, value <= goal ? "met" : "MISSED");
}

void printFigureAtLeast(const char* name, double value, const char* unit, double goal)
{
    printFigure(name, value, unit);
    say("  %s: goal >= %g %s, %s", name, goal, unit, value >= goal ? "met" : "MISSED");
}

void say(const char* format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    std::vfprintf(stderr, format, arguments);
    va_end(arguments);
    std::fputc('\n', stderr);
}

} // namespace ops::bench
