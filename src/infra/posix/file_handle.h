#pragma once

#include "base/result.h"

#include <QString>

#include <utility>

namespace ops::infra {

// Owns a file descriptor. Any thread.
class FileHandle {
public:
    FileHandle() = default;
    explicit FileHandle(int fd)
        : m_fd(fd)
    {
    }
    FileHandle(FileHandle&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileHandle& operator=(FileHandle&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileHandle() { close(); }
    void close();
    int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

// `flags` as for open(2); no child has it, and a new file has mode 0600. Errors: what the system says.
base::Result<FileHandle> openFile(const QString& path, int flags);

} // namespace ops::infra
