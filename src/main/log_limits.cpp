#include "main/log_limits.h"

#include "infra/memory/mapped_memory.h"
#include "infra/settings/preferences.h"

namespace ops::main {

LogLimits logLimits(const QString& configRoot)
{
    constexpr qint64 bytesPerMb = qint64{1024} * 1024;
    const auto megabytes = infra::Preferences(configRoot).logMemoryMb();
    LogLimits limits;
    limits.limits.capBytes = qint64{megabytes ? *megabytes : infra::Preferences::presetLogMemoryMb} * bytesPerMb;
    limits.limits.olderBytes = limits.limits.capBytes / 4;
    limits.limits.memory = &infra::mappedMemory();
    if (!megabytes)
        limits.problem = megabytes.error();
    return limits;
}

} // namespace ops::main
