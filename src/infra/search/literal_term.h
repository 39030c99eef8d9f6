#pragma once

#include "infra/search/folded_literal.h"
#include "infra/search/term_matcher.h"

namespace ops::infra {

// A literal that is looked for byte for byte, or that is ASCII. Needs no scratch memory and is never too slow.
class LiteralTerm final : public CompiledTerm {
public:
    LiteralTerm(std::string_view text, bool foldCase, FoldedLiteral::Vectors vectors = FoldedLiteral::bestVectors())
        : m_literal(text, foldCase, vectors)
    {
    }

    std::unique_ptr<TermMatcher> matcher() const override;
    int cost() const override { return m_literal.size() > 1 ? 0 : 1; }

private:
    FoldedLiteral m_literal;
};

} // namespace ops::infra
