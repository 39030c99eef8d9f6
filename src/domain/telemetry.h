#pragma once

#include "domain/effect_ladder.h"
#include "domain/runbook.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace ops::domain {

// What stays open in a halt (rule H8); a count that the telemetry does not carry is nullopt, shown as "unknown".
struct Exposure {
    std::optional<int> positions;
    std::optional<int> orders;
    base::Instant at;
};

// What one telemetry message says, by the runbook's probes. A message may feed several; one that matches a probe and
// cannot be read leaves `unreadable` set and feeds nothing.
struct TelemetryMeaning {
    std::vector<StateReading> readings;
    std::optional<ActivitySeen> activity;
    std::optional<Exposure> exposure;
    QString unreadable; // why, for the log
};
TelemetryMeaning readTelemetry(const Runbook& runbook, const QString& subject, const QByteArray& payload,
                               const base::Instant& at);

// NATS subject matching: '*' is one token, a trailing '>' is one or more.
bool subjectMatches(const QString& pattern, const QString& subject);

} // namespace ops::domain
