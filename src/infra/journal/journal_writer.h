#pragma once

#include "app/ports/journal_port.h"
#include "infra/journal/chained_file.h"

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <vector>

namespace ops::infra {

struct JournalRequest {
    domain::JournalRecord record;
    quint64 token = 0;
    base::Instant failedAt; // when it could not be written; 0: not tried yet
};

// Writes what JournalFile hands it, on the journal thread, where it lives; owned by JournalFile. What comes within a
// millisecond becomes one write and one flush; a record is made when a command has gone out, and its hashing must not
// take the processor from the command. What cannot be written waits here, in order, and is tried again each second.
class JournalWriter : public QObject {
    Q_OBJECT

public:
    static constexpr size_t maxWaiting = 10'000;

    JournalWriter(const QString& directory, const base::Clock& clock);

    // From any thread.
    void push(JournalRequest request);

    // On the journal thread.
    void start();
    void load(int limit);
    void finish(); // writes what is still waiting; the thread ends after it

Q_SIGNALS:
    void appended(quint64 token, const ops::domain::JournalEntry& entry);
    void appendFailed(quint64 token, const ops::base::Error& error);
    void loaded(const QVector<ops::domain::JournalEntry>& entries);
    void statusChanged(const ops::app::JournalStatus& status);

private:
    void wake();
    void drain();
    void writeWaiting(size_t fresh);
    void keepWaiting(size_t fresh, const base::Error& error);
    domain::JournalRecord gapRecord() const;
    void look();
    void report(const std::optional<base::Error>& error);

    ChainedFile m_file;
    const base::Clock& m_clock;
    QTimer* m_timer = nullptr;
    QTimer* m_gather = nullptr;
    std::vector<JournalRequest> m_waiting;
    quint64 m_forgotten = 0; // records that no longer fitted
    std::optional<base::Error> m_lastError;
    app::JournalStatus m_reported;
    bool m_everReported = false;

    QMutex m_mutex;
    std::vector<JournalRequest> m_inbox; // under m_mutex
    bool m_wakePosted = false;           // under m_mutex
};

} // namespace ops::infra
