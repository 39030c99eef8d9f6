#pragma once

#include "domain/log/log_filter.h"
#include "domain/log/log_reader.h"

#include <atomic>
#include <memory>
#include <vector>

namespace ops::infra {

enum class ScanOutcome { Done, TooSlow, Cancelled };

// One text of a filter, ready to be looked for. For one thread: it has scratch memory of its own.
class TermMatcher {
public:
    TermMatcher() = default;
    TermMatcher(const TermMatcher&) = delete;
    TermMatcher& operator=(const TermMatcher&) = delete;
    virtual ~TermMatcher() = default;

    // Adds the rows of the block that have the text, in order. What was added before an outcome other than Done is
    // true, but not complete.
    virtual ScanOutcome scan(const domain::LogBlock& block, const std::atomic<bool>& cancelled,
                             std::vector<quint32>& rows) = 0;
    // Whether one line has it; `line` is without its ending.
    virtual ScanOutcome matches(std::string_view line, const std::atomic<bool>& cancelled, bool& found) = 0;
};

// A term that was understood. Immutable; any thread, and it must outlive its matchers.
class CompiledTerm {
public:
    CompiledTerm() = default;
    CompiledTerm(const CompiledTerm&) = delete;
    CompiledTerm& operator=(const CompiledTerm&) = delete;
    virtual ~CompiledTerm() = default;

    // The first call may take its time to prepare what all matchers share; it belongs on a working thread.
    virtual std::unique_ptr<TermMatcher> matcher() const = 0;
    // How much work it is to look for: the cheapest term of a filter is looked for first.
    virtual int cost() const = 0;
};

inline constexpr int maxTermLength = 4096;
// Quick. Errors: InvalidInput with the place in a regular expression that cannot be understood; TooLarge.
base::Result<std::shared_ptr<const CompiledTerm>> compileTerm(const domain::LogTextTerm& term);

} // namespace ops::infra
