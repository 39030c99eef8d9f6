#include "infra/search/escape_scan.h"

#include "domain/log/log_escapes.h"

#include <algorithm>

namespace ops::infra {

ScanOutcome EscapeScan::scan(TermMatcher& term, const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                             std::vector<quint32>& rows)
{
    constexpr size_t textAtATime = size_t{256} * 1024;
    const auto known = static_cast<std::ptrdiff_t>(rows.size());
    auto next = rows.cbegin();
    std::vector<quint32> more;
    for (quint32 row = block.begin; row < block.end;) {
        if (!block.mayHoldEscapes(row)) {
            row = block.nextEscapePart(row);
            continue;
        }
        while (next != rows.cend() && *next < row)
            ++next;
        if (next == rows.cend() || *next != row)
            add(block, row);
        ++row;
        if (m_text.size() < textAtATime)
            continue;
        if (const ScanOutcome outcome = scanAdded(term, cancelled, more); outcome != ScanOutcome::Done)
            return outcome;
    }
    const ScanOutcome outcome = scanAdded(term, cancelled, more);
    rows.insert(rows.end(), more.begin(), more.end());
    std::inplace_merge(rows.begin(), rows.begin() + known, rows.end());
    return outcome;
}

void EscapeScan::add(const domain::LogBlock& block, quint32 row)
{
    const std::string_view line = domain::withoutLineEnding(block.bytes(row));
    if (!domain::addWithoutEscapes(line, domain::LogTag::unpacked(block.tags[row]).continuation, m_text))
        return;
    m_text += '\n'; // the piece of a long line has none, and nothing may match across
    m_ends.push_back(static_cast<quint32>(m_text.size()));
    m_rows.push_back(row);
}

ScanOutcome EscapeScan::scanAdded(TermMatcher& term, const std::atomic<bool>& cancelled, std::vector<quint32>& rows)
{
    if (m_rows.empty())
        return ScanOutcome::Done;
    domain::LogBlock block;
    block.text = m_text.data();
    block.ends = m_ends.data();
    block.end = static_cast<quint32>(m_ends.size());
    m_found.clear();
    const ScanOutcome outcome = term.scan(block, cancelled, m_found);
    for (const quint32 found : m_found)
        rows.push_back(m_rows[found]);
    m_text.clear();
    m_ends.clear();
    m_rows.clear();
    return outcome;
}

ScanOutcome EscapeScan::matches(TermMatcher& term, std::string_view line, bool continues,
                                const std::atomic<bool>& cancelled, bool& found)
{
    m_text.clear();
    const bool any = domain::addWithoutEscapes(line, continues, m_text);
    const ScanOutcome outcome = any ? term.matches(m_text, cancelled, found) : ScanOutcome::Done;
    m_text.clear();
    return outcome;
}

} // namespace ops::infra
