#pragma once

#include "base/error.h"

#include <QByteArray>

namespace ops::infra {

// What ssh means by what it printed before it gave up: the one place where its words become an ErrorCode. `detail`
// keeps the words. ssh has one exit code, 255, for all of them.
base::Error sshError(const QByteArray& printed, const QString& destination);
// True where the words prove that a session was never opened, so that its command never ran.
bool provesNoSession(const QByteArray& printed);
// True where that is because the server lets no further session through this connection.
bool refusesSession(const QByteArray& printed);

} // namespace ops::infra
