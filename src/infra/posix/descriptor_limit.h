#pragma once

namespace ops::infra {

// Raises the number of descriptors that this process may have open to what the system lets it have: `--logs` is given
// files by the thousand. At program start, while there is one thread.
void raiseDescriptorLimit();
// Gives this process the number back that it was started with: for a child, between fork() or vfork() and exec().
// Programs that use select() fail with more than 1024. One system call, no memory is written; any thread.
void restoreDescriptorLimit();
// How many descriptors may be open now. Any thread.
int descriptorLimit();

} // namespace ops::infra
