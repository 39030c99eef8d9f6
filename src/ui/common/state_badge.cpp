#include "ui/common/state_badge.h"

#include "ui/common/label.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace ops::ui {

using domain::TradingState;

QColor stateColor(TradingState state, const QPalette& palette)
{
    const Tokens& t = tokens(palette);
    switch (state) {
    case TradingState::Open:
        return palette.color(QPalette::Text);
    case TradingState::SoftHalt:
        return t.soft;
    case TradingState::HardHalt:
        return t.halt;
    case TradingState::Unknown:
        break;
    }
    return t.unknown;
}

void drawStateShape(QPainter& painter, const QRectF& box, TradingState state, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = stateColor(state, palette);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (state) {
    case TradingState::Open: {
        QPainterPath triangle(box.topLeft());
        triangle.lineTo(box.right(), box.center().y());
        triangle.lineTo(box.bottomLeft());
        triangle.closeSubpath();
        painter.drawPath(triangle);
        break;
    }
    case TradingState::SoftHalt: {
        const double bar = box.width() * 0.36;
        painter.drawRect(QRectF(box.left(), box.top(), bar, box.height()));
        painter.drawRect(QRectF(box.right() - bar, box.top(), bar, box.height()));
        break;
    }
    case TradingState::HardHalt:
        painter.drawRect(box);
        break;
    case TradingState::Unknown: {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, qMax(1.0, box.width() / 14), Qt::DashLine));
        painter.drawEllipse(box);
        QFont font = painter.font();
        font.setBold(true);
        font.setPixelSize(qMax(6, qRound(box.height() * 0.7)));
        painter.setFont(font);
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
        break;
    }
    }
    painter.restore();
}

void drawStaleHatch(QPainter& painter, const QRectF& box, const QPalette& palette)
{
    painter.save();
    QColor line = tokens(palette).muted;
    line.setAlpha(70);
    painter.fillRect(box, QBrush(line, Qt::BDiagPattern));
    painter.restore();
}

StateBadge::StateBadge(Size size, QWidget* parent)
    : QWidget(parent)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    chooseFont();
    setState(TradingState::Unknown, false);
}

void StateBadge::chooseFont()
{
    setFont(typeFont(m_size == Size::Large ? Type::State : Type::Strong));
}

void StateBadge::setState(TradingState state, bool stale)
{
    if (!accessibleName().isEmpty() && m_state == state && m_stale == stale)
        return;
    m_state = state;
    m_stale = stale;
    const QString word = domain::tradingStateWord(state);
    setAccessibleName(stale ? tr("Trading state, last known: %1").arg(word) : tr("Trading state: %1").arg(word));
    updateGeometry();
    update();
}

QSize StateBadge::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int shape = metrics.capHeight();
    return {shape + space::s + metrics.horizontalAdvance(domain::tradingStateWord(m_state)) + 2 * space::xs,
            metrics.height() + space::xs};
}

void StateBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFontMetrics metrics(font());
    const int shape = metrics.capHeight();
    if (m_stale)
        drawStaleHatch(painter, rect(), palette());
    const QRectF box(space::xs, (height() - shape) / 2.0, shape, shape);
    drawStateShape(painter, box, m_state, palette());
    painter.setPen(stateColor(m_state, palette()));
    painter.drawText(rect().adjusted(space::xs + shape + space::s, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     domain::tradingStateWord(m_state));
}

bool StateBadge::event(QEvent* event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        chooseFont();
        updateGeometry();
    }
    return handled;
}

} // namespace ops::ui
