#pragma once

#include "domain/log/log_back_steps.h"
#include "domain/log/log_error_tally.h"
#include "ui/logs/log_words.h"

#include <QString>

namespace ops::domain {
class LogStore;
}

namespace ops::ui {

// "214 errors, 12 in the last 5 min, last 3 s ago"; nothing while there is none. For an old log the last one's stamp.
QString logErrorText(const domain::LogErrorTally& tally, qint64 nowUtcMs, LogZone zone = LogZone::Utc);
// "3 s ago", "now", or for what is longer ago than a day a stamp with its zone, which is UTC for Ago.
QString logAgeText(domain::LogTime time, qint64 nowUtcMs, LogZone zone = LogZone::Utc);
// "titan-brain's own clock is 3.2 s behind its engine's"; nothing where all agree.
QString logSkewText(const domain::LogStore& store);
// "The times go back at 2 places, by up to 1 h 00 min: …"; nothing where they do not.
QString logBackStepsText(const domain::LogBackSteps& steps);

} // namespace ops::ui
