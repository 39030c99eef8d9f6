#pragma once

#include "domain/log/log_hits.h"
#include "infra/search/escape_scan.h"
#include "infra/search/term_matcher.h"

namespace ops::infra {

// A whole filter, understood. Immutable; any thread.
struct CompiledFilter {
    domain::LogFilter filter;
    std::vector<std::shared_ptr<const CompiledTerm>> include; // the cheapest first
    std::vector<std::shared_ptr<const CompiledTerm>> exclude;
};
// Errors: InvalidInput; the subject is the term.
base::Result<std::shared_ptr<const CompiledFilter>> compileFilter(const domain::LogFilter& filter);

// Applies a filter to stretches of a store: a head and what continues it are one. For one thread.
class RecordScanner {
public:
    explicit RecordScanner(std::shared_ptr<const CompiledFilter> filter);

    // Lines [from, to), which must lie in one block of what the reader has pinned and have been read. Fills `hits`;
    // what it holds after an outcome other than Done is of no use.
    ScanOutcome look(const domain::LogReader& reader, domain::LogSeq from, domain::LogSeq to,
                     const std::atomic<bool>& cancelled, domain::LogHits& hits);
    // The same for heads that a wider filter found, in order; they may lie anywhere in the span.
    ScanOutcome lookAgain(const domain::LogReader& reader, const std::vector<domain::LogSeq>& heads,
                          const std::atomic<bool>& cancelled, std::vector<domain::LogSeq>& shown);

private:
    struct Look;
    ScanOutcome lookAtAttributes(Look& look, const domain::LogBlock& block);
    ScanOutcome lookAtTexts(Look& look, const domain::LogBlock& block);
    ScanOutcome decide(Look& look, domain::LogSeq head, bool primaryFound, bool& shown);
    ScanOutcome recordHas(Look& look, TermMatcher& term, domain::LogSeq head, bool& found);
    ScanOutcome lineHas(Look& look, TermMatcher& term, domain::LogSeq line, bool& found);

    std::shared_ptr<const CompiledFilter> m_filter;
    std::vector<std::unique_ptr<TermMatcher>> m_include;
    std::vector<std::unique_ptr<TermMatcher>> m_exclude;
    EscapeScan m_escapes;
    std::vector<quint32> m_rows; // kept for its memory
};

} // namespace ops::infra
