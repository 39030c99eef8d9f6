#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/result.h"
#include "infra/nats/nats_handles.h"

namespace ops::infra {

// Asks a stream for its last message on a subject by a direct get, or, where the stream does not allow that, by the
// stream's own message-get; never by a consumer, which would take commands away from services. Blocks up to 2 s.
// Errors: NotFound (no such stream, or nothing stored), Denied or TimedOut, ProtocolError.
base::Result<app::StoredMessage> readLastStoredMessage(natsConnection* connection, const QString& stream,
                                                       const QString& subject);

} // namespace ops::infra
