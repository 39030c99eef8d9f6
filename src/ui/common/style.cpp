#include "ui/common/style.h"

#include "ui/common/tokens.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace ops::ui {
namespace {

constexpr double radius = 3.0;

void drawBox(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line, double width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(line, width));
    painter->setBrush(fill);
    const double inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

// Fusion derives the frame from the window's colour, and in a dark one nothing is left of it.
void drawCheckBox(const QStyleOption& option, QPainter* painter)
{
    const Tokens& t = tokens(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor line = enabled ? option.palette.color(QPalette::Text) : t.muted;
    const bool down = option.state.testFlag(QStyle::State_Sunken);
    const int side = qMin(option.rect.width(), option.rect.height());
    const QRect box(option.rect.left(), option.rect.top() + (option.rect.height() - side) / 2, side, side);
    drawBox(painter, box, down ? t.selection : option.palette.color(QPalette::Base), enabled ? t.muted : t.border, 1.0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(line, qMax(1.5, side / 8.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF inner = QRectF(box).adjusted(side * 0.25, side * 0.25, -side * 0.25, -side * 0.25);
    if (option.state.testFlag(QStyle::State_On))
        painter->drawPolyline(QPolygonF({QPointF(inner.left(), inner.center().y()),
                                         QPointF(inner.left() + inner.width() * 0.4, inner.bottom()),
                                         QPointF(inner.right(), inner.top())}));
    else if (option.state.testFlag(QStyle::State_NoChange))
        painter->drawLine(QPointF(inner.left(), inner.center().y()), QPointF(inner.right(), inner.center().y()));
    painter->restore();
}

QColor between(const QColor& one, const QColor& other, double ofOne)
{
    const auto mixed = [ofOne](int a, int b) { return qRound(a * ofOne + b * (1 - ofOne)); };
    return {mixed(one.red(), other.red()), mixed(one.green(), other.green()), mixed(one.blue(), other.blue())};
}

// A button at the bar's end: a triangle that points to where it scrolls.
void drawScrollArrow(const QStyleOptionSlider& bar, const QRect& box, bool back, const QColor& colour,
                     QPainter* painter)
{
    if (box.isEmpty())
        return;
    const QPointF middle = QRectF(box).center();
    const double size = qMin(box.width(), box.height()) / 5.0;
    const bool mirrored = bar.orientation == Qt::Horizontal && bar.direction == Qt::RightToLeft;
    const double towards = back != mirrored ? -size / 2 : size / 2;
    const bool upright = bar.orientation == Qt::Vertical;
    const auto corner = [&](double along, double across) {
        return middle + (upright ? QPointF(across, along) : QPointF(along, across));
    };
    painter->setBrush(colour);
    painter->drawPolygon(QPolygonF({corner(towards, 0), corner(-towards, size), corner(-towards, -size)}));
}

// A table that is followed moves its bar with each frame, and Fusion's gradients take longer than its lines.
void drawScrollBar(const QStyleOptionSlider& bar, QPainter* painter, const QStyle& style, const QWidget* widget)
{
    const Tokens& t = tokens(bar.palette);
    const auto part = [&](QStyle::SubControl control) {
        return style.subControlRect(QStyle::CC_ScrollBar, &bar, control, widget);
    };
    const bool enabled = bar.state.testFlag(QStyle::State_Enabled) && bar.maximum > bar.minimum;
    painter->fillRect(bar.rect, t.header);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const auto colour = [&](QStyle::SubControl control) {
        const bool held = bar.activeSubControls.testFlag(control) && bar.state.testFlag(QStyle::State_Sunken);
        if (!enabled)
            return t.border;
        return held ? t.focus : t.muted;
    };
    drawScrollArrow(bar, part(QStyle::SC_ScrollBarSubLine), true, colour(QStyle::SC_ScrollBarSubLine), painter);
    drawScrollArrow(bar, part(QStyle::SC_ScrollBarAddLine), false, colour(QStyle::SC_ScrollBarAddLine), painter);
    if (enabled) {
        const QRect handle = part(QStyle::SC_ScrollBarSlider);
        const bool upright = bar.orientation == Qt::Vertical;
        const int inset = (upright ? handle.width() : handle.height()) / 4;
        // As light as a shape may be that has to be seen (WCAG 1.4.11): the bar is not what is to be looked at.
        const bool touched = bar.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
        painter->setBrush(touched ? colour(QStyle::SC_ScrollBarSlider) : between(t.muted, t.header, 0.7));
        painter->drawRoundedRect(
            upright ? handle.adjusted(inset, 1, -inset, -1) : handle.adjusted(1, inset, -1, -inset), radius, radius);
    }
    painter->restore();
}

void drawHeaderSection(const QStyleOptionHeader& header, QPainter* painter)
{
    const Tokens& t = tokens(header.palette);
    painter->fillRect(header.rect, header.palette.color(QPalette::AlternateBase));
    painter->fillRect(QRect(header.rect.left(), header.rect.bottom(), header.rect.width(), 1), t.border);
}

} // namespace

OpsStyle::OpsStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void OpsStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const
{
    const Tokens& t = tokens(option->palette);
    const bool focused = option->state.testFlag(State_HasFocus);
    switch (element) {
    case PE_PanelButtonCommand: {
        const bool down = option->state.testFlag(State_Sunken) || option->state.testFlag(State_On);
        const bool hover = option->state.testFlag(State_MouseOver) && option->state.testFlag(State_Enabled);
        QColor fill = option->palette.color(QPalette::Button);
        if (down)
            fill = t.selection;
        else if (hover)
            fill = t.header;
        drawBox(painter, option->rect, fill, focused ? t.focus : t.border, focused ? 2.0 : 1.0);
        return;
    }
    case PE_FrameLineEdit:
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame != nullptr && frame->lineWidth == 0)
            break; // inside a combo box or a spin box
        drawBox(painter, option->rect, option->palette.color(QPalette::Base), focused ? t.focus : t.border,
                focused ? 2.0 : 1.0);
        return;
    }
    case PE_Frame:
        drawBox(painter, option->rect, Qt::transparent, focused ? t.focus : t.border, focused ? 2.0 : 1.0);
        return;
    case PE_FrameFocusRect: {
        // Table cells: the row is marked by the selection; a ring marks the current cell for keyboard users.
        painter->save();
        painter->setPen(QPen(t.focus, 1.0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    }
    case PE_IndicatorCheckBox:
        drawCheckBox(*option, painter);
        return;
    case PE_FrameDefaultButton:
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void OpsStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                           const QWidget* widget) const
{
    switch (element) {
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            drawHeaderSection(*header, painter);
            return;
        }
        break;
    case CE_HeaderEmptyArea: {
        QStyleOptionHeader header;
        header.rect = option->rect;
        header.palette = option->palette;
        drawHeaderSection(header, painter);
        return;
    }
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader muted = *header;
            muted.palette.setColor(QPalette::ButtonText, tokens(option->palette).muted);
            muted.rect.adjust(space::xs, 0, -space::xs, 0);
            QProxyStyle::drawControl(element, &muted, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        return; // the gap between two bordered panes is mark enough
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void OpsStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                  const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ScrollBar && bar != nullptr)
        drawScrollBar(*bar, painter, *proxy(), widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int OpsStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SplitterWidth:
        return space::m;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int OpsStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_Table_GridLineColor:
        if (option != nullptr)
            return static_cast<int>(tokens(option->palette).border.rgba());
        break;
    default:
        break;
    }
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QSize OpsStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                 const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        result += QSize(space::m, space::xs);
    if (type == CT_LineEdit)
        result.setHeight(qMax(result.height(), rowHeight()));
    return result;
}

} // namespace ops::ui
