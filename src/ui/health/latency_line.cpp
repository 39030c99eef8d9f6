#include "ui/health/latency_line.h"

#include "ui/common/mark.h"
#include "ui/common/tokens.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace ops::ui {

void drawLatencyLine(QPainter& painter, const QRectF& box, const domain::HealthRecord& record, const QPalette& palette)
{
    const auto& history = record.history;
    if (history.empty() || box.width() < space::l)
        return;
    double longest = 0;
    for (const domain::HealthSample& sample : history)
        longest = std::max(longest, sample.latencyMs.value_or(0));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor muted = tokens(palette).muted;
    // The scale is the whole memory, so that the line fills up from the right and never stretches.
    const double step = box.width() / static_cast<double>(domain::HealthRecord::mostSamples - 1);
    const auto x = [&](size_t i) { return box.right() - step * static_cast<double>(history.size() - 1 - i); };
    QPainterPath path;
    bool drawing = false;
    for (size_t i = 0; i < history.size(); ++i) {
        const domain::HealthSample& sample = history.at(i);
        if (!sample.latencyMs) {
            drawing = false;
            continue;
        }
        const double share = longest > 0 ? *sample.latencyMs / longest : 0;
        const QPointF point(x(i), box.bottom() - 1 - share * (box.height() - 2));
        if (drawing)
            path.lineTo(point);
        else
            path.moveTo(point);
        drawing = true;
        if (history.size() == 1)
            painter.fillRect(QRectF(point.x() - 1, point.y() - 1, 2, 2), muted);
    }
    painter.setPen(QPen(muted, 1.2));
    painter.drawPath(path);
    // Full height for failed, half of it for another word: the shape says it without the colour (rule G5).
    for (size_t i = 0; i < history.size(); ++i) {
        const domain::HealthGrade grade = history.at(i).grade;
        if (grade != domain::HealthGrade::Failed && grade != domain::HealthGrade::Differs)
            continue;
        const bool failed = grade == domain::HealthGrade::Failed;
        const double height = failed ? box.height() : box.height() / 2;
        painter.fillRect(QRectF(x(i) - 0.75, box.bottom() - height, 1.5, height),
                         markColor(failed ? MarkKind::Failed : MarkKind::Warning, palette));
    }
    painter.restore();
}

} // namespace ops::ui
