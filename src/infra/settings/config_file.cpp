#include "infra/settings/config_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <unistd.h>

namespace ops::infra {

using base::Error;
using base::ErrorCode;

namespace {

constexpr qint64 maxBytes = 1024 * 1024;

// 0, or the errno of what went wrong.
int writeToDisk(int descriptor, const QByteArray& bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return wrote == 0 ? ENOSPC : errno;
        done += wrote;
    }
    return ::fdatasync(descriptor) == 0 ? 0 : errno;
}

} // namespace

ErrorCode errorCodeForFile(QFileDevice::FileError error)
{
    switch (error) {
    case QFileDevice::PermissionsError:
        return ErrorCode::PermissionDenied;
    case QFileDevice::ResourceError:
        return ErrorCode::Unavailable;
    case QFileDevice::AbortError:
        return ErrorCode::Cancelled;
    case QFileDevice::TimeOutError:
        return ErrorCode::TimedOut;
    case QFileDevice::UnspecifiedError:
        return ErrorCode::Internal;
    case QFileDevice::NoError:
    case QFileDevice::ReadError:
    case QFileDevice::WriteError:
    case QFileDevice::FatalError:
    case QFileDevice::OpenError:
    case QFileDevice::RemoveError:
    case QFileDevice::RenameError:
    case QFileDevice::PositionError:
    case QFileDevice::ResizeError:
    case QFileDevice::CopyError:
        break;
    }
    return ErrorCode::IoFailed;
}

base::Result<void> makeDirectoryOf(const QString& path)
{
    const QString directory = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(directory))
        return Error{ErrorCode::PermissionDenied, QStringLiteral("the directory cannot be made"), directory};
    return {};
}

base::Result<QByteArray> readConfigFile(const QString& path)
{
    const QFileInfo info(path);
    // A link that leads nowhere is a broken file, not an absent one.
    if (!info.exists() && !info.isSymLink())
        return Error{ErrorCode::NotFound, QStringLiteral("there is no such file"), path};
    if (!info.isFile())
        return Error{ErrorCode::InvalidInput, QStringLiteral("found no regular file, expected one"), path};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        // Qt says OpenError for every reason; the commonest one has a remedy of its own.
        return Error{info.isReadable() ? errorCodeForFile(file.error()) : ErrorCode::PermissionDenied,
                     file.errorString(), path};
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{errorCodeForFile(file.error()), file.errorString(), path};
    if (bytes.size() > maxBytes)
        return Error{ErrorCode::TooLarge, QStringLiteral("more than %1 bytes").arg(maxBytes), path};
    return bytes;
}

base::Result<void> writeConfigFile(const QString& path, const QByteArray& bytes)
{
    if (bytes.size() > maxBytes) // it could not be read again
        return Error{ErrorCode::TooLarge, QStringLiteral("more than %1 bytes").arg(maxBytes), path};
    if (auto made = makeDirectoryOf(path); !made)
        return made;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        const QFileInfo directory(QFileInfo(path).absolutePath());
        const ErrorCode code = directory.isWritable() ? errorCodeForFile(file.error()) : ErrorCode::PermissionDenied;
        return Error{code, file.errorString(), path};
    }
    // Past QSaveFile, whose commit() of Qt 6.4 puts half a file in place when the disk is full.
    if (const int number = writeToDisk(file.handle(), bytes); number != 0) {
        file.cancelWriting();
        const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
        return Error{full ? ErrorCode::NoSpace : ErrorCode::IoFailed, qt_error_string(number), path};
    }
    if (!file.commit())
        return Error{errorCodeForFile(file.error()), file.errorString(), path};
    return {};
}

} // namespace ops::infra
