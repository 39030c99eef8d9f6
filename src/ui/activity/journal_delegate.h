#pragma once

#include <QStyledItemDelegate>

namespace ops::ui {

// Stamps, numbers and hashes in the fixed font; an event by its name instead of the journal's word. Owned by its view.
class JournalDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace ops::ui
