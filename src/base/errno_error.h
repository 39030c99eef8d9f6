#pragma once

#include "base/error.h"

namespace ops::base {

// The one place where an errno becomes an ErrorCode.
ErrorCode errorCodeForErrno(int number);
// `what` is the call that failed, `path` the file.
Error posixError(int number, const QString& what, const QString& path);

} // namespace ops::base
