#pragma once

#include "domain/log/log_error_tally.h"

#include <QString>

namespace ops::domain {
class LogStore;
}

namespace ops::ui {

// "214 errors, 12 in the last 5 min, last 3 s ago"; nothing while there is none. For an old log the last one's stamp,
// in UTC.
QString logErrorText(const domain::LogErrorTally& tally, qint64 nowUtcMs);
// "3 s ago", "now", or a stamp in UTC for what is longer ago than a day.
QString logAgeText(domain::LogTime time, qint64 nowUtcMs);
// "titan-brain's own clock is 3.2 s behind its engine's"; nothing where all agree.
QString logSkewText(const domain::LogStore& store);

} // namespace ops::ui
