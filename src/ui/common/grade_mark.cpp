#include "ui/common/grade_mark.h"

#include "ui/common/tokens.h"

#include <QPainter>

namespace ops::ui {

Tone gradeTone(domain::LevelGrade grade)
{
    switch (grade) {
    case domain::LevelGrade::Degraded:
        return Tone::Soft;
    case domain::LevelGrade::Failed:
        return Tone::Halt;
    case domain::LevelGrade::Unknown:
        return Tone::Unknown;
    case domain::LevelGrade::NotApplicable:
        return Tone::Muted;
    case domain::LevelGrade::Ok:
        break;
    }
    return Tone::Normal;
}

void drawGradeShape(QPainter& painter, const QRectF& box, domain::LevelGrade grade, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(gradeTone(grade), palette));
    const double inset = box.width() / 8;
    switch (grade) {
    case domain::LevelGrade::Ok:
        painter.setBrush(tokens(palette).muted);
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
        break;
    case domain::LevelGrade::Degraded: {
        const QPointF corners[] = {{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()};
        painter.drawPolygon(corners, 3);
        break;
    }
    case domain::LevelGrade::Failed:
        painter.drawRect(box.adjusted(inset, inset, -inset, -inset));
        break;
    case domain::LevelGrade::Unknown:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(tokens(palette).unknown, 1.2, Qt::DashLine));
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
        break;
    case domain::LevelGrade::NotApplicable:
        break;
    }
    painter.restore();
}

} // namespace ops::ui
