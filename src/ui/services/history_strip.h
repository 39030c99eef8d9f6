#pragma once

#include "domain/services/level_history.h"

#include <QWidget>

namespace ops::ui {

// The last hour of one level, oldest at the left: low grey ticks for what was as it should be, taller amber and red
// ones for what was not, a hollow one where nothing was known, nothing where nobody looked. Height and colour say the
// same (rule G5).
class HistoryStrip final : public QWidget {
    Q_OBJECT

public:
    using Grades = std::array<domain::LevelGrade, domain::LevelHistory::slots>;
    // `what` names the level for assistive technology.
    explicit HistoryStrip(const QString& what, QWidget* parent = nullptr);

    void setGrades(const Grades& grades);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_what;
    Grades m_grades{};
    bool m_told = false;
};

} // namespace ops::ui
