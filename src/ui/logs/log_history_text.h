#pragma once

#include "app/log_history_controller.h"
#include "domain/log/log_types.h"

#include <QString>

namespace ops::ui {

// What the row above all lines of a log says: what is before them, and why it is not shown. `capBytes`: of memory, that
// lines went for. Empty where there is nothing to say.
QString logFrontText(const app::LogHistoryController& history, const domain::LogGap& gap, qint64 capBytes);
// The same where nothing can be loaded again, with the reason.
QString logFrontText(const domain::LogGap& gap, qint64 capBytes, const QString& whyForGood);

} // namespace ops::ui
