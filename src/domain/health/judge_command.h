#pragma once

#include "domain/health/health_check.h"
#include "domain/health/health_verdict.h"
#include "domain/host/host_outcome.h"

#include <QByteArray>

namespace ops::domain {

// What a check's command printed and how it ended.
struct CommandAnswer {
    HostOutcome outcome;
    QByteArray output;
    QByteArray errors;
    bool complete = true; // false: what it printed was cut in its middle
};

// An infrastructure check: exit 0 *and* a line that is the runbook's text, or ends in it. An error text beats exit 0,
// and the expected line beside it, whatever channel it came on (`docker exec` of a missing program complains on
// standard output; Redis answers PONG and cannot save). A warning beside that line is Differs. What was not read in
// full is never Ok. Where docker's client was turned away before the container was asked, nothing is known of it:
// Unknown, with the exit code.
HealthVerdict judgeCommand(const HealthCheck& check, const CommandAnswer& answer);

// A script: exit 0 and no word of an error or a warning in what it printed, all of it read. The runbook's own script
// only warns of NATS and ends with 0.
HealthVerdict judgeScript(const HealthCheck& check, const CommandAnswer& answer);

} // namespace ops::domain
