#pragma once

#include "base/result.h"

#include <QString>

struct __natsConnection;

namespace ops::sim {

inline constexpr char commandStream[] = "TITAN_CMD";
inline constexpr char riskEnforcer[] = "RISK_ENFORCER";

// The public versions' clients make the work-queue stream on titan.cmd.> themselves. It acks every command, heard or
// not: such an ack proves nothing. Waits for the server, at most a second or two; a server without JetStream is an
// error.
base::Result<void> ensureCommandStream(__natsConnection* connection);
// The engine's durable pull consumer on titan.cmd.risk.>; needs the stream.
base::Result<void> ensureRiskEnforcer(__natsConnection* connection);

} // namespace ops::sim
