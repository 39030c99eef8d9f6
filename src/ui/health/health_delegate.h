#pragma once

#include <QStyledItemDelegate>

namespace ops::ui {

// Two lines a cell: the value, and below it what it rests on. Owned by its view.
class HealthDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // The height of a row for the present font.
    static int rowHeight();
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace ops::ui
