#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/clock.h"
#include "domain/command.h"
#include "infra/nats/nats_connection.h"

namespace ops::infra {

// How commands and their replies look on a connection: each attempt has a reply subject of its own below the
// connection's inbox, so that a reply is tied to its attempt and nothing else.
using ReplySink = std::function<void(domain::CommandReply)>;         // called on a library thread
using WatchSink = std::function<void(const app::TelemetryMessage&)>; // the same

// `clock` must outlive the connection.
base::Result<void> subscribeReplies(NatsConnection& connection, const base::Clock& clock, ReplySink sink);
// Listens to what others say on `subject`.
base::Result<void> subscribeWatched(NatsConnection& connection, const base::Clock& clock, const QString& subject,
                                    WatchSink sink);
// An error means that nothing was written.
base::Result<void> publishCommand(NatsConnection& connection, const domain::Command& command);

} // namespace ops::infra
