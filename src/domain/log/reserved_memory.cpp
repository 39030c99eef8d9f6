#include "domain/log/reserved_memory.h"

#include <cstdlib>

namespace ops::domain {
namespace {

class Heap final : public AddressSpace {
public:
    base::Result<ReservedMemory> reserve(size_t bytes) override
    {
        void* const data = std::malloc(bytes > 0 ? bytes : 1);
        if (data == nullptr)
            return base::Error{base::ErrorCode::NoSpace, QStringLiteral("%1 bytes of memory").arg(bytes), {}};
        return given(*this, static_cast<char*>(data), bytes);
    }

protected:
    void release(char* data, size_t size) override
    {
        Q_UNUSED(size)
        std::free(data);
    }
    void expectFilling(char* data, size_t bytes) override
    {
        Q_UNUSED(data)
        Q_UNUSED(bytes)
    }
};

} // namespace

AddressSpace& AddressSpace::heap()
{
    static Heap heap;
    return heap;
}

ReservedMemory AddressSpace::given(AddressSpace& from, char* data, size_t size)
{
    ReservedMemory memory;
    memory.m_from = &from;
    memory.m_data = data;
    memory.m_size = size;
    return memory;
}

} // namespace ops::domain
