#include "infra/search/record_scanner.h"

#include <algorithm>

namespace ops::infra {

using domain::LogBlock;
using domain::LogHits;
using domain::LogLine;
using domain::LogReader;
using domain::LogSeq;
using domain::LogTag;

base::Result<std::shared_ptr<const CompiledFilter>> compileFilter(const domain::LogFilter& filter)
{
    auto compiled = std::make_shared<CompiledFilter>();
    compiled->filter = filter;
    for (const auto& [terms, into] :
         {std::pair(&filter.include, &compiled->include), std::pair(&filter.exclude, &compiled->exclude)}) {
        for (const domain::LogTextTerm& term : *terms) {
            auto one = compileTerm(term);
            if (!one)
                return one.error();
            into->push_back(std::move(one).value());
        }
    }
    std::stable_sort(compiled->include.begin(), compiled->include.end(),
                     [](const auto& a, const auto& b) { return a->cost() < b->cost(); });
    return std::shared_ptr<const CompiledFilter>(std::move(compiled));
}

// One call's arguments and what goes with them.
struct RecordScanner::Look {
    const LogReader& reader;
    const std::atomic<bool>& cancelled;
    domain::LogAttributeFilter attributes;
    LogSeq from;
    std::vector<LogSeq> shown;
};

RecordScanner::RecordScanner(std::shared_ptr<const CompiledFilter> filter)
    : m_filter(std::move(filter))
{
    for (const auto& term : m_filter->include)
        m_include.push_back(term->matcher());
    for (const auto& term : m_filter->exclude)
        m_exclude.push_back(term->matcher());
}

ScanOutcome RecordScanner::look(const LogReader& reader, LogSeq from, LogSeq to, const std::atomic<bool>& cancelled,
                                LogHits& hits)
{
    hits = {from, to, false, {}, {}};
    const LogBlock block = reader.block(from, to);
    Look look{reader, cancelled, {m_filter->filter, reader.store()}, from, {}};
    const bool all = m_include.empty() && m_exclude.empty() && look.attributes.acceptsEverything();
    if (all && (block.tagsSeen & LogTag::continuationBit) == 0) {
        hits.everyLine = true;
        return ScanOutcome::Done;
    }
    const ScanOutcome outcome = m_include.empty() ? lookAtAttributes(look, block) : lookAtTexts(look, block);
    if (outcome != ScanOutcome::Done)
        return outcome;
    // Heads of interleaved services come out of order, and for each of their lines.
    std::sort(look.shown.begin(), look.shown.end());
    look.shown.erase(std::unique(look.shown.begin(), look.shown.end()), look.shown.end());
    const auto split = std::lower_bound(look.shown.begin(), look.shown.end(), from);
    hits.earlier.assign(look.shown.begin(), split);
    hits.everyLine = to - from == std::distance(split, look.shown.end()) && to > from;
    if (hits.everyLine)
        return ScanOutcome::Done;
    hits.offsets.reserve(static_cast<size_t>(std::distance(split, look.shown.end())));
    for (auto seq = split; seq != look.shown.end(); ++seq)
        hits.offsets.push_back(static_cast<quint32>(*seq - from));
    return ScanOutcome::Done;
}

// No text to look for: every head is asked.
ScanOutcome RecordScanner::lookAtAttributes(Look& look, const LogBlock& block)
{
    for (quint32 row = block.begin; row < block.end; ++row) {
        const LogSeq seq = block.first + row;
        const bool continuation = (block.tags[row] & LogTag::continuationBit) != 0;
        // One without a head, because that is gone, is its own.
        if (continuation && look.reader.headOf(seq) != seq)
            continue;
        bool shown = false;
        const ScanOutcome outcome = decide(look, seq, true, shown);
        if (outcome != ScanOutcome::Done)
            return outcome;
        if (shown)
            look.shown.push_back(seq);
        constexpr quint32 often = 4096;
        if (row % often == 0 && look.cancelled.load(std::memory_order_relaxed))
            return ScanOutcome::Cancelled;
    }
    return ScanOutcome::Done;
}

// The lines that have the first text lead to the heads that may be shown.
ScanOutcome RecordScanner::lookAtTexts(Look& look, const LogBlock& block)
{
    m_rows.clear();
    ScanOutcome outcome = m_include.front()->scan(block, look.cancelled, m_rows);
    if (outcome == ScanOutcome::Done && block.escapesSeen != 0)
        outcome = m_escapes.scan(*m_include.front(), block, look.cancelled, m_rows);
    if (outcome != ScanOutcome::Done)
        return outcome;
    if (m_filter->filter.keepMarkers && (block.tagsSeen & LogTag::markerBit) != 0)
        for (quint32 row = block.begin; row < block.end; ++row)
            if ((block.tags[row] & LogTag::markerBit) != 0)
                m_rows.push_back(row);
    // A record that began before this stretch may have the first text there and the others here.
    if (m_include.size() > 1 && (block.tagsSeen & LogTag::continuationBit) != 0) {
        for (quint32 row = block.begin; row < block.end; ++row) {
            if ((block.tags[row] & LogTag::continuationBit) == 0)
                continue;
            const LogSeq head = look.reader.headOf(block.first + row);
            bool shown = false;
            const ScanOutcome late = head < look.from ? decide(look, head, false, shown) : ScanOutcome::Done;
            if (late != ScanOutcome::Done)
                return late;
            if (shown)
                look.shown.push_back(head);
        }
    }
    LogSeq decided{-1};
    for (const quint32 row : m_rows) {
        const LogSeq seq = block.first + row;
        const LogSeq head = (block.tags[row] & LogTag::continuationBit) != 0 ? look.reader.headOf(seq) : seq;
        if (head == std::exchange(decided, head))
            continue;
        bool shown = false;
        const ScanOutcome decision = decide(look, head, true, shown);
        if (decision != ScanOutcome::Done)
            return decision;
        if (shown)
            look.shown.push_back(head);
    }
    return ScanOutcome::Done;
}

// primaryFound: the first text is known to be in the record.
ScanOutcome RecordScanner::decide(Look& look, LogSeq head, bool primaryFound, bool& shown)
{
    shown = false;
    const LogTag tag = look.reader.tag(head);
    if (!look.attributes.acceptsEverything()) {
        const LogLine line = look.reader.line(head);
        if (!look.attributes.accepts(line.tag, line.time, line.service))
            return ScanOutcome::Done;
    }
    if (look.attributes.isKeptMarker(tag)) {
        shown = true;
        return ScanOutcome::Done;
    }
    for (const auto& term : m_exclude) {
        bool found = false;
        const ScanOutcome outcome = lineHas(look, *term, head, found);
        if (outcome != ScanOutcome::Done || found)
            return outcome;
    }
    for (size_t i = primaryFound ? 1 : 0; i < m_include.size(); ++i) {
        bool found = false;
        const ScanOutcome outcome = recordHas(look, *m_include[i], head, found);
        if (outcome != ScanOutcome::Done || !found)
            return outcome;
    }
    shown = true;
    return ScanOutcome::Done;
}

ScanOutcome RecordScanner::recordHas(Look& look, TermMatcher& term, LogSeq head, bool& found)
{
    ScanOutcome outcome = lineHas(look, term, head, found);
    if (outcome != ScanOutcome::Done || found)
        return outcome;
    for (const LogSeq line : look.reader.continuationsOf(head)) {
        outcome = lineHas(look, term, line, found);
        if (outcome != ScanOutcome::Done || found)
            return outcome;
    }
    return ScanOutcome::Done;
}

ScanOutcome RecordScanner::lineHas(Look& look, TermMatcher& term, LogSeq line, bool& found)
{
    const std::string_view text = domain::withoutLineEnding(look.reader.bytes(line));
    const ScanOutcome outcome = term.matches(text, look.cancelled, found);
    if (outcome != ScanOutcome::Done || found || !look.reader.mayHoldEscapes(line))
        return outcome;
    return m_escapes.matches(term, text, look.reader.tag(line).continuation, look.cancelled, found);
}

ScanOutcome RecordScanner::lookAgain(const LogReader& reader, const std::vector<LogSeq>& heads,
                                     const std::atomic<bool>& cancelled, std::vector<LogSeq>& shown)
{
    Look look{reader, cancelled, {m_filter->filter, reader.store()}, {}, {}};
    for (const LogSeq head : heads) {
        bool one = false;
        const ScanOutcome outcome = decide(look, head, false, one);
        if (outcome != ScanOutcome::Done)
            return outcome;
        if (one)
            shown.push_back(head);
        if (cancelled.load(std::memory_order_relaxed))
            return ScanOutcome::Cancelled;
    }
    return ScanOutcome::Done;
}

} // namespace ops::infra
