#include "ui/services/history_strip.h"

#include "ui/common/grade_mark.h"
#include "ui/common/tokens.h"

#include <QPainter>

#include <algorithm>

namespace ops::ui {
namespace {

// Where there is no room for more. What is worse stands higher, and is seen behind its neighbour all the same.
constexpr int slotsPerPixel = 2;

double heightOf(domain::LevelGrade grade)
{
    switch (grade) {
    case domain::LevelGrade::Ok:
        return 0.35;
    case domain::LevelGrade::Degraded:
        return 0.7;
    case domain::LevelGrade::Failed:
        return 1.0;
    default:
        return 0.35;
    }
}

} // namespace

HistoryStrip::HistoryStrip(const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_what(what)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("%1, the last hour").arg(what));
    m_grades.fill(domain::LevelGrade::NotApplicable);
}

void HistoryStrip::setGrades(const Grades& grades)
{
    if (m_told && grades == m_grades)
        return;
    m_told = true;
    m_grades = grades;
    const auto minutes = [&grades](domain::LevelGrade grade) {
        return static_cast<double>(std::count(grades.begin(), grades.end(), grade)) *
               static_cast<double>(domain::LevelHistory::slotLength.count()) / 60.0;
    };
    setAccessibleDescription(tr("Failed for %1 min, degraded for %2 min, not known for %3 min")
                                 .arg(minutes(domain::LevelGrade::Failed), 0, 'f', 1)
                                 .arg(minutes(domain::LevelGrade::Degraded), 0, 'f', 1)
                                 .arg(minutes(domain::LevelGrade::Unknown), 0, 'f', 1));
    update();
}

QSize HistoryStrip::sizeHint() const
{
    return minimumSizeHint();
}

QSize HistoryStrip::minimumSizeHint() const
{
    return {domain::LevelHistory::slots / slotsPerPixel, QFontMetrics(bodyFont()).height()};
}

void HistoryStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens(palette());
    const double step = static_cast<double>(width()) / domain::LevelHistory::slots;
    const double base = height() - 2.0;
    painter.fillRect(QRectF(0, base + 1, width(), 1), t.border);
    for (int i = 0; i < domain::LevelHistory::slots; ++i) {
        const domain::LevelGrade grade = m_grades[static_cast<size_t>(i)];
        if (grade == domain::LevelGrade::NotApplicable)
            continue;
        const double high = heightOf(grade) * base;
        const QRectF tick(i * step, base - high, std::max(1.0, step - 0.5), high);
        if (grade == domain::LevelGrade::Unknown)
            painter.fillRect(QRectF(tick.left(), tick.top(), tick.width(), 1.5), t.unknown);
        else
            painter.fillRect(tick, grade == domain::LevelGrade::Ok ? t.muted : toneColor(gradeTone(grade), palette()));
    }
}

} // namespace ops::ui
