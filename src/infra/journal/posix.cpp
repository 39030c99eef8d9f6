#include "infra/journal/posix.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ops::infra {

using base::Error;

namespace {

FileFacts factsFrom(const struct stat& status)
{
    return {status.st_dev, status.st_ino, status.st_size, S_ISREG(status.st_mode)};
}

} // namespace

base::Result<FileFacts> factsOf(int fd, const QString& path)
{
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return posixError(errno, QStringLiteral("stat"), path);
    return factsFrom(status);
}

base::Result<FileFacts> factsOf(const QString& path)
{
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return posixError(errno, QStringLiteral("stat"), path);
    return factsFrom(status);
}

base::Result<void> makePrivateDirectory(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) == 0)
        return {};
    const int number = errno;
    if (number == EEXIST)
        return {};
    const QString parent = QDir::cleanPath(path + QStringLiteral("/.."));
    if (number != ENOENT || parent == path)
        return posixError(number, QStringLiteral("create directory"), path);
    if (auto made = makePrivateDirectory(parent); !made)
        return made;
    if (::mkdir(name.constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return posixError(errno, QStringLiteral("create directory"), path);
}

base::Result<QByteArray> readAt(int fd, qint64 offset, qint64 length, const QString& path)
{
    QByteArray bytes(length, Qt::Uninitialized);
    qint64 have = 0;
    while (have < length) {
        const ssize_t got = ::pread(fd, bytes.data() + have, static_cast<size_t>(length - have), offset + have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return posixError(errno, QStringLiteral("read"), path);
        if (got == 0)
            break;
        have += got;
    }
    bytes.truncate(have);
    return bytes;
}

base::Result<void> writeAll(int fd, const QByteArray& bytes, const QString& path)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return posixError(wrote == 0 ? ENOSPC : errno, QStringLiteral("write"), path);
        done += wrote;
    }
    return {};
}

base::Result<void> flushToDisk(int fd, const QString& path)
{
    while (::fdatasync(fd) != 0)
        if (errno != EINTR)
            return posixError(errno, QStringLiteral("flush to disk"), path);
    return {};
}

base::Result<void> replaceFile(const QString& path, const QByteArray& bytes)
{
    const QString beside = path + QStringLiteral(".%1.new").arg(::getpid());
    const auto failed = [&beside](const Error& error) {
        ::unlink(QFile::encodeName(beside).constData());
        return error;
    };
    const auto file = openFile(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    if (!file)
        return file.error();
    if (const auto wrote = writeAll(file->get(), bytes, beside); !wrote)
        return failed(wrote.error());
    if (const auto flushed = flushToDisk(file->get(), beside); !flushed)
        return failed(flushed.error());
    if (::rename(QFile::encodeName(beside).constData(), QFile::encodeName(path).constData()) != 0)
        return failed(posixError(errno, QStringLiteral("rename"), path));
    return {};
}

} // namespace ops::infra
