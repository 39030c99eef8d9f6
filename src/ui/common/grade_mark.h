#pragma once

#include "domain/services/health_level.h"
#include "ui/common/label.h"

#include <QRectF>

class QPainter;

namespace ops::ui {

// The shape of a health grade, the same everywhere: a small grey dot for what is as it should be, an amber triangle, a
// red square, a dashed ring for what is not known; nothing where nobody could say. Colour is never the only carrier
// (rule G5).
void drawGradeShape(QPainter& painter, const QRectF& box, domain::LevelGrade grade, const QPalette& palette);
Tone gradeTone(domain::LevelGrade grade);

} // namespace ops::ui
