#pragma once

#include "app/log_aids_controller.h"
#include "app/log_export_controller.h"
#include "app/log_repeats_controller.h"

namespace ops::base {
class Clock;
}

namespace ops::ui {

// What a log view can do beside showing lines. Owned by main, outlives the view; what is null is not offered.
struct LogTools {
    const base::Clock* clock = nullptr; // for ages
    app::LogExportController* exports = nullptr;
    app::LogAidsController* aids = nullptr;
    app::LogRepeatsController* repeats = nullptr;
};

} // namespace ops::ui
