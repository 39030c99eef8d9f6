#pragma once

#include "domain/journal_record.h"

#include <QAbstractTableModel>
#include <QVector>

#include <deque>
#include <functional>

namespace ops::models {

enum class JournalColumn { Sequence, TimeUtc, Event, Command, Actor, Environment, What, Hash };
inline constexpr int journalColumnCount = 8;

// The journal as rows, newest first, at most maxRows of them; older ones are in the file. GUI thread; owned by the page
// that shows it. What is shown is data from the journal and design words; headings come from whoever translates.
class JournalModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int maxRows = 10'000;
    enum Role {
        EntryRole = Qt::UserRole + 1, // ops::domain::JournalEntry
        EventWordRole,                // "command-sent"
        CommandIdRole,                // the whole id; empty: not about a command
        SearchTextRole,               // everything a text filter looks at
    };

    using HeaderText = std::function<QString(JournalColumn)>;
    explicit JournalModel(HeaderText headerText, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Entries in the order of the file, oldest first. Those that are there already (by sequence number) are left out;
    // lines that cannot be read have none and are all kept.
    void append(const QVector<domain::JournalEntry>& entries);
    // Replaces everything, for what load() brought; rows that are newer than it stay.
    void load(const QVector<domain::JournalEntry>& entries);

    const domain::JournalEntry& entryAt(int row) const; // row 0 is the newest

private:
    void insertNewest(QVector<domain::JournalEntry> entries);
    QString text(const domain::JournalEntry& entry, JournalColumn column) const;

    HeaderText m_headerText;
    std::deque<domain::JournalEntry> m_entries; // newest first
};

// "7f3a HARD_HALT" for an entry about a command; empty for others.
QString journalCommandText(const domain::JournalEntry& entry);
// The fields as one plain line, "reason=… verdict=SENT", in a fixed order: evidence, not prose.
QString journalEvidence(const domain::JournalEntry& entry);

} // namespace ops::models

Q_DECLARE_METATYPE(ops::domain::JournalEntry)
