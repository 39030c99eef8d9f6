#include "ui/services/service_delegate.h"

#include "domain/trading_state.h"
#include "models/service_model.h"
#include "ui/common/grade_mark.h"
#include "ui/common/mark.h"
#include "ui/common/plain_tip.h"
#include "ui/common/state_badge.h"
#include "ui/common/tokens.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ops::ui {
namespace {

using models::ServiceColumn;
using models::ServiceModel;

Type typeOf(ServiceColumn column)
{
    switch (column) {
    case ServiceColumn::Service:
        return Type::Strong;
    case ServiceColumn::Image:
    case ServiceColumn::Up:
    case ServiceColumn::Restarts:
    case ServiceColumn::ExitCode:
    case ServiceColumn::Cpu:
    case ServiceColumn::Memory:
        return Type::Fixed;
    default:
        return Type::Body;
    }
}

Tone toneOf(ServiceColumn column, const QModelIndex& index)
{
    switch (column) {
    case ServiceColumn::Role:
    case ServiceColumn::Age:
    case ServiceColumn::LastError:
    case ServiceColumn::Host:
        return Tone::Muted;
    case ServiceColumn::Container:
        return index.data(ServiceModel::AbsentRole).toBool() ? Tone::Muted : Tone::Normal;
    case ServiceColumn::Restarts:
        return index.data(ServiceModel::RestartingRole).toBool() ? Tone::Halt : Tone::Normal;
    default:
        return Tone::Normal;
    }
}

domain::TradingState tradingOf(const QModelIndex& index)
{
    return static_cast<domain::TradingState>(index.data(ServiceModel::TradingRole).toInt());
}

// Draws the shape and moves `text` behind it. Gives the colour of the word.
QColor drawShape(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, bool stale,
                 QRect& text)
{
    const auto grade = static_cast<domain::LevelGrade>(index.data(ServiceModel::GradeRole).toInt());
    if (grade == domain::LevelGrade::NotApplicable)
        return tokens(option.palette).muted;
    const int side = painter.fontMetrics().capHeight() + 1;
    const QRectF box(text.left(), text.center().y() - side / 2.0, side, side);
    text.setLeft(text.left() + side + space::s);
    if (static_cast<ServiceColumn>(index.column()) == ServiceColumn::Trading) {
        drawStateShape(painter, box, tradingOf(index), option.palette);
        return stateColor(tradingOf(index), option.palette);
    }
    const domain::LevelGrade shown = stale ? domain::LevelGrade::Unknown : grade;
    drawGradeShape(painter, box, shown, option.palette);
    return toneColor(gradeTone(grade), option.palette);
}

// Draws the mark of a row that is in trouble, whatever its levels say, and moves `text` behind it.
void drawTrouble(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, QRect& text)
{
    const QVariant trouble = index.data(ServiceModel::TroubleRole);
    if (!trouble.isValid())
        return;
    const bool failed = trouble.toInt() == static_cast<int>(domain::LevelGrade::Failed);
    const int side = painter.fontMetrics().capHeight() + 2;
    drawMark(painter, QRectF(text.left(), text.center().y() - side / 2.0, side, side),
             failed ? MarkKind::Alarm : MarkKind::Warning, option.palette);
    text.setLeft(text.left() + side + space::s);
}

} // namespace

void ServiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    item.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);
    const bool stale = index.data(ServiceModel::StaleRole).toBool();
    if (stale)
        drawStaleHatch(*painter, option.rect, option.palette);

    painter->save();
    const auto column = static_cast<ServiceColumn>(index.column());
    painter->setFont(typeFont(typeOf(column)));
    QRect text = option.rect.adjusted(space::s, 0, -space::s, 0);
    const QString word = index.data(Qt::DisplayRole).toString();
    if (column == ServiceColumn::Service)
        drawTrouble(*painter, option, index, text);
    QColor color = models::levelOf(column) ? drawShape(*painter, option, index, stale, text)
                                           : toneColor(toneOf(column, index), option.palette);
    // A halt stays as visible as it was: it is latched (rule H7).
    const bool latched = column == ServiceColumn::Trading && domain::isHalted(tradingOf(index));
    if (stale && column != ServiceColumn::Service && !latched)
        color = tokens(option.palette).muted;
    painter->setPen(color);
    const auto side = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter->drawText(text, static_cast<int>(side) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(word, Qt::ElideMiddle, text.width()));
    painter->restore();
}

bool ServiceDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                                const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString tip = index.data(Qt::ToolTipRole).toString();
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), plainTip(tip), view->viewport());
    return true;
}

} // namespace ops::ui
