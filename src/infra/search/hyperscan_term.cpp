#include "infra/search/hyperscan_term.h"

#include "infra/search/block_rows.h"

#include <hs/hs.h>

namespace ops::infra {
namespace {

class HyperscanMatcher final : public TermMatcher {
public:
    HyperscanMatcher(const hs_database_t* database, const PcrePattern& pattern)
        : m_database(database)
        , m_pattern(pattern.matcher())
    {
        if (hs_alloc_scratch(m_database, &m_scratch) != HS_SUCCESS)
            m_scratch = nullptr;
    }
    ~HyperscanMatcher() override { hs_free_scratch(m_scratch); }

    ScanOutcome scan(const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                     std::vector<quint32>& rows) override
    {
        if (m_scratch == nullptr)
            return m_pattern->scan(block, cancelled, rows);
        Scan scan{*this, block, cancelled, rows, BlockRows(block), 0, ScanOutcome::Done};
        const std::string_view text = block.bytes();
        const hs_error_t error = hs_scan(m_database, text.data(), static_cast<unsigned>(text.size()), 0, m_scratch,
                                         &HyperscanMatcher::onMatch, &scan);
        if (error != HS_SUCCESS && error != HS_SCAN_TERMINATED)
            return ScanOutcome::TooSlow;
        return scan.outcome;
    }

    ScanOutcome matches(std::string_view line, const std::atomic<bool>& cancelled, bool& found) override
    {
        return m_pattern->matches(line, cancelled, found);
    }

private:
    struct Scan {
        HyperscanMatcher& matcher;
        const domain::LogBlock& block;
        const std::atomic<bool>& cancelled;
        std::vector<quint32>& rows;
        BlockRows places;
        quint64 decided; // everything before this offset of the scanned text
        ScanOutcome outcome;
    };

    // Called for every place where a match ends, in rising order.
    static int onMatch(unsigned /*id*/, unsigned long long /*from*/, unsigned long long to, unsigned /*flags*/,
                       void* context)
    {
        Scan& scan = *static_cast<Scan*>(context);
        if (to <= scan.decided)
            return 0;
        const quint32 base = scan.block.start(scan.block.begin);
        const auto last = static_cast<quint32>(to == 0 ? 0 : to - 1);
        const quint32 row = scan.places.rowAt(base + last);
        const quint32 start = scan.block.start(row);
        const bool ownLine = row == scan.block.begin || scan.block.text[start - 1] == '\n';
        bool found = ownLine && base + to <= scan.places.contentEnd(row);
        // It runs into the line ending, or comes from the piece of a cut line before.
        if (!found) {
            const std::string_view line = domain::withoutLineEnding(scan.block.bytes(row));
            scan.outcome = scan.matcher.m_pattern->matches(line, scan.cancelled, found);
        }
        if (found)
            scan.rows.push_back(row);
        scan.decided = scan.block.ends[row] - base;
        if (scan.outcome == ScanOutcome::Done && scan.cancelled.load(std::memory_order_relaxed))
            scan.outcome = ScanOutcome::Cancelled;
        return scan.outcome == ScanOutcome::Done ? 0 : 1;
    }

    const hs_database_t* m_database;
    std::unique_ptr<TermMatcher> m_pattern;
    hs_scratch_t* m_scratch = nullptr;
};

} // namespace

bool HyperscanTerm::suits(const domain::LogTextTerm& term, const PcrePattern& pattern)
{
    const PatternShape& shape = pattern.shape();
    // What looks around would see across the border of two lines; counted repetitions can take minutes to prepare.
    return term.kind == domain::LogTextKind::Regex && shape.staysInLine && shape.bytesSuffice && !shape.looksAround &&
           !term.text.contains(QLatin1Char('{')) && hs_valid_platform() == HS_SUCCESS;
}

HyperscanTerm::HyperscanTerm(const domain::LogTextTerm& term, std::shared_ptr<const PcrePattern> pattern)
    : m_text(term.text.toUtf8())
    , m_caseSensitive(term.caseSensitive)
    , m_pattern(std::move(pattern))
{
}

HyperscanTerm::~HyperscanTerm()
{
    hs_free_database(m_database);
}

void HyperscanTerm::prepare() const
{
    hs_compile_error_t* error = nullptr;
    const unsigned flags = m_caseSensitive ? 0U : unsigned{HS_FLAG_CASELESS};
    if (hs_compile(m_text.constData(), flags, HS_MODE_BLOCK, nullptr, &m_database, &error) != HS_SUCCESS)
        m_database = nullptr;
    hs_free_compile_error(error);
}

std::unique_ptr<TermMatcher> HyperscanTerm::matcher() const
{
    std::call_once(m_prepared, &HyperscanTerm::prepare, this);
    if (m_database == nullptr)
        return m_pattern->matcher();
    return std::make_unique<HyperscanMatcher>(m_database, *m_pattern);
}

} // namespace ops::infra
