#include "ui/services/service_delegate.h"

#include "domain/trading_state.h"
#include "models/service_model.h"
#include "ui/common/grade_mark.h"
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

Tone toneOf(ServiceColumn column, bool attention)
{
    switch (column) {
    case ServiceColumn::Role:
    case ServiceColumn::Age:
    case ServiceColumn::LastError:
    case ServiceColumn::Host:
        return Tone::Muted;
    case ServiceColumn::Restarts:
        return attention ? Tone::Halt : Tone::Normal;
    default:
        return Tone::Normal;
    }
}

// Draws the shape and moves `text` behind it. Gives the colour of the word.
QColor drawShape(QPainter& painter, const QStyleOptionViewItem& option, ServiceColumn column, domain::LevelGrade grade,
                 const QString& word, bool stale, QRect& text)
{
    if (grade == domain::LevelGrade::NotApplicable)
        return tokens(option.palette).muted;
    const int side = painter.fontMetrics().capHeight() + 1;
    const QRectF box(text.left(), text.center().y() - side / 2.0, side, side);
    text.setLeft(text.left() + side + space::s);
    if (column == ServiceColumn::Trading) {
        const auto state = domain::parseTradingState(word).value_or(domain::TradingState::Unknown);
        drawStateShape(painter, box, state, option.palette);
        return stateColor(state, option.palette);
    }
    const domain::LevelGrade shown = stale ? domain::LevelGrade::Unknown : grade;
    drawGradeShape(painter, box, shown, option.palette);
    return toneColor(gradeTone(grade), option.palette);
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
    QColor color;
    if (models::levelOf(column)) {
        const auto grade = static_cast<domain::LevelGrade>(index.data(ServiceModel::GradeRole).toInt());
        color = drawShape(*painter, option, column, grade, word, stale, text);
    } else {
        const bool looping = index.data(ServiceModel::RestartingRole).toBool();
        color = toneColor(toneOf(column, looping), option.palette);
    }
    // A halt stays as visible as it was: it is latched (rule H7).
    const auto state = domain::parseTradingState(word).value_or(domain::TradingState::Unknown);
    if (stale && column != ServiceColumn::Service && !(column == ServiceColumn::Trading && domain::isHalted(state)))
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
