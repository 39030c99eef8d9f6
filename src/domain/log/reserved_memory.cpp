#include "domain/log/reserved_memory.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <sys/mman.h>

namespace ops::domain {

base::Result<ReservedMemory> ReservedMemory::reserve(size_t bytes)
{
    const size_t size = toHugePages(bytes);
    const size_t mapped = size + hugePage;
    // NORESERVE: what is never written must not count against the machine's memory.
    void* const start =
        mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED)
        return base::Error{base::ErrorCode::NoSpace, QString::fromLocal8Bit(strerror(errno)),
                           QStringLiteral("%1 bytes of address space").arg(size)};
    char* const first = static_cast<char*>(start);
    const size_t misfit = reinterpret_cast<uintptr_t>(start) % hugePage;
    const size_t lead = misfit == 0 ? 0 : hugePage - misfit;
    if (lead > 0)
        munmap(first, lead);
    munmap(first + lead + size, mapped - lead - size);
    ReservedMemory memory;
    memory.m_data = first + lead;
    memory.m_size = size;
    return memory;
}

ReservedMemory::~ReservedMemory()
{
    if (m_data != nullptr)
        munmap(m_data, m_size);
}

void ReservedMemory::expectFilling(size_t bytes)
{
    if (m_data != nullptr)
        madvise(m_data, toHugePages(bytes) < m_size ? toHugePages(bytes) : m_size, MADV_HUGEPAGE);
}

} // namespace ops::domain
