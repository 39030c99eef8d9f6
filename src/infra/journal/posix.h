#pragma once

#include "base/errno_error.h"
#include "base/result.h"
#include "infra/posix/file_handle.h"
#include "infra/posix/file_lock.h"

#include <QByteArray>
#include <QString>

// The few system calls that the journal is made of, with their errors as values. Any thread; blocking.
namespace ops::infra {

using base::errorCodeForErrno;
using base::posixError;

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
base::Result<QByteArray> readAt(int fd, qint64 offset, qint64 length, const QString& path);
base::Result<void> writeAll(int fd, const QByteArray& bytes, const QString& path);
base::Result<void> flushToDisk(int fd, const QString& path);
// Written beside it, flushed, and put in its place in one act; mode 0600.
base::Result<void> replaceFile(const QString& path, const QByteArray& bytes);

} // namespace ops::infra
