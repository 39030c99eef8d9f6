#pragma once

#include <QDir>
#include <QFileInfo>

namespace ops::test {

// The template of a temporary folder in memory, where a machine has such a place: what is flushed there waits for no
// disk that others fill meanwhile, and so no lock is held for longer than its owner's own work takes.
inline QString memoryFolder()
{
    const QFileInfo memory(QStringLiteral("/dev/shm"));
    const bool usable = memory.isDir() && memory.isWritable();
    return (usable ? memory.filePath() : QDir::tempPath()) + QStringLiteral("/ops-test-XXXXXX");
}

} // namespace ops::test
