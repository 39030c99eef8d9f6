#include "infra/posix/file_handle.h"

#include "base/errno_error.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace ops::infra {

void FileHandle::close()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

base::Result<FileHandle> openFile(const QString& path, int flags)
{
    // O_NONBLOCK: somebody's named pipe in the file's place must not hang us.
    FileHandle handle(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!handle)
        return base::posixError(errno, QStringLiteral("open"), path);
    return handle;
}

} // namespace ops::infra
