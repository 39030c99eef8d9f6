#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/result.h"
#include "infra/nats/nats_connection.h"

namespace ops::infra {

// Asks a stream for its last message on a subject: the stream itself, or, where the server does not allow that or the
// stream does not answer, by a direct get; never by a consumer, which would take commands away from services. Blocks up
// to 4 s.
// Errors: NotFound (no such stream, or nothing stored), Denied, TimedOut, LinkDown, ProtocolError.
base::Result<app::StoredMessage> readLastStoredMessage(NatsConnection& connection, const QString& stream,
                                                       const QString& subject);

} // namespace ops::infra
