#pragma once

#include "base/result.h"
#include "infra/logfile/truncation_guard.h"

#include <memory>
#include <string_view>

namespace ops::infra {

// A regular file as bytes in memory that cost none until they are looked at. Read only; any thread.
class MappedFile {
public:
    // Takes the file as it is now; what is appended later is not seen. Errors: of the system, Unavailable.
    static base::Result<std::shared_ptr<const MappedFile>> map(int fd, const QString& path);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view bytes() const { return {m_start, m_size}; }
    // Somebody made the file shorter while it was open: the end of bytes() may be zeros now.
    bool cutShort() const { return m_guard && m_guard->hit(); }

private:
    MappedFile() = default;

    char* m_start = nullptr;
    size_t m_size = 0;
    std::unique_ptr<TruncationGuard> m_guard;
};

} // namespace ops::infra
