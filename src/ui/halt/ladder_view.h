#pragma once

#include "domain/effect_ladder.h"

#include <QWidget>

#include <optional>

namespace ops::ui {

// The effect ladder drawn: six rungs, each with its shape, when it was reached (UTC) and how long after the second act
// (rule H10). Shapes, not only colours, tell reached, partly, failed, missed and not knowable apart (rule G5).
class LadderView final : public QWidget {
    Q_OBJECT

public:
    explicit LadderView(QWidget* parent = nullptr);

    void setLadder(const domain::Ladder& ladder);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<domain::Ladder> m_ladder;
};

} // namespace ops::ui
