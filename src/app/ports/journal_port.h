#pragma once

#include "domain/journal_record.h"

#include <QObject>
#include <QVector>

#include <optional>

namespace ops::app {

struct JournalStatus {
    bool writable = false;
    QString path;
    quint64 lastSequence = 0;
    int waiting = 0;                  // records held in memory because they could not be written
    std::optional<base::Error> error; // why not writable
};

// The append-only, hash-chained record of what was done (rules H9, G2). Writing happens on its own thread, flushed to
// the disk; this face of it lives on the GUI thread. A record that cannot be written is kept in memory, written as soon
// as it can be, and the gap is recorded.
class JournalPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    // `token` comes back in appended or appendFailed; 0 when nobody waits for it.
    virtual void append(const domain::JournalRecord& record, quint64 token = 0) = 0;
    // Reads the newest `limit` entries; answered by loaded().
    virtual void load(int limit) = 0;

Q_SIGNALS:
    void appended(quint64 token, const ops::domain::JournalEntry& entry);
    void appendFailed(quint64 token, const ops::base::Error& error);
    void loaded(const QVector<ops::domain::JournalEntry>& entries);
    void statusChanged(const ops::app::JournalStatus& status);
};

} // namespace ops::app
