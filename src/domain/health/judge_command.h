#pragma once

#include "domain/health/health_check.h"
#include "domain/health/health_verdict.h"
#include "domain/host/host_outcome.h"

#include <QByteArray>

namespace ops::domain {

// What a check's command printed and how it ended. The output may be cut in its middle.
struct CommandAnswer {
    HostOutcome outcome;
    QByteArray output;
    QByteArray errors;
};

// An infrastructure check: exit 0 *and* a line that is the runbook's text, or ends in it. An error text beats exit 0,
// whatever channel it came on (`docker exec` of a missing program complains on standard output).
HealthVerdict judgeCommand(const HealthCheck& check, const CommandAnswer& answer);

// A script: exit 0 and no word of an error or a warning in what it printed. The runbook's own script only warns of
// NATS and ends with 0.
HealthVerdict judgeScript(const HealthCheck& check, const CommandAnswer& answer);

enum class Complaint { None, Warning, Error };
// The gravest thing that a line of `text` says; `line` (optional) receives it. "0 errors" and "no failures" are none.
Complaint findComplaint(const QString& text, QString* line = nullptr);

} // namespace ops::domain
