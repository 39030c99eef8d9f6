#pragma once

#include "infra/search/pcre_pattern.h"

struct hs_database;

namespace ops::infra {

// A regular expression by Hyperscan, whose time does not grow with the number of alternatives. Only for those that mean
// the same line by line and on bytes; where a match runs into a line ending PCRE2 decides, so both give the same rows.
class HyperscanTerm final : public CompiledTerm {
public:
    static bool suits(const domain::LogTextTerm& term, const PcrePattern& pattern);
    // For a term that suits.
    HyperscanTerm(const domain::LogTextTerm& term, std::shared_ptr<const PcrePattern> pattern);
    ~HyperscanTerm() override;

    std::unique_ptr<TermMatcher> matcher() const override;
    int cost() const override { return 1; }

private:
    void prepare() const;

    QByteArray m_text;
    bool m_caseSensitive;
    std::shared_ptr<const PcrePattern> m_pattern;
    mutable hs_database* m_database = nullptr; // null: Hyperscan cannot do it, PCRE2 does
    mutable std::once_flag m_prepared;
};

} // namespace ops::infra
