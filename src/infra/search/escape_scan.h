#pragma once

#include "infra/search/term_matcher.h"

#include <string>

namespace ops::infra {

// The second look at lines with terminal escape sequences: at what the table shows of them, where colours neither part
// words nor stand within them. What has none is never touched. For one thread: it has scratch memory of its own.
class EscapeScan {
public:
    // `rows` are those in which the term was found among the bytes, in order; those in which it is found without the
    // sequences come to them, in order too. After an outcome other than Done they are of no use.
    ScanOutcome scan(TermMatcher& term, const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                     std::vector<quint32>& rows);
    // The same for one line without its ending; `continues`: it continues another. `found` is false before.
    ScanOutcome matches(TermMatcher& term, std::string_view line, bool continues, const std::atomic<bool>& cancelled,
                        bool& found);

private:
    void add(const domain::LogBlock& block, quint32 row);
    ScanOutcome scanAdded(TermMatcher& term, const std::atomic<bool>& cancelled, std::vector<quint32>& rows);

    // Lines without their sequences, one after another, each with an ending; and which rows they are.
    std::string m_text;
    std::vector<quint32> m_ends;
    std::vector<quint32> m_rows;
    std::vector<quint32> m_found; // of these
};

} // namespace ops::infra
