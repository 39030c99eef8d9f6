#include "ui/health/health_delegate.h"

#include "ui/common/label.h"
#include "ui/common/state_badge.h"
#include "ui/common/tokens.h"
#include "ui/health/health_text.h"
#include "ui/health/latency_line.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace ops::ui {
namespace {

using models::HealthColumn;

Type firstLineType(HealthColumn column)
{
    switch (column) {
    case HealthColumn::State:
    case HealthColumn::Check:
        return Type::Strong;
    case HealthColumn::Expected:
    case HealthColumn::Actual:
    case HealthColumn::Latency:
        return Type::Fixed;
    case HealthColumn::LastGood:
        break;
    }
    return Type::Body;
}

int widthOf(Type type, const QString& text)
{
    return QFontMetrics(typeFont(type)).horizontalAdvance(text) + 1;
}

int markSide()
{
    return QFontMetrics(typeFont(Type::Strong)).capHeight() + 2;
}

// Sentences, and an age before what is under way: their beginning counts. Of a command both ends do.
Qt::TextElideMode secondLineElide(HealthColumn column)
{
    return column == HealthColumn::Actual || column == HealthColumn::State ? Qt::ElideRight : Qt::ElideMiddle;
}

void drawLine(QPainter& painter, const QRect& box, Type type, const QColor& color, const QString& text,
              Qt::TextElideMode elide, Qt::Alignment side = Qt::AlignLeft)
{
    painter.setFont(typeFont(type));
    painter.setPen(color);
    painter.drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, elide, box.width()));
}

// Of words and of figures: a fixed font may be the higher one.
int firstLineHeight()
{
    return std::max(QFontMetrics(typeFont(Type::Strong)).height(), QFontMetrics(typeFont(Type::Fixed)).height());
}

} // namespace

int HealthDelegate::rowHeight()
{
    return firstLineHeight() + QFontMetrics(typeFont(Type::Caption)).height() + space::s + space::xs;
}

int HealthDelegate::stateWidth()
{
    domain::HealthRecord record; // not run yet
    int widest = widthOf(Type::Strong, healthCellText(record, HealthColumn::State, {}));
    record.at = base::Instant();
    for (const auto grade : {domain::HealthGrade::Ok, domain::HealthGrade::Differs, domain::HealthGrade::Failed,
                             domain::HealthGrade::Unknown}) {
        record.verdict.grade = grade;
        widest = std::max(widest, widthOf(Type::Strong, healthCellText(record, HealthColumn::State, {})));
    }
    return widest + markSide() + 3 * space::s;
}

int HealthDelegate::wholeWidth(const domain::HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    return std::max(widthOf(firstLineType(column), healthCellText(record, column, now)),
                    widthOf(Type::Caption, healthSecondLine(record, column, now))) +
           2 * space::s;
}

void HealthDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const models::HealthModel*>(index.model());
    if (model == nullptr) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const domain::HealthRecord& record = model->recordAt(index.row());
    const base::Instant& now = model->now();
    const auto column = static_cast<HealthColumn>(index.column());
    QStyleOptionViewItem item = option;
    item.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);
    const bool stale = record.stale(now);
    if (stale && (column == HealthColumn::State || column == HealthColumn::Actual))
        drawStaleHatch(*painter, option.rect, option.palette);

    painter->save();
    const Tokens& t = tokens(option.palette);
    const QColor text = stale ? t.muted : option.palette.color(QPalette::Text);
    const int first = firstLineHeight();
    QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
    box.setTop(box.top() + (box.height() - HealthDelegate::rowHeight()) / 2 + space::xs);
    QRect line(box.left(), box.top(), box.width(), first);
    const QRect below(box.left(), line.bottom() + 1, box.width(), QFontMetrics(typeFont(Type::Caption)).height());
    const QString value = healthCellText(record, column, now);
    QColor color = text;
    if (column == HealthColumn::State) {
        const MarkKind mark = healthMark(record, now);
        const int side = markSide();
        drawMark(*painter, QRectF(line.left(), line.center().y() - side / 2.0, side, side), mark, option.palette);
        line.setLeft(line.left() + side + space::s);
        color = stale ? t.muted : markColor(mark, option.palette);
    }
    const auto side = column == HealthColumn::Latency ? Qt::AlignRight : Qt::AlignLeft;
    // Nothing came: what stands there is our own sentence.
    const bool prose = column == HealthColumn::Actual && record.verdict.actual.isEmpty();
    drawLine(*painter, line, prose ? Type::Body : firstLineType(column), color, value, Qt::ElideMiddle, side);
    if (column == HealthColumn::Latency)
        drawLatencyLine(*painter, QRectF(below).adjusted(0, 1, 0, -1), record, option.palette);
    else
        drawLine(*painter, below, Type::Caption, t.muted, healthSecondLine(record, column, now),
                 secondLineElide(column));
    painter->restore();
}

} // namespace ops::ui
