#pragma once

#include "app/ports/journal_port.h"

#include <QThread>

namespace ops::infra {

class JournalWriter;

// The journal in a state directory (journal.jsonl and journal.head). This face lives on the GUI thread and never waits;
// the writing is done by a JournalWriter on the thread it owns. Several consoles may share a directory.
// Destroying it writes what is still waiting, waiting at most as long as a lock may take.
class JournalFile final : public app::JournalPort {
    Q_OBJECT

public:
    // The clock must outlive this. Opening happens on the journal thread; statusChanged tells how it went.
    JournalFile(const QString& stateDirectory, const base::Clock& clock, QObject* parent = nullptr);
    ~JournalFile() override;

    void append(const domain::JournalRecord& record, quint64 token = 0) override;
    // loaded() delivers them in the file's order, newest last.
    void load(int limit) override;

private:
    QThread m_thread;
    JournalWriter* m_writer; // lives on m_thread, which deletes it
};

} // namespace ops::infra
