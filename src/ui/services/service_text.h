#pragma once

#include "domain/services/engine_status.h"
#include "domain/services/service_act.h"
#include "domain/services/service_commands.h"
#include "domain/services/service_row.h"
#include "models/service_model.h"

// The words of the Services page. What comes from outside stays data (rule G7).
namespace ops::ui {

QString serviceColumnHeading(models::ServiceColumn column);
QString serviceCellText(const domain::ServiceRow& row, models::ServiceColumn column, const base::Instant& now);
// What stands behind a cell: value, source, latency and age of a level, or what is wrong with the service.
QString serviceTipText(const domain::ServiceRow& row, models::ServiceColumn column, const base::Instant& now);

QString levelKindText(domain::LevelKind kind);
// The word of a level: "running", "unhealthy", "not checked yet", "no endpoint", "MISSING"; "was healthy" or "was OPEN"
// of what is not known to be so any more.
QString levelText(const domain::ServiceRow& row, domain::LevelKind kind, const base::Instant& now);
// Where a level comes from, how long that took, and how old it is: "docker inspect · 22.1 ms · 3 s ago".
QString levelSourceText(const domain::ServiceRow& row, domain::LevelKind kind, const base::Instant& now);
// The last part of that alone; empty: nothing was said of it yet.
QString levelAgeText(const domain::ServiceRow& row, domain::LevelKind kind, const base::Instant& now);
// What is to be known of a level beyond its word, in one line; empty: nothing.
QString levelNoteText(const domain::ServiceRow& row, domain::LevelKind kind, const base::Instant& now);
// What the latency of a level is that nobody asked for, or why it has none, as one sentence; empty: it was asked for.
QString levelLatencyNote(const domain::ServiceRow& row, domain::LevelKind kind);
// What a screen reader says of a text that is only last known (rule G9): "Up: 3 h 12 min, last known".
QString lastKnownText(const QString& text);
// What is wrong, as one sentence: "Restarts in a loop: it ended by itself 14 times in 9 min, last with exit code 1."
QString describe(const domain::ServiceRow& row, domain::ServiceTrouble trouble, const base::Instant& now);
QString serviceRoleText(const domain::ServiceRow& row);
QString commandKindText(domain::ServiceCommandKind kind);

} // namespace ops::ui
