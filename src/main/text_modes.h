#pragma once

#include "main/arguments.h"

#include <optional>

namespace ops::main {

// The modes that answer on the terminal and need no window: the exit code, or nullopt where a window is wanted.
// Blocking; prints to standard output.
std::optional<int> runTextMode(const Arguments& arguments);
// What is wrong with the arguments, on standard error; returns the exit code 2.
int refuseArguments(const base::Error& error);

} // namespace ops::main
