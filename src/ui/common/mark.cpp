#include "ui/common/mark.h"

#include "ui/common/tokens.h"

#include <QPainter>
#include <QPainterPath>

namespace ops::ui {
namespace {

void drawSign(QPainter& painter, const QRectF& box, const QColor& color, const QString& sign)
{
    QFont font = bodyFont();
    font.setBold(true);
    font.setPixelSize(qMax(6, qRound(box.height() * 0.78)));
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter, sign);
}

} // namespace

QColor markColor(MarkKind kind, const QPalette& palette)
{
    const Tokens& t = tokens(palette);
    switch (kind) {
    case MarkKind::Failed:
    case MarkKind::Alarm:
        return t.halt;
    case MarkKind::Warning:
        return t.soft;
    case MarkKind::Unknown:
        return t.unknown;
    case MarkKind::Waiting:
        return t.muted;
    case MarkKind::None:
    case MarkKind::Ok:
        break;
    }
    return palette.color(QPalette::Text);
}

void drawMark(QPainter& painter, const QRectF& box, MarkKind kind, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = markColor(kind, palette);
    const double line = qMax(1.5, box.height() / 7);
    const double inset = box.width() * 0.12;
    const QRectF inner = box.adjusted(inset, inset, -inset, -inset);
    painter.setPen(QPen(color, line, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    switch (kind) {
    case MarkKind::None:
        break;
    case MarkKind::Ok: {
        QPainterPath path(QPointF(inner.left(), inner.center().y()));
        path.lineTo(inner.left() + inner.width() * 0.36, inner.bottom() - line / 2);
        path.lineTo(inner.right(), inner.top() + line / 2);
        painter.drawPath(path);
        break;
    }
    case MarkKind::Failed:
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case MarkKind::Alarm:
        painter.fillRect(box, color);
        drawSign(painter, box, palette.color(QPalette::Base), QStringLiteral("!"));
        break;
    case MarkKind::Warning: {
        QPainterPath triangle(QPointF(box.center().x(), box.top()));
        triangle.lineTo(box.bottomRight());
        triangle.lineTo(box.bottomLeft());
        triangle.closeSubpath();
        painter.fillPath(triangle, color);
        drawSign(painter, box.adjusted(0, box.height() * 0.22, 0, 0), palette.color(QPalette::Base),
                 QStringLiteral("!"));
        break;
    }
    case MarkKind::Waiting:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        for (int i = 0; i < 3; ++i)
            painter.drawEllipse(QPointF(box.left() + box.width() * (0.2 + 0.3 * i), box.center().y()), line * 0.7,
                                line * 0.7);
        break;
    case MarkKind::Unknown:
        painter.setPen(QPen(color, qMax(1.0, line / 2), Qt::DashLine));
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        drawSign(painter, box, color, QStringLiteral("?"));
        break;
    }
    painter.restore();
}

Mark::Mark(MarkKind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setVisible(kind != MarkKind::None);
}

void Mark::setKind(MarkKind kind)
{
    if (m_kind == kind)
        return;
    m_kind = kind;
    setVisible(kind != MarkKind::None);
    update();
}

QSize Mark::sizeHint() const
{
    const int side = QFontMetrics(bodyFont()).capHeight() + 3;
    return {side, side};
}

void Mark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawMark(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_kind, palette());
}

} // namespace ops::ui
