#include "infra/posix/file_lock.h"

#include "base/errno_error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

namespace ops::infra {

using base::Error;
using base::ErrorCode;

base::Result<FileLock> FileLock::acquire(int fd, bool exclusive, std::chrono::milliseconds patience,
                                         const QString& path)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + patience;
    for (;;) {
        if (::flock(fd, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
            return FileLock(fd);
        if (errno != EWOULDBLOCK && errno != EINTR)
            return base::posixError(errno, QStringLiteral("lock"), path);
        if (Clock::now() >= deadline)
            return Error{ErrorCode::Busy,
                         QStringLiteral("another program has held its lock for %1 ms").arg(patience.count()), path};
        std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
}

base::Result<FileLock> FileLock::acquireBeside(const QString& path, std::chrono::milliseconds patience)
{
    const QString lockPath = path + QStringLiteral(".lock");
    auto file = openFile(lockPath, O_RDWR | O_CREAT);
    if (!file)
        return file.error();
    auto locked = acquire(file->get(), true, patience, lockPath);
    if (!locked && locked.error().code == ErrorCode::Busy)
        return Error{ErrorCode::Busy,
                     QStringLiteral("%1 was locked for all of %2 ms").arg(lockPath).arg(patience.count()), path};
    if (!locked)
        return locked.error();
    FileLock lock = std::move(locked).value();
    lock.m_own = std::move(file).value();
    return lock;
}

FileLock::~FileLock()
{
    // Not by close() alone: a child that is being started at this moment has the descriptor too until it calls exec.
    if (m_fd >= 0)
        ::flock(m_fd, LOCK_UN);
}

} // namespace ops::infra
