#include "main/log_limits.h"

#include "infra/memory/mapped_memory.h"
#include "infra/settings/preferences.h"

namespace ops::main {

LogLimits logLimits(const QString& configRoot)
{
    constexpr qint64 bytesPerMb = qint64{1024} * 1024;
    const infra::Preferences preferences(configRoot);
    const auto megabytes = preferences.logMemoryMb();
    const auto tail = preferences.logTail();
    LogLimits limits;
    limits.limits.capBytes = qint64{megabytes ? *megabytes : infra::Preferences::presetLogMemoryMb} * bytesPerMb;
    limits.limits.olderBytes = limits.limits.capBytes / 4;
    limits.limits.memory = &infra::mappedMemory();
    limits.tail = tail ? *tail : infra::Preferences::presetLogTail;
    if (!megabytes)
        limits.problem = megabytes.error();
    else if (!tail)
        limits.problem = tail.error();
    return limits;
}

} // namespace ops::main
