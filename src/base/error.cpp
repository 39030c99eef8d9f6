#include "base/error.h"

namespace ops::base {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return QStringLiteral("invalid-input");
    case ErrorCode::NotFound:
        return QStringLiteral("not-found");
    case ErrorCode::PermissionDenied:
        return QStringLiteral("permission-denied");
    case ErrorCode::NoSpace:
        return QStringLiteral("no-space");
    case ErrorCode::IoFailed:
        return QStringLiteral("io-failed");
    case ErrorCode::Busy:
        return QStringLiteral("busy");
    case ErrorCode::AlreadyExists:
        return QStringLiteral("already-exists");
    case ErrorCode::Refused:
        return QStringLiteral("refused");
    case ErrorCode::AuthFailed:
        return QStringLiteral("auth-failed");
    case ErrorCode::Denied:
        return QStringLiteral("denied");
    case ErrorCode::TimedOut:
        return QStringLiteral("timed-out");
    case ErrorCode::LinkDown:
        return QStringLiteral("link-down");
    case ErrorCode::ProtocolError:
        return QStringLiteral("protocol-error");
    case ErrorCode::TooLarge:
        return QStringLiteral("too-large");
    case ErrorCode::Unavailable:
        return QStringLiteral("unavailable");
    case ErrorCode::Corrupt:
        return QStringLiteral("corrupt");
    case ErrorCode::Changed:
        return QStringLiteral("changed");
    case ErrorCode::LeftOut:
        return QStringLiteral("left-out");
    case ErrorCode::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorCode::Internal:
        return QStringLiteral("internal");
    }
    return QStringLiteral("internal");
}

QString toLogLine(const Error& error)
{
    QString line = errorCodeName(error.code);
    if (!error.subject.isEmpty())
        line += QStringLiteral(": ") + error.subject;
    if (!error.detail.isEmpty())
        line += QStringLiteral(": ") + error.detail;
    return line;
}

} // namespace ops::base
