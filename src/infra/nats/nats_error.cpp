#include "infra/nats/nats_error.h"

#include <QUrl>

namespace ops::infra {
namespace {

base::ErrorCode codeFor(natsStatus status)
{
    using base::ErrorCode;
    switch (status) {
    case NATS_CONNECTION_AUTH_FAILED:
        return ErrorCode::AuthFailed;
    case NATS_NOT_PERMITTED:
        return ErrorCode::Denied;
    case NATS_TIMEOUT:
    case NATS_STALE_CONNECTION:
        return ErrorCode::TimedOut;
    case NATS_NO_SERVER:
        return ErrorCode::Refused;
    case NATS_CONNECTION_CLOSED:
    case NATS_CONNECTION_DISCONNECTED:
    case NATS_NOT_YET_CONNECTED:
    case NATS_DRAINING:
        return ErrorCode::LinkDown;
    case NATS_PROTOCOL_ERROR:
    case NATS_LINE_TOO_LONG:
    case NATS_NO_SERVER_SUPPORT:
    case NATS_MISMATCH:
    case NATS_MISSED_HEARTBEAT:
    case NATS_SECURE_CONNECTION_WANTED: // TLS or its certificates: not the peer that we were told to expect
    case NATS_SECURE_CONNECTION_REQUIRED:
    case NATS_SSL_ERROR:
    case NATS_ERR: // the server's own -ERR, in its own words
        return ErrorCode::ProtocolError;
    case NATS_IO_ERROR:
    case NATS_SYS_ERROR:
        return ErrorCode::IoFailed;
    case NATS_MAX_PAYLOAD:
    case NATS_INSUFFICIENT_BUFFER:
    case NATS_SLOW_CONSUMER:
        return ErrorCode::TooLarge;
    case NATS_ADDRESS_MISSING:
    case NATS_INVALID_SUBJECT:
    case NATS_INVALID_ARG:
    case NATS_INVALID_SUBSCRIPTION:
    case NATS_INVALID_TIMEOUT:
    case NATS_INVALID_QUEUE_NAME:
        return ErrorCode::InvalidInput;
    case NATS_NOT_FOUND:
    case NATS_NO_RESPONDERS:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::Internal;
    }
}

// cnats puts its source line before its own texts: "(conn.c:802): …". No regular expression: helper threads may come
// here while the program ends, when a static one is gone already.
QString withoutSourceLine(const QString& text)
{
    const qsizetype end = text.indexOf(QLatin1String("): "));
    return text.startsWith(QLatin1Char('(')) && text.left(end).contains(QLatin1String(".c:")) ? text.mid(end + 3)
                                                                                              : text;
}

} // namespace

base::Error mapNatsError(natsStatus status, const QString& text, const QString& subject)
{
    const QString generic = QString::fromUtf8(natsStatus_GetText(status));
    const QString said = withoutSourceLine(text);
    base::ErrorCode code = codeFor(status);
    if (status == NATS_ERR && (said.contains(QLatin1String("Authorization"), Qt::CaseInsensitive) ||
                               said.contains(QLatin1String("Authentication"), Qt::CaseInsensitive)))
        code = base::ErrorCode::AuthFailed;
    return {code, said.isEmpty() || said == generic ? generic : generic + QStringLiteral(": ") + said,
            subject.isEmpty() ? said.section(QLatin1Char('"'), 1, 1) : subject};
}

bool isSubscriptionDenial(const base::Error& error)
{
    return error.code == base::ErrorCode::Denied &&
           error.detail.contains(QLatin1String("Permissions Violation for Subscription"), Qt::CaseInsensitive);
}

QString withoutCredentials(const QString& url)
{
    const QUrl parsed(url);
    if (!parsed.isValid())
        return QStringLiteral("(unreadable URL)");
    return parsed.toString(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
}

} // namespace ops::infra
