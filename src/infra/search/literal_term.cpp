#include "infra/search/literal_term.h"

#include "infra/search/block_rows.h"

#include <utility>

namespace ops::infra {
namespace {

class LiteralMatcher final : public TermMatcher {
public:
    explicit LiteralMatcher(FoldedLiteral literal)
        : m_literal(std::move(literal))
    {
    }

    ScanOutcome scan(const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                     std::vector<quint32>& rows) override
    {
        const std::string_view text = block.bytes();
        const quint32 base = block.start(block.begin);
        if (!std::exchange(m_tuned, true))
            m_literal.tune(text);
        BlockRows places(block);
        for (size_t from = 0; from < text.size();) {
            const size_t found = m_literal.find(text, from);
            if (found == std::string_view::npos || found >= text.size())
                break;
            const quint32 row = places.rowAt(base + static_cast<quint32>(found));
            // One that runs into the line ending is none, and so is any later one of that line.
            if (base + found + m_literal.size() <= places.contentEnd(row))
                rows.push_back(row);
            from = block.ends[row] - base;
            if (cancelled.load(std::memory_order_relaxed))
                return ScanOutcome::Cancelled;
        }
        return ScanOutcome::Done;
    }

    ScanOutcome matches(std::string_view line, const std::atomic<bool>& cancelled, bool& found) override
    {
        Q_UNUSED(cancelled)
        found = m_literal.find(line, 0) != std::string_view::npos;
        return ScanOutcome::Done;
    }

private:
    FoldedLiteral m_literal;
    bool m_tuned = false;
};

} // namespace

std::unique_ptr<TermMatcher> LiteralTerm::matcher() const
{
    return std::make_unique<LiteralMatcher>(m_literal);
}

} // namespace ops::infra
