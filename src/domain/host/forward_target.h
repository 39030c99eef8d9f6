#pragma once

#include <QString>

#include <optional>

namespace ops::domain {

// Where a nats:// or http:// URL leads, as ssh is told it for a forward: "host:port", an IPv6 address in brackets, the
// scheme's own port where the URL names none. nullopt: what does not work at another address than its own. With TLS the
// certificate is checked against the name in the URL, and the near end of a forward has another.
std::optional<QString> forwardTarget(const QString& url);

// An absolute path that ssh takes for a forward as it stands: without a ':', which ends it there, and without what ssh
// puts something else for ("%h", "${HOME}").
bool isForwardableSocket(const QString& path);

} // namespace ops::domain
