#pragma once

#include "models/health_model.h"

#include <QStyledItemDelegate>

namespace ops::ui {

// Two lines a cell: the value, and below it what it rests on. Owned by its view.
class HealthDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // The height of a row for the present font.
    static int rowHeight();
    // How wide a state is, with its mark, in pixels: the longest of the words that there are in this language.
    static int stateWidth();
    // How wide the cell is with both its lines whole, in pixels.
    static int wholeWidth(const domain::HealthRecord& record, models::HealthColumn column, const base::Instant& now);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace ops::ui
