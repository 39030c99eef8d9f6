#include "infra/http/network_error.h"

namespace ops::infra {

base::ErrorCode errorCodeForNetworkError(QNetworkReply::NetworkError error)
{
    using base::ErrorCode;
    switch (error) {
    case QNetworkReply::NoError:
        return ErrorCode::Internal;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
        return ErrorCode::Refused;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::UnknownNetworkError: // what Qt says of "Network unreachable" and "Host unreachable"
        return ErrorCode::LinkDown;
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::ContentGoneError:
        return ErrorCode::NotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return ErrorCode::TimedOut;
    case QNetworkReply::OperationCanceledError:
        return ErrorCode::Cancelled;
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return ErrorCode::AuthFailed;
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
        return ErrorCode::Denied;
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentReSendError:
        return ErrorCode::ProtocolError;
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return ErrorCode::Unavailable;
    case QNetworkReply::UnknownProxyError:
    case QNetworkReply::UnknownContentError:
        return ErrorCode::Internal;
    }
    return ErrorCode::Internal;
}

} // namespace ops::infra
