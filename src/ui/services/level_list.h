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

// The four levels of one service, one line each: name, last hour, word, source and age. Never merged into one.
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
    };
    std::array<Line, domain::allLevelKinds.size()> m_lines;
};

} // namespace ops::ui
