#pragma once

#include "domain/log/log_types.h"

#include <vector>

namespace ops::domain {

// What a filter found in a stretch of lines: the heads that are shown. A value.
struct LogHits {
    LogSeq first; // lines [first, end) were looked at
    LogSeq end;
    bool everyLine = false;       // all of them are shown; `offsets` is empty then
    std::vector<quint32> offsets; // of the shown ones, from `first` on, rising
    std::vector<LogSeq> earlier;  // heads before `first` that are shown because of a line that continues them, rising

    qint64 count() const { return everyLine ? end - first : static_cast<qint64>(offsets.size()); }
    bool operator==(const LogHits&) const = default;
};

} // namespace ops::domain
