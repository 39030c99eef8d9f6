#pragma once

#include "app/ports/telemetry_link_port.h"

#include <nats/nats.h>

namespace ops::infra {

// A copy of what a callback was handed, cut to what is kept of a message. Any thread.
app::TelemetryMessage toTelemetryMessage(natsMsg* message, const base::Instant& at);

} // namespace ops::infra
