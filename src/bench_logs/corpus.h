#pragma once

#include "base/result.h"

#include <QString>

namespace ops::bench_logs {

// A log as a stack of Titan's services would write it: JSON with numbers for levels, and an engine that writes text
// with some words outside ASCII. One line in a hundred warns, one in a thousand is an error, one in a million a panic;
// about 124 bytes a line. The same bytes for the same number of lines, always.
struct Corpus {
    QString path;
    qint64 lines = 0;
    qint64 bytes = 0;
};

// Written anew into the directory. Errors: of the disk.
base::Result<Corpus> makeCorpus(const QString& directory, qint64 lines);

} // namespace ops::bench_logs
