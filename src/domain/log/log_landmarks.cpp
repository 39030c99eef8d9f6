#include "domain/log/log_landmarks.h"

#include "domain/log/command_marker.h"

#include <algorithm>

namespace ops::domain {

void LogLandmarks::look(LogReader& reader)
{
    const LogSpan& span = reader.pin();
    // Older lines that were put in front may have a halt too, but not a later one; all are looked at anew.
    if (!m_seen || span.first < m_first)
        m_seen = span.first;
    m_first = span.first;
    LogSeq at = std::max(*m_seen, span.first);
    while (at < span.readEnd) {
        const LogBlock block = reader.block(at, span.readEnd);
        m_anyOnErrorChannel = m_anyOnErrorChannel || (block.tagsSeen & LogTag::channelBit) != 0;
        const quint32 end = (block.tagsSeen & LogTag::markerBit) != 0 ? block.end : block.begin;
        for (quint32 row = block.begin; row < end; ++row) {
            if ((block.tags[row] & LogTag::markerBit) == 0)
                continue;
            const auto marker = parseLogMarker(block.bytes(row));
            const LogTime time = reader.time(block.first + row);
            if (marker && isHalt(*marker) && time >= m_lastHalt)
                m_lastHalt = time;
        }
        at = block.first + block.end;
    }
    m_seen = at;
    reader.unpin();
}

} // namespace ops::domain
