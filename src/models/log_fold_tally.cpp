#include "models/log_fold_tally.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace ops::models {

using domain::LogBlock;
using domain::LogReader;
using domain::LogSeq;
using domain::LogTag;

namespace {

// Few enough that one of them is counted anew in an instant.
constexpr qint64 stretchRows = 32'768;

// Of the lines of one source that were counted last.
struct LastHead {
    LogSeq seq;                // what continues it is at most LogReader::farthest behind it
    std::optional<bool> shown; // not asked before a line continues it
};

qint64 countLines(const LogReader& reader, LogSeq from, LogSeq to, const LogFoldTally::IsShown& isShown)
{
    qint64 lines = 0;
    std::unordered_map<int, LastHead> heads; // by source; looking back for each line would take far longer
    for (LogSeq at = from; at < to;) {
        const LogBlock block = reader.block(at, to);
        at = block.first + block.end;
        if ((block.tagsSeen & LogTag::continuationBit) == 0) {
            heads.clear(); // they were not looked for here
            continue;
        }
        for (quint32 row = block.begin; row < block.end; ++row) {
            const LogTag tag = LogTag::unpacked(block.tags[row]);
            if (tag.marker)
                continue;
            const LogSeq seq = block.first + row;
            const int source = int{block.services[row]} * 2 + (tag.channel == domain::LogChannel::Error ? 1 : 0);
            if (!tag.continuation) {
                heads.insert_or_assign(source, LastHead{seq, std::nullopt});
                continue;
            }
            auto known = heads.find(source);
            if (known == heads.end()) {
                const LogSeq found = reader.headOf(seq);
                const auto isAny = found == seq ? std::optional(false) : std::nullopt;
                known = heads.emplace(source, LastHead{found, isAny}).first;
            }
            LastHead& head = known->second;
            if (!head.shown)
                head.shown = isShown(head.seq);
            if (*head.shown && seq - head.seq <= LogReader::farthest)
                ++lines;
        }
    }
    return lines;
}

} // namespace

void LogFoldTally::forgetFrom(LogSeq seq)
{
    while (!m_stretches.empty() && m_stretches.back().end > seq)
        m_stretches.pop_back();
}

void LogFoldTally::letGoBefore(const LogReader& reader, LogSeq from, const IsShown& isShown)
{
    const LogSeq oldest = m_stretches.empty() ? from : m_stretches.front().first;
    if (from < oldest)
        restart(); // others are in front of them now
    while (!m_stretches.empty() && m_stretches.front().end <= from)
        m_stretches.pop_front();
    if (m_stretches.empty() || from == oldest)
        return;
    m_stretches.front().first = from;
    // The head of what follows may have gone.
    for (Stretch& stretch : m_stretches)
        if (stretch.first - from <= LogReader::farthest)
            stretch.lines = countLines(reader, stretch.first, stretch.end, isShown);
}

bool LogFoldTally::count(const LogReader& reader, LogSeq from, LogSeq to, qint64 mostRows, const IsShown& isShown)
{
    from = std::max(from, reader.span().first);
    to = std::min(to, reader.span().readEnd);
    letGoBefore(reader, from, isShown);
    forgetFrom(std::max(from, to));
    LogSeq at = m_stretches.empty() ? from : m_stretches.back().end;
    const LogSeq stop = std::min(to, at + mostRows);
    while (at < stop) {
        // A log grows by few lines at a time: they go to those before.
        if (m_stretches.empty() || m_stretches.back().end - m_stretches.back().first >= stretchRows)
            m_stretches.push_back({at, at, 0});
        Stretch& newest = m_stretches.back();
        const LogSeq end = std::min(stop, newest.first + stretchRows);
        newest.lines += countLines(reader, at, end, isShown);
        newest.end = end;
        at = end;
    }
    return at >= to;
}

qint64 LogFoldTally::lines() const
{
    qint64 lines = 0;
    for (const Stretch& stretch : m_stretches)
        lines += stretch.lines;
    return lines;
}

} // namespace ops::models
