#pragma once

#include "base/result.h"

#include <cstddef>
#include <utility>

namespace ops::domain {

class ReservedMemory;

// Gives memory that costs something only where it has been written to. Any thread; outlives all that it gave.
class AddressSpace {
public:
    AddressSpace() = default;
    AddressSpace(const AddressSpace&) = delete;
    AddressSpace& operator=(const AddressSpace&) = delete;
    virtual ~AddressSpace() = default;

    // At least that much, with anything in it. Errors: NoSpace.
    virtual base::Result<ReservedMemory> reserve(size_t bytes) = 0;

    // The C++ heap: for what stays small. An adapter has better for whole logs.
    static AddressSpace& heap();

protected:
    friend class ReservedMemory;
    virtual void release(char* data, size_t size) = 0;
    virtual void expectFilling(char* data, size_t bytes) = 0;
    static ReservedMemory given(AddressSpace& from, char* data, size_t size);
};

// Address space at addresses that never change. Owns it; any thread, one at a time.
class ReservedMemory {
public:
    ReservedMemory() = default;
    ReservedMemory(ReservedMemory&& other) noexcept
        : m_from(std::exchange(other.m_from, nullptr))
        , m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
    {
    }
    ReservedMemory& operator=(ReservedMemory&& other) noexcept
    {
        std::swap(m_from, other.m_from);
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        return *this;
    }
    ~ReservedMemory()
    {
        if (m_from != nullptr)
            m_from->release(m_data, m_size);
    }

    // The first `bytes` will be filled, so the first touch may be made cheaper. A wish.
    void expectFilling(size_t bytes)
    {
        if (m_from != nullptr)
            m_from->expectFilling(m_data, bytes < m_size ? bytes : m_size);
    }

    char* data() const { return m_data; }
    size_t size() const { return m_size; }
    explicit operator bool() const { return m_data != nullptr; }

private:
    friend class AddressSpace;

    AddressSpace* m_from = nullptr;
    char* m_data = nullptr;
    size_t m_size = 0;
};

} // namespace ops::domain
