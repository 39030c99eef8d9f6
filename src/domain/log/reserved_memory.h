#pragma once

#include "base/result.h"

#include <cstddef>
#include <utility>

namespace ops::domain {

// Address space that costs memory only where it has been written to, zeroed, at addresses that never change. Owns it;
// any thread, one at a time.
class ReservedMemory {
public:
    ReservedMemory() = default;
    // Rounded up to huge pages, and begins at one. Errors: NoSpace.
    static base::Result<ReservedMemory> reserve(size_t bytes);
    ReservedMemory(ReservedMemory&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
    {
    }
    ReservedMemory& operator=(ReservedMemory&& other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        return *this;
    }
    ~ReservedMemory();

    // The first `bytes` will be filled: huge pages make the first touch cheaper. A wish; the system may not grant it.
    void expectFilling(size_t bytes);

    char* data() const { return m_data; }
    size_t size() const { return m_size; }
    explicit operator bool() const { return m_data != nullptr; }

    static constexpr size_t hugePage = size_t{2} * 1024 * 1024;
    static constexpr size_t toHugePages(size_t bytes) { return (bytes + hugePage - 1) / hugePage * hugePage; }

private:
    char* m_data = nullptr;
    size_t m_size = 0;
};

} // namespace ops::domain
