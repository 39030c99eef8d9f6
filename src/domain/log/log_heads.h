#pragma once

#include "domain/log/log_reader.h"

#include <algorithm>

namespace ops::domain {

// Calls visit(LogSeq, LogTime, LogLevel, LogService) for each line from `from` on that continues no other and is of a
// service: at most `maxRows` lines are looked at, of what the reader has pinned and that have been read. Returns where
// it stopped.
template <class Visit>
LogSeq visitHeads(const LogReader& reader, LogSeq from, qint64 maxRows, Visit visit)
{
    const LogSpan& span = reader.span();
    LogSeq at = std::max(from, span.first);
    const LogSeq end = std::min(span.readEnd, at + maxRows);
    while (at < end) {
        const LogBlock block = reader.block(at, end);
        for (quint32 row = block.begin; row < block.end; ++row) {
            const LogTag tag = LogTag::unpacked(block.tags[row]);
            if (!tag.continuation && !tag.marker)
                visit(block.first + row, reader.time(block.first + row), tag.level, LogService{block.services[row]});
        }
        at = block.first + block.end;
    }
    return std::max(at, from);
}

} // namespace ops::domain
