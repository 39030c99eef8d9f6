#define PCRE2_CODE_UNIT_WIDTH 8

#include "infra/search/pcre_pattern.h"

#include "infra/search/block_rows.h"
#include "infra/search/thread_budget.h"

#include <array>
#include <pcre2.h>

namespace ops::infra {
namespace {

using base::Error;
using base::ErrorCode;

// Steps of one attempt at one place; a pattern that backtracks without end is at this limit in some milliseconds.
constexpr quint32 matchLimit = 1'000'000;
constexpr size_t jitStackStart = 32 * 1024;
constexpr size_t jitStackEnd = 1024 * 1024;

QString messageOf(int code)
{
    std::array<PCRE2_UCHAR8, 256> text{};
    pcre2_get_error_message(code, text.data(), text.size());
    return QString::fromUtf8(reinterpret_cast<const char*>(text.data()));
}

// The place in the pattern, in characters, for an offset in its UTF-8.
qsizetype characterAt(const QByteArray& pattern, size_t offset)
{
    return QString::fromUtf8(pattern.left(static_cast<qsizetype>(offset))).size();
}

} // namespace

base::Result<std::shared_ptr<const PcrePattern>> PcrePattern::compile(const domain::LogTextTerm& term)
{
    const QByteArray pattern = term.text.toUtf8();
    std::shared_ptr<PcrePattern> compiled(new PcrePattern);
    const bool literal = term.kind == domain::LogTextKind::Literal;
    if (!literal)
        compiled->m_shape = shapeOf({pattern.constData(), static_cast<size_t>(pattern.size())});
    else
        compiled->m_shape = {!pattern.contains('\n'), false, false};
    compiled->m_text = pattern;
    compiled->m_options = literal ? PCRE2_LITERAL : PCRE2_MULTILINE;
    if (!term.caseSensitive)
        compiled->m_options |= PCRE2_CASELESS;
    if (!compiled->m_shape.bytesSuffice)
        compiled->m_options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
    int code = 0;
    size_t offset = 0;
    compiled->m_code = compileText(pattern, compiled->m_options, code, offset);
    if (compiled->m_code == nullptr)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("%1 at character %2").arg(messageOf(code)).arg(characterAt(pattern, offset) + 1),
                     term.text};
    return std::shared_ptr<const PcrePattern>(std::move(compiled));
}

pcre2_real_code_8* PcrePattern::compileText(const QByteArray& text, quint32 options, int& code, size_t& offset)
{
    pcre2_compile_context* const context = pcre2_compile_context_create(nullptr);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_code* const compiled = pcre2_compile(reinterpret_cast<PCRE2_SPTR8>(text.constData()),
                                               static_cast<size_t>(text.size()), options, &code, &offset, context);
    pcre2_compile_context_free(context);
    return compiled;
}

void PcrePattern::prepare() const
{
    int code = 0;
    size_t offset = 0;
    m_limited = compileText(m_text, m_options | PCRE2_USE_OFFSET_LIMIT, code, offset);
    // Where the system forbids new machine code the pattern is interpreted: slower, and the same answer.
    pcre2_jit_compile(m_code, PCRE2_JIT_COMPLETE);
    pcre2_jit_compile(m_limited, PCRE2_JIT_COMPLETE);
}

PcrePattern::~PcrePattern()
{
    pcre2_code_free(m_code);
    pcre2_code_free(m_limited);
}

std::unique_ptr<TermMatcher> PcrePattern::matcher() const
{
    std::call_once(m_prepared, &PcrePattern::prepare, this);
    return std::make_unique<PcreMatcher>(*this);
}

PcreMatcher::PcreMatcher(const PcrePattern& pattern)
    : m_pattern(pattern)
    , m_data(pcre2_match_data_create(1, nullptr))
    , m_context(pcre2_match_context_create(nullptr))
    , m_stack(pcre2_jit_stack_create(jitStackStart, jitStackEnd, nullptr))
{
    pcre2_set_match_limit(m_context, matchLimit);
    pcre2_jit_stack_assign(m_context, nullptr, m_stack);
}

PcreMatcher::~PcreMatcher()
{
    pcre2_match_data_free(m_data);
    pcre2_match_context_free(m_context);
    pcre2_jit_stack_free(m_stack);
}

int PcreMatcher::match(const pcre2_real_code_8* code, std::string_view text, size_t from)
{
    return pcre2_match(code, reinterpret_cast<PCRE2_SPTR8>(text.data()), text.size(), from, 0, m_data, m_context);
}

size_t PcreMatcher::matchEnd() const
{
    return pcre2_get_ovector_pointer(m_data)[1];
}

size_t PcreMatcher::matchStart() const
{
    return pcre2_get_ovector_pointer(m_data)[0];
}

ScanOutcome PcreMatcher::scan(const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                              std::vector<quint32>& rows)
{
    ThreadBudget budget{std::chrono::milliseconds(budgetMs)};
    const ThreadBudget whole{std::chrono::milliseconds(budgetMs + block.bytes().size() / slowestBytesPerMs)};
    quint32 row = block.begin;
    while (row < block.end) {
        if (cancelled.load(std::memory_order_relaxed))
            return ScanOutcome::Cancelled;
        budget.restart();
        quint32 end = row + 1;
        const quint32 start = block.start(row);
        // What looks at its neighbours must find a line ending there, which the pieces of a cut line lack.
        const auto separated = [&](quint32 next) {
            return !m_pattern.shape().looksAround || block.text[block.ends[next - 1] - 1] == '\n';
        };
        while (end < block.end && block.ends[end] - start <= windowBytes && separated(end))
            ++end;
        const bool together = m_pattern.shape().staysInLine && block.ends[end - 1] - start <= windowBytes;
        const ScanOutcome outcome =
            together ? scanWindow(block, row, end, rows) : scanLines(block, row, end, cancelled, rows);
        if (outcome != ScanOutcome::Done)
            return outcome;
        if (budget.spent() || whole.spent())
            return ScanOutcome::TooSlow;
        row = end;
    }
    return ScanOutcome::Done;
}

// All lines at once: one call for each line that matches instead of one for each line.
ScanOutcome PcreMatcher::scanWindow(const domain::LogBlock& block, quint32 firstRow, quint32 endRow,
                                    std::vector<quint32>& rows)
{
    domain::LogBlock window = block;
    window.begin = firstRow;
    window.end = endRow;
    BlockRows places(window);
    const quint32 base = block.start(firstRow);
    const std::string_view text = window.bytes();
    for (size_t from = 0; from < text.size();) {
        const int found = match(m_pattern.m_code, text, from);
        if (found == PCRE2_ERROR_NOMATCH)
            break;
        if (found < 0)
            return ScanOutcome::TooSlow;
        const size_t start = matchStart();
        if (start >= text.size())
            break; // the empty match behind the last line
        const quint32 row = places.rowAt(base + static_cast<quint32>(start));
        const quint32 contentEnd = places.contentEnd(row);
        bool inLine = base + matchEnd() <= contentEnd;
        if (!inLine) {
            // It runs into the line ending; without that there may be another one.
            const quint32 lineStart = block.start(row);
            const int again = match(m_pattern.m_code, {block.text + lineStart, contentEnd - lineStart}, 0);
            if (again < 0 && again != PCRE2_ERROR_NOMATCH)
                return ScanOutcome::TooSlow;
            inLine = again != PCRE2_ERROR_NOMATCH;
        }
        if (inLine)
            rows.push_back(row);
        from = block.ends[row] - base;
    }
    return ScanOutcome::Done;
}

ScanOutcome PcreMatcher::scanLines(const domain::LogBlock& block, quint32 firstRow, quint32 endRow,
                                   const std::atomic<bool>& cancelled, std::vector<quint32>& rows)
{
    for (quint32 row = firstRow; row < endRow; ++row) {
        bool found = false;
        const ScanOutcome outcome = matches(domain::withoutLineEnding(block.bytes(row)), cancelled, found);
        if (outcome != ScanOutcome::Done)
            return outcome;
        if (found)
            rows.push_back(row);
    }
    return ScanOutcome::Done;
}

ScanOutcome PcreMatcher::matches(std::string_view line, const std::atomic<bool>& cancelled, bool& found)
{
    if (line.size() > windowBytes)
        return matchLong(line, cancelled, found);
    const int result = match(m_pattern.m_code, line, 0);
    if (result < 0 && result != PCRE2_ERROR_NOMATCH)
        return ScanOutcome::TooSlow;
    found = result != PCRE2_ERROR_NOMATCH;
    return ScanOutcome::Done;
}

// PCRE2 cannot be interrupted, so a long line is given to it with few places to begin at, and twice as many each time
// that was quick: the harmless expression needs a few calls, and the one that reads the whole line for every place is
// found out early.
ScanOutcome PcreMatcher::matchLong(std::string_view line, const std::atomic<bool>& cancelled, bool& found)
{
    constexpr size_t placesAtFirst = 16;
    const ThreadBudget budget{std::chrono::milliseconds(budgetMs)};
    found = false;
    ScanOutcome outcome = ScanOutcome::Done;
    size_t places = placesAtFirst;
    for (size_t from = 0; from <= line.size() && !found && outcome == ScanOutcome::Done;) {
        ThreadBudget quick{std::chrono::milliseconds(2)};
        pcre2_set_offset_limit(m_context, from + places - 1);
        const int result = match(m_pattern.m_limited, line, from);
        found = result >= 0;
        if (cancelled.load(std::memory_order_relaxed))
            outcome = ScanOutcome::Cancelled;
        else if ((result < 0 && result != PCRE2_ERROR_NOMATCH) || budget.spent())
            outcome = ScanOutcome::TooSlow;
        from += places;
        if (!quick.spent())
            places *= 2;
    }
    pcre2_set_offset_limit(m_context, PCRE2_UNSET);
    return outcome;
}

} // namespace ops::infra
