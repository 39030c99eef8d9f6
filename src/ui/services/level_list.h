#pragma once

#include "domain/services/service_row.h"
#include "ui/common/elided_label.h"

#include <QWidget>

namespace ops::ui {

class HistoryStrip;

// A shape of a health grade beside its word.
class GradeWord final : public QWidget {
    Q_OBJECT

public:
    explicit GradeWord(QWidget* parent = nullptr);
    void setGrade(domain::LevelGrade grade, const QString& word, bool stale);
    QString word() const { return m_word->text(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_word;
    domain::LevelGrade m_grade = domain::LevelGrade::Unknown;
};

// The four levels of one service: name, last hour and word of each, below them source and age, and what more there is
// to say. Never merged into one. Word and age are whole however narrow it is.
class LevelList final : public QWidget {
    Q_OBJECT

public:
    explicit LevelList(QWidget* parent = nullptr);
    void setRow(const domain::ServiceRow& row, const domain::ServiceHistory& history, const base::Instant& now);

private:
    struct Line {
        HistoryStrip* strip = nullptr;
        GradeWord* word = nullptr;
        ElidedLabel* source = nullptr;
        ElidedLabel* note = nullptr;
    };
    std::array<Line, domain::allLevelKinds.size()> m_lines;
};

} // namespace ops::ui
