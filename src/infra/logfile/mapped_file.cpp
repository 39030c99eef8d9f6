#include "infra/logfile/mapped_file.h"

#include "base/errno_error.h"

#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>

namespace ops::infra {

base::Result<std::shared_ptr<const MappedFile>> MappedFile::map(int fd, const QString& path)
{
    struct stat facts = {};
    if (fstat(fd, &facts) != 0)
        return base::posixError(errno, QStringLiteral("stat"), path);
    std::shared_ptr<MappedFile> file(new MappedFile);
    file->m_size = static_cast<size_t>(facts.st_size);
    if (file->m_size == 0)
        return std::shared_ptr<const MappedFile>(std::move(file));
    void* const start = mmap(nullptr, file->m_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (start == MAP_FAILED) {
        file->m_size = 0;
        return base::posixError(errno, QStringLiteral("map"), path);
    }
    file->m_start = static_cast<char*>(start);
    file->m_guard = std::make_unique<TruncationGuard>(file->m_start, file->m_size);
    if (!*file->m_guard)
        return base::Error{base::ErrorCode::Unavailable, QStringLiteral("too many mapped files"), path};
    return std::shared_ptr<const MappedFile>(std::move(file));
}

MappedFile::~MappedFile()
{
    m_guard.reset();
    if (m_start != nullptr)
        munmap(m_start, m_size);
}

} // namespace ops::infra
