#include "infra/search/term_matcher.h"

#include "infra/search/json_spelling.h"
#include "infra/search/literal_term.h"
#include "infra/search/pcre_pattern.h"

#ifdef OPS_HAVE_HYPERSCAN
#include "infra/search/hyperscan_term.h"
#endif

namespace ops::infra {

using Compiled = std::shared_ptr<const CompiledTerm>;

namespace {

base::Result<Compiled> compilePattern(const domain::LogTextTerm& term)
{
    auto pattern = PcrePattern::compile(term);
    if (!pattern)
        return pattern.error();
#ifdef OPS_HAVE_HYPERSCAN
    if (HyperscanTerm::suits(term, **pattern))
        return Compiled(std::make_shared<const HyperscanTerm>(term, std::move(pattern).value()));
#endif
    return Compiled(std::move(pattern).value());
}

} // namespace

base::Result<Compiled> compileTerm(const domain::LogTextTerm& term)
{
    if (term.text.isEmpty())
        return base::Error{base::ErrorCode::InvalidInput, QStringLiteral("nothing to look for"), {}};
    if (term.text.size() > maxTermLength)
        return base::Error{base::ErrorCode::TooLarge,
                           QStringLiteral("%1 characters, the limit is %2").arg(term.text.size()).arg(maxTermLength),
                           term.text.left(40)};
    if (term.kind == domain::LogTextKind::Literal) {
        if (const auto spelled = withJsonSpellings(term)) {
            const auto compiled = compilePattern(*spelled);
            return compiled ? compiled : compilePattern(term); // as it is, where all spellings are too much for PCRE2
        }
        const QByteArray text = term.text.toUtf8();
        return Compiled(std::make_shared<const LiteralTerm>(
            std::string_view(text.constData(), static_cast<size_t>(text.size())), !term.caseSensitive));
    }
    return compilePattern(term);
}

} // namespace ops::infra
