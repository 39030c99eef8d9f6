#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFileDevice>
#include <QString>

// Reading and replacing one small file of the config directory, with errors as values. Any thread; blocking.
namespace ops::infra {

// The one place where a QFileDevice error becomes an ErrorCode.
base::ErrorCode errorCodeForFile(QFileDevice::FileError error);

// Makes the directory that the file at `path` is in, or is to be.
base::Result<void> makeDirectoryOf(const QString& path);
// Only regular files (a pipe would block, a directory says nothing), up to 1 MiB.
base::Result<QByteArray> readConfigFile(const QString& path);
// Written beside it and put in its place in one act, so that a reader sees the old file or the new one. Makes the
// directory when it is missing. Refuses what readConfigFile() would.
base::Result<void> writeConfigFile(const QString& path, const QByteArray& bytes);

} // namespace ops::infra
