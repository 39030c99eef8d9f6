#include "main/log_limits.h"

#include "infra/memory/mapped_memory.h"

namespace ops::main {

domain::LogStoreLimits logLimits()
{
    domain::LogStoreLimits limits;
    limits.memory = &infra::mappedMemory();
    return limits;
}

} // namespace ops::main
