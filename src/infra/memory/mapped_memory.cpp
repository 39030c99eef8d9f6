#include "infra/memory/mapped_memory.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <sys/mman.h>

namespace ops::infra {
namespace {

constexpr size_t hugePage = size_t{2} * 1024 * 1024;

size_t toHugePages(size_t bytes)
{
    return (bytes + hugePage - 1) / hugePage * hugePage;
}

class MappedMemory final : public domain::AddressSpace {
public:
    base::Result<domain::ReservedMemory> reserve(size_t bytes) override
    {
        const QString wanted = QStringLiteral("%1 bytes of address space").arg(bytes);
        if (bytes > SIZE_MAX / 2)
            return base::Error{base::ErrorCode::NoSpace, QStringLiteral("more than there can be"), wanted};
        const size_t size = toHugePages(bytes);
        // One page more, so that a huge page can begin where the memory does.
        const size_t mapped = size + hugePage;
        void* const start =
            mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (start == MAP_FAILED)
            return base::Error{base::ErrorCode::NoSpace, QString::fromLocal8Bit(strerror(errno)), wanted};
        char* const first = static_cast<char*>(start);
        const size_t misfit = reinterpret_cast<uintptr_t>(start) % hugePage;
        const size_t lead = misfit == 0 ? 0 : hugePage - misfit;
        if (lead > 0)
            munmap(first, lead);
        if (lead < hugePage)
            munmap(first + lead + size, hugePage - lead);
        return given(*this, first + lead, size);
    }

protected:
    void release(char* data, size_t size) override { munmap(data, size); }
    void expectFilling(char* data, size_t bytes) override { madvise(data, toHugePages(bytes), MADV_HUGEPAGE); }
};

} // namespace

domain::AddressSpace& mappedMemory()
{
    static MappedMemory memory;
    return memory;
}

} // namespace ops::infra
