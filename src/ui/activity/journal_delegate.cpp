#include "ui/activity/journal_delegate.h"

#include "models/journal_model.h"
#include "ui/common/describe.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"

namespace ops::ui {

void JournalDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    switch (static_cast<models::JournalColumn>(index.column())) {
    case models::JournalColumn::Sequence:
    case models::JournalColumn::TimeUtc:
    case models::JournalColumn::Hash:
        option->font = fixedFont();
        option->palette.setColor(QPalette::Text, tokens(option->palette).muted);
        option->palette.setColor(QPalette::HighlightedText, tokens(option->palette).muted);
        break;
    case models::JournalColumn::Event:
        option->text = journalEventText(option->text);
        option->font = typeFont(Type::Strong);
        break;
    case models::JournalColumn::Command:
    case models::JournalColumn::Actor:
    case models::JournalColumn::Environment:
    case models::JournalColumn::What:
        break;
    }
}

} // namespace ops::ui
