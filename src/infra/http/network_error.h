#pragma once

#include "base/error.h"

#include <QNetworkReply>

namespace ops::infra {

// The one place where a QNetworkReply::NetworkError becomes an ErrorCode. NoError maps to Internal: it is none.
base::ErrorCode errorCodeForNetworkError(QNetworkReply::NetworkError error);

} // namespace ops::infra
