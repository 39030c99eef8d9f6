#pragma once

#include <QString>

namespace ops::infra {

class CommandLink;
class TelemetryLink;

// Lets the command link listen to `subject` (the watchSubject of its configuration) while it is up, and the telemetry
// link while it is not; the telemetry link tells of what is heard in both cases. GUI thread; ends with either of them.
void shareHaltWatch(CommandLink& command, TelemetryLink& telemetry, const QString& subject);

} // namespace ops::infra
