#pragma once

#include <sys/types.h>

namespace ops::infra {

// Sends a signal to a whole group. Nothing where `group` is no group of a child: 0 would be our own, and 1 everybody.
void signalProcessGroup(pid_t group, int number);
// True while anything of a group is left that is no zombie. Cheap where nothing is left at all; else it reads /proc.
bool isGroupAlive(pid_t group);

} // namespace ops::infra
