#pragma once

#include "models/log_table_model.h"

#include <QPalette>

#include <functional>

namespace ops::ui {

// Ago: lines say how long ago they are, by this machine's clock; a moment itself is said in UTC then.
enum class LogZone { Utc, Local, Ago };

// What a log says of itself, as words; what comes from a service stays data (rule G7).
// `zone` is of the times, asked whenever a heading is drawn.
models::LogTableModel::Texts logTexts(std::function<LogZone()> zone = {});
// "ERROR"; "ERROR?" where it was guessed; nothing where there is no level.
QString logLevelText(domain::LogLevel level, bool inferred);
// Names that logs and shells have for them, in any language.
QString logChannelText(domain::LogChannel channel);
// What a marker's row says: "1,204 lines are missing, 17:04:22.000–17:04:31.000 UTC: engine restarted".
QString logMarkerText(const domain::LogMarker& marker);

// "2026-01-30 17:04:08.113" in that zone, in UTC for Ago; nothing where the time is not known. Where this machine's
// clocks show a time twice, with the offset at its end: "2026-10-25 02:30:00.000+02:00".
QString logTimeText(domain::LogTime time, LogZone zone);
// "UTC", "Europe/Berlin": what goes with it (rule G8); for Ago the words for the choice.
QString logZoneName(LogZone zone);

// The mark beside a service's name. Never alone: the name stands there too (rule G5).
QColor serviceColor(int service, const QPalette& palette);

} // namespace ops::ui
