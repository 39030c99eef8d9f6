#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace ops::bench {

struct ChildFirstPaint {
    double ms = 0; // from just before the process was made to after its first paint was flushed
    long residentKiB = 0;
};

// Runs a program that prints "FIRST_PAINT <monotonic ns> <resident KiB>" and ends. Blocks; nullopt when it did not,
// within 20 s. `environment` replaces or adds NAME=VALUE entries.
std::optional<ChildFirstPaint> runUntilFirstPaint(const QString& program, const QStringList& arguments,
                                                  const QStringList& environment);

} // namespace ops::bench
