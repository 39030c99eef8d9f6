#include "ui/common/cell_delegate.h"

#include "ui/common/cell_table_model.h"
#include "ui/common/state_badge.h"

#include <QApplication>
#include <QPainter>

namespace ops::ui {

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const CellTableModel*>(index.model());
    if (model == nullptr) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const Cell& cell = model->cell(index);
    QStyleOptionViewItem item = option;
    item.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);
    if (cell.stale)
        drawStaleHatch(*painter, option.rect, option.palette);

    painter->save();
    QRect text = option.rect.adjusted(space::s, 0, -space::s, 0);
    painter->setFont(typeFont(cell.fixed ? Type::Fixed : cell.strong ? Type::Strong : Type::Body));
    const QFontMetrics metrics = painter->fontMetrics();
    QColor color = toneColor(cell.tone, option.palette);
    if (cell.state) {
        const int side = metrics.capHeight() + 1;
        drawStateShape(*painter, QRectF(text.left(), text.center().y() - side / 2.0, side, side), *cell.state,
                       option.palette);
        text.setLeft(text.left() + side + space::s);
        color = stateColor(*cell.state, option.palette);
    }
    painter->setPen(color);
    const auto side = cell.fixed ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(text, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                      metrics.elidedText(QString(cell.text).replace(QLatin1Char('\n'), QLatin1Char(' ')),
                                         Qt::ElideMiddle, text.width()));
    painter->restore();
}

} // namespace ops::ui
