#pragma once

#include "domain/resume_gate.h"
#include "ui/common/label.h"
#include "ui/common/mark.h"

#include <QWidget>

#include <vector>

namespace ops::ui {

// What stands between the operator and OPEN: one line a gate, with a mark, the sentence, the value it rests on and its
// age. The same lines stay in place, so that one that changes is seen to change.
class GateList final : public QWidget {
    Q_OBJECT

public:
    explicit GateList(QWidget* parent = nullptr);

    void setGates(const std::vector<domain::ResumeGate>& gates, const QString& environment, const base::Instant& now);

private:
    struct Line {
        Mark* mark = nullptr;
        Label* sentence = nullptr;
        Label* evidence = nullptr;
    };
    std::vector<Line> m_lines;
};

} // namespace ops::ui
