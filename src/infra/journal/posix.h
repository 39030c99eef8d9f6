#pragma once

#include "base/errno_error.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <utility>

// The few system calls that the journal is made of, with their errors as values. Any thread; blocking.
namespace ops::infra {

using base::errorCodeForErrno;
using base::posixError;

// Owns a file descriptor.
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

// Holds an advisory lock on a file until it goes out of scope; a process that dies lets go of it by itself.
class FileLock {
public:
    // Errors: Busy when somebody else held it all the time.
    static base::Result<FileLock> acquire(int fd, bool exclusive, std::chrono::milliseconds patience,
                                          const QString& path);
    FileLock(FileLock&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileLock& operator=(FileLock&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileLock();

private:
    explicit FileLock(int fd)
        : m_fd(fd)
    {
    }
    int m_fd = -1;
};

struct FileFacts {
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    bool regular = false;
};
base::Result<FileFacts> factsOf(int fd, const QString& path);
base::Result<FileFacts> factsOf(const QString& path); // NotFound when there is none

// Directories are made with mode 0700.
base::Result<void> makePrivateDirectory(const QString& path);
base::Result<FileHandle> openFile(const QString& path, int flags);
base::Result<QByteArray> readAt(int fd, qint64 offset, qint64 length, const QString& path);
base::Result<void> writeAll(int fd, const QByteArray& bytes, const QString& path);
base::Result<void> flushToDisk(int fd, const QString& path);
// Written beside it, flushed, and put in its place in one act; mode 0600.
base::Result<void> replaceFile(const QString& path, const QByteArray& bytes);

} // namespace ops::infra
