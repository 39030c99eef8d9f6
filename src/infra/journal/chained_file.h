#pragma once

#include "domain/journal_chain.h"
#include "domain/journal_record.h"
#include "infra/journal/posix.h"

#include <QVector>

#include <vector>

namespace ops::infra {

inline QString journalFileName()
{
    return QStringLiteral("journal.jsonl");
}
QString journalHeadPath(const QString& journalPath);

// The journal on the disk: appends to the chain under a lock that several consoles share, flushed. Synchronous and
// blocking (lock wait up to 500 ms); lives on the journal thread, owned by JournalWriter.
class ChainedFile {
public:
    struct Written {
        QVector<domain::JournalEntry> others; // lines that another console appended since we last looked
        QVector<domain::JournalEntry> own;    // in the order given, after any record about the file itself
        std::optional<base::Error> headError; // the lines are safe, but the head could not be brought up to date
    };

    explicit ChainedFile(const QString& directory);

    const QString& path() const { return m_path; }
    quint64 lastSequence() const { return m_chain.soFar().last.sequence; }
    // Why the chain does not hold; nullopt while it does. Once set it stays.
    const std::optional<domain::ChainBreak>& broken() const { return m_broken; }

    // Opens or makes the file and checks its end (all of it up to 4 MB) against the head. Does nothing when it is open.
    base::Result<void> open();
    // All or nothing: where it fails, what was written of it is taken back.
    base::Result<Written> append(const std::vector<domain::JournalRecord>& records);
    // Looks whether the file is still ours and what others appended; never waits for the lock.
    base::Result<QVector<domain::JournalEntry>> look();
    // The newest entries in file order, read from the end.
    base::Result<QVector<domain::JournalEntry>> newest(int limit);

private:
    base::Result<FileLock> openAndLock();
    bool stillInPlace() const;
    base::Error lostError() const;
    base::Result<QVector<domain::JournalEntry>> catchUp();
    base::Result<void> scanEnd(qint64 size);
    void takeLines(const QByteArray& bytes, QVector<domain::JournalEntry>* entries);
    void noteBreak(const domain::ChainBreak& found);
    bool tornIsWhole() const;
    QByteArray closeTornLine(const domain::JournalRecord& like, Written& written);
    QByteArray chain(const domain::JournalRecord& record, Written& written);
    base::Result<FileLock> lock(std::chrono::milliseconds patience);
    base::Result<void> writeLines(const QByteArray& bytes);

    QString m_directory;
    QString m_path;
    FileHandle m_file;
    FileFacts m_facts;
    qint64 m_size = 0; // up to here the chain has been read, complete lines only
    QByteArray m_torn; // what follows without a newline
    domain::ChainVerifier m_chain;
    domain::JournalHead m_next; // what the next line chains to
    std::optional<domain::ChainBreak> m_broken;
    bool m_breakRecorded = false;
};

} // namespace ops::infra
