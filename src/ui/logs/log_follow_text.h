#pragma once

#include "app/log_follow_controller.h"

#include <QString>

namespace ops::ui {

// Whose logs are followed and who is missing, in one line.
QString logFollowText(const QVector<app::LogFollowController::Followed>& followed);
// Why no line has come yet.
QString noLinesText(const QVector<app::LogFollowController::Followed>& followed,
                    const std::vector<domain::EngineStatus>& engines);

} // namespace ops::ui
