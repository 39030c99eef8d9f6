#include "infra/nats/halt_watch.h"

#include "infra/nats/command_link.h"
#include "infra/nats/telemetry_link.h"

namespace ops::infra {

void shareHaltWatch(CommandLink& command, TelemetryLink& telemetry, const QString& subject)
{
    QObject::connect(&command, &CommandLink::heard, &telemetry, &TelemetryLink::takeHeard);
    QObject::connect(&command, &app::CommandLinkPort::linkChanged, &telemetry,
                     [&telemetry, subject](const domain::LinkStatus& status) {
                         telemetry.setHeardElsewhere(status.up() ? subject : QString());
                     });
}

} // namespace ops::infra
