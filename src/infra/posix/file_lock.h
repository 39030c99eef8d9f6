#pragma once

#include "base/result.h"
#include "infra/posix/file_handle.h"

#include <QString>

#include <chrono>
#include <utility>

namespace ops::infra {

// Holds an advisory lock on a file until it goes out of scope, against other processes and other objects of this one
// alike; a process that dies lets go of it by itself. Any thread; blocks for `patience` at most.
class FileLock {
public:
    // On a file that is open, which stays the caller's and outlives this; `path` is its name. Errors: Busy when
    // somebody else held it all the time; what the system says.
    static base::Result<FileLock> acquire(int fd, bool exclusive, std::chrono::milliseconds patience,
                                          const QString& path);
    // Of the file at `path`, which need not be there, in a directory that is: exclusive, and on a file of its own
    // beside it, because one that is replaced by each change would take its lock along. That file stays, empty: whoever
    // removed it would let two in, one with the old file and one with a new one. Errors: the same.
    static base::Result<FileLock> acquireBeside(const QString& path, std::chrono::milliseconds patience);
    FileLock(FileLock&& other) noexcept
        : m_own(std::move(other.m_own))
        , m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileLock& operator=(FileLock&& other) noexcept
    {
        std::swap(m_own, other.m_own);
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileLock();

private:
    explicit FileLock(int fd)
        : m_fd(fd)
    {
    }

    FileHandle m_own; // the file beside; none: the descriptor is the caller's
    int m_fd = -1;
};

} // namespace ops::infra
