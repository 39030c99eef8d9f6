#pragma once

#include "infra/search/pattern_shape.h"
#include "infra/search/term_matcher.h"

#include <QByteArray>

#include <memory>
#include <mutex>

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;
struct pcre2_real_match_context_8;
struct pcre2_real_jit_stack_8;

namespace ops::infra {

// A regular expression, or a literal that ignores case outside ASCII, by PCRE2 on UTF-8 with its compiler to machine
// code. Bytes that are not UTF-8 match nothing and hinder nothing. What takes too long is given up as TooSlow, never
// waited for: PCRE2 counts its steps, and the text goes in windows whose time is taken.
class PcrePattern final : public CompiledTerm {
public:
    static base::Result<std::shared_ptr<const PcrePattern>> compile(const domain::LogTextTerm& term);
    ~PcrePattern() override;

    std::unique_ptr<TermMatcher> matcher() const override;
    int cost() const override { return m_shape.staysInLine ? 2 : 3; }
    const PatternShape& shape() const { return m_shape; }

private:
    friend class PcreMatcher;
    PcrePattern() = default;
    static pcre2_real_code_8* compileText(const QByteArray& text, quint32 options, int& code, size_t& offset);
    void prepare() const;

    QByteArray m_text;
    quint32 m_options = 0;
    PatternShape m_shape;
    pcre2_real_code_8* m_code = nullptr;
    // The same again, for long lines: it can be told where a match may begin at the latest.
    mutable pcre2_real_code_8* m_limited = nullptr;
    mutable std::once_flag m_prepared;
};

class PcreMatcher final : public TermMatcher {
public:
    // The pattern must outlive this.
    explicit PcreMatcher(const PcrePattern& pattern);
    ~PcreMatcher() override;

    ScanOutcome scan(const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                     std::vector<quint32>& rows) override;
    ScanOutcome matches(std::string_view line, const std::atomic<bool>& cancelled, bool& found) override;

    // The thread's own time that one window, or one line longer than that, may take.
    static constexpr int budgetMs = 250;
    // And the slowest that a scan may be all in all: 2 MB/s; grep is a thousand times quicker.
    static constexpr size_t slowestBytesPerMs = 2000;
    static constexpr quint32 windowBytes = 16 * 1024;

private:
    ScanOutcome scanWindow(const domain::LogBlock& block, quint32 firstRow, quint32 endRow, std::vector<quint32>& rows);
    ScanOutcome scanLines(const domain::LogBlock& block, quint32 firstRow, quint32 endRow,
                          const std::atomic<bool>& cancelled, std::vector<quint32>& rows);
    ScanOutcome matchLong(std::string_view line, const std::atomic<bool>& cancelled, bool& found);
    int match(const pcre2_real_code_8* code, std::string_view text, size_t from);
    size_t matchStart() const;
    size_t matchEnd() const;

    const PcrePattern& m_pattern;
    pcre2_real_match_data_8* m_data;
    pcre2_real_match_context_8* m_context;
    pcre2_real_jit_stack_8* m_stack;
};

} // namespace ops::infra
