#pragma once

#include <cstddef>

namespace ops::infra {

// A mapped file that somebody cuts short under us would end the program at the next look at it. While a guard stands
// over a mapping, such a look reads zeros instead, and hit() says so. Needs a signal handler, and therefore one small
// table for the whole process; made and ended on any thread.
class TruncationGuard {
public:
    // Whether the table had room: without a guard the mapping must not be used.
    TruncationGuard(char* start, size_t bytes);
    TruncationGuard(const TruncationGuard&) = delete;
    TruncationGuard& operator=(const TruncationGuard&) = delete;
    ~TruncationGuard(); // before the mapping goes

    explicit operator bool() const { return m_slot >= 0; }
    bool hit() const;

private:
    int m_slot;
};

} // namespace ops::infra
