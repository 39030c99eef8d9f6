#pragma once

#include "domain/log/reserved_memory.h"

namespace ops::infra {

// Anonymous mappings of the system, in whole huge pages: where the lines of large logs lie. What is reserved and not
// written to yet does not count against the machine's memory. For the life of the program.
domain::AddressSpace& mappedMemory();

} // namespace ops::infra
