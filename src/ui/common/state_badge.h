#pragma once

#include "domain/trading_state.h"
#include "ui/common/tokens.h"

#include <QWidget>

class QPainter;

namespace ops::ui {

// The shape that goes with a state's word: a triangle, two bars, a square, a question mark. Colour is never the only
// carrier (rule G5).
void drawStateShape(QPainter& painter, const QRectF& box, domain::TradingState state, const QPalette& palette);
QColor stateColor(domain::TradingState state, const QPalette& palette);
// The hatching that says "last known" (rule G9).
void drawStaleHatch(QPainter& painter, const QRectF& box, const QPalette& palette);

// Shape and word of a trading state, large in the banner, small elsewhere.
class StateBadge final : public QWidget {
    Q_OBJECT

public:
    enum class Size { Large, Normal };
    explicit StateBadge(Size size = Size::Large, QWidget* parent = nullptr);

    void setState(domain::TradingState state, bool stale);
    domain::TradingState state() const { return m_state; }
    bool isStale() const { return m_stale; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void chooseFont();

    Size m_size;
    domain::TradingState m_state = domain::TradingState::Unknown;
    bool m_stale = false;
};

} // namespace ops::ui
