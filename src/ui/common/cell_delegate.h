#pragma once

#include <QStyledItemDelegate>

namespace ops::ui {

// Draws the cells of a CellTableModel: text, and where there is a state its shape. Owned by its view.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace ops::ui
