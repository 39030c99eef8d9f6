#include "domain/log/log_landmarks.h"

#include "domain/log/command_marker.h"

#include <algorithm>

namespace ops::domain {
namespace {

bool hasLineWithoutService(const LogBlock& block)
{
    const quint16* const end = block.services + block.end;
    for (const quint16* at = std::find(block.services + block.begin, end, 0); at != end; at = std::find(at + 1, end, 0))
        if ((block.tags[at - block.services] & LogTag::markerBit) == 0)
            return true;
    return false;
}

} // namespace

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
        m_anyWithoutService = m_anyWithoutService || hasLineWithoutService(block);
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
