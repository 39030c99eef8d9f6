#pragma once

#include <QStyledItemDelegate>

namespace ops::ui {

// Draws the cells of a ServiceModel (through its proxy): a mark before the name of a service in trouble, a level's
// shape and word, numbers in the fixed font, what is only last known greyed and hatched (rule G9). Tool tips are plain
// text (rule G7). Owned by its view.
class ServiceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
};

} // namespace ops::ui
