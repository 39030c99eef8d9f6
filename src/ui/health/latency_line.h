#pragma once

#include "domain/health/health_record.h"

#include <QPalette>
#include <QRectF>

class QPainter;

namespace ops::ui {

// The latencies of a check's last results as a line, newest at the right; a result that was not OK is a bar at its
// place: the whole height for failed, half of it for differs, a gap for unknown. From zero to the longest.
void drawLatencyLine(QPainter& painter, const QRectF& box, const domain::HealthRecord& record, const QPalette& palette);

} // namespace ops::ui
