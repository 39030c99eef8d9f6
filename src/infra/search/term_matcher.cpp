#include "infra/search/term_matcher.h"

#include "infra/search/literal_term.h"
#include "infra/search/pcre_pattern.h"

#ifdef OPS_HAVE_HYPERSCAN
#include "infra/search/hyperscan_term.h"
#endif

#include <algorithm>

namespace ops::infra {

base::Result<std::shared_ptr<const CompiledTerm>> compileTerm(const domain::LogTextTerm& term)
{
    using Compiled = std::shared_ptr<const CompiledTerm>;
    if (term.text.isEmpty())
        return base::Error{base::ErrorCode::InvalidInput, QStringLiteral("nothing to look for"), {}};
    if (term.text.size() > maxTermLength)
        return base::Error{base::ErrorCode::TooLarge,
                           QStringLiteral("%1 characters, the limit is %2").arg(term.text.size()).arg(maxTermLength),
                           term.text.left(40)};
    const bool ascii = std::all_of(term.text.begin(), term.text.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (term.kind == domain::LogTextKind::Literal && (ascii || term.caseSensitive)) {
        const QByteArray text = term.text.toUtf8();
        return Compiled(std::make_shared<const LiteralTerm>(
            std::string_view(text.constData(), static_cast<size_t>(text.size())), !term.caseSensitive));
    }
    auto pattern = PcrePattern::compile(term);
    if (!pattern)
        return pattern.error();
#ifdef OPS_HAVE_HYPERSCAN
    if (HyperscanTerm::suits(term, **pattern))
        return Compiled(std::make_shared<const HyperscanTerm>(term, std::move(pattern).value()));
#endif
    return Compiled(std::move(pattern).value());
}

} // namespace ops::infra
