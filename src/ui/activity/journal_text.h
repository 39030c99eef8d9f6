#pragma once

#include "domain/journal_record.h"
#include "models/journal_model.h"

#include <QSet>
#include <QVector>

namespace ops::ui {

QString journalColumnHeading(models::JournalColumn column);

// What the kind filter offers: a name and the events behind it; no events: all.
struct JournalKind {
    QString title;
    QSet<QString> eventWords;
};
QVector<JournalKind> journalKinds();

// An entry in full, one "name: value" a line; values are data from the journal.
QString journalDetail(const domain::JournalEntry& entry);

} // namespace ops::ui
