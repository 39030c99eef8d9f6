#include "infra/search/export_file.h"

#include "base/errno_error.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ops::infra {
namespace {

constexpr qsizetype bufferBytes = qsizetype{1024} * 1024;
constexpr mode_t everybodysFile = 0666; // less what the umask takes

// In words of the name that somebody chose: nobody knows the one that it is written under.
base::Error cannotBegin(int number, const QString& path)
{
    const QString folder = QFileInfo(path).path();
    if (number == ENOENT)
        return {base::ErrorCode::NotFound,
                QStringLiteral("there is no folder %1: choose another one, or make it first").arg(folder), path};
    if (number == ENOTDIR)
        return {base::ErrorCode::NotFound, QStringLiteral("%1 is no folder: choose another one").arg(folder), path};
    return base::posixError(number, QStringLiteral("open"), path);
}

} // namespace

ExportFile::ExportFile(QString path)
    : m_path(std::move(path))
    , m_name(QFile::encodeName(m_path))
{
}

ExportFile::~ExportFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.isEmpty())
        ::unlink(m_temporary.constData());
}

base::Result<void> ExportFile::open()
{
    // Said now rather than when everything has been written.
    struct stat there {};
    if (::lstat(m_name.constData(), &there) == 0)
        return base::posixError(EEXIST, QStringLiteral("open"), m_path);
    m_temporary = m_name + ".part-" + QByteArray::number(::getpid());
    m_descriptor = ::open(m_temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, everybodysFile);
    if (m_descriptor < 0) {
        const int number = errno;
        m_temporary.clear();
        return cannotBegin(number, m_path);
    }
    return {};
}

base::Result<void> ExportFile::write(const QByteArray& bytes)
{
    m_buffer += bytes;
    m_bytes += bytes.size();
    return m_buffer.size() >= bufferBytes ? flush() : base::Result<void>();
}

base::Result<void> ExportFile::flush()
{
    for (qsizetype done = 0; done < m_buffer.size();) {
        const ssize_t wrote =
            ::write(m_descriptor, m_buffer.constData() + done, static_cast<size_t>(m_buffer.size() - done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return base::posixError(wrote == 0 ? ENOSPC : errno, QStringLiteral("write"), m_path);
        done += wrote;
    }
    m_buffer.clear();
    return {};
}

base::Result<void> ExportFile::restart()
{
    m_buffer.clear();
    m_bytes = 0;
    if (::ftruncate(m_descriptor, 0) != 0 || ::lseek(m_descriptor, 0, SEEK_SET) != 0)
        return base::posixError(errno, QStringLiteral("truncate"), m_path);
    return {};
}

base::Result<void> ExportFile::commit()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (::fsync(m_descriptor) != 0)
        return base::posixError(errno, QStringLiteral("fsync"), m_path);
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        return base::posixError(errno, QStringLiteral("close"), m_path);
    int number =
        ::renameat2(AT_FDCWD, m_temporary.constData(), AT_FDCWD, m_name.constData(), RENAME_NOREPLACE) == 0 ? 0 : errno;
    // Not every file system knows that; a second name is never put over another file either.
    if (number == EINVAL && ::link(m_temporary.constData(), m_name.constData()) == 0) {
        ::unlink(m_temporary.constData());
        number = 0;
    } else if (number == EINVAL) {
        number = errno;
    }
    if (number != 0)
        return base::posixError(number, QStringLiteral("rename"), m_path);
    m_temporary.clear();
    return {};
}

} // namespace ops::infra
