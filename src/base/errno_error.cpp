#include "base/errno_error.h"

#include <cerrno>

namespace ops::base {

ErrorCode errorCodeForErrno(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::PermissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::NoSpace;
    case ENOENT:
        return ErrorCode::NotFound;
    case EWOULDBLOCK:
    case EBUSY:
    case ETXTBSY:
        return ErrorCode::Busy;
    case EEXIST:
        return ErrorCode::AlreadyExists;
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case ENXIO:
        return ErrorCode::InvalidInput;
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOLCK:
    case EOPNOTSUPP:
    case ENOSYS:
        return ErrorCode::Unavailable;
    default:
        return ErrorCode::IoFailed;
    }
}

Error posixError(int number, const QString& what, const QString& path)
{
    return {errorCodeForErrno(number), QStringLiteral("%1: %2").arg(what, qt_error_string(number)), path};
}

} // namespace ops::base
