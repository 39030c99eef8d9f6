#pragma once

#include "app/ports/journal_port.h"

namespace ops::app {

// Hands everything on to the journal and lets others hear of each record the moment it is made, whether or not the disk
// takes it. GUI thread; the journal outlives it.
class JournalTee final : public JournalPort {
    Q_OBJECT

public:
    explicit JournalTee(JournalPort& journal, QObject* parent = nullptr);

    void append(const domain::JournalRecord& record, quint64 token = 0) override;
    void load(int limit) override { m_journal.load(limit); }

Q_SIGNALS:
    void recorded(const ops::domain::JournalRecord& record);

private:
    JournalPort& m_journal;
};

} // namespace ops::app
