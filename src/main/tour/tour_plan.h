#pragma once

#include "infra/host/drill_processes.h"
#include "main/console.h"
#include "main/session_window.h"
#include "main/tour/tour_logs.h"
#include "main/tour/tour_runner.h"

#include <functional>
#include <vector>

namespace ops::main {

// What the tour's steps act on and look at.
struct TourStage {
    Console& console;
    SessionWindow& window;
    infra::DrillProcesses& drill;
    std::function<void()> showStartDialog;
    std::function<void()> hideStartDialog;
    TourLogs& logs;
};

// The stations, in order: the main job first (open, halt, proof, resume), then what can go wrong. `stage` must outlive
// the steps.
std::vector<TourStep> tourSteps(const TourStage& stage);
// Its parts.
std::vector<TourStep> mainJobSteps(const TourStage& stage);
std::vector<TourStep> troubleSteps(const TourStage& stage);
std::vector<TourStep> healthSteps(const TourStage& stage);
std::vector<TourStep> serviceSteps(const TourStage& stage);

} // namespace ops::main
