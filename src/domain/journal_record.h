#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace ops::domain {

// What a journal line is about. The words in the file are journalEventWord()'s.
enum class JournalEvent {
    SessionStarted,
    SessionEnded,
    CommandPrepared,  // start-kind: written and flushed before sending
    CommandSent,      // an outcome of sending, whatever it was
    CommandReply,     // a service, a stream or the server answered
    CommandStage,     // a rung of the effect ladder was reached or given up
    CommandCancelled, // dropped before it was sent
    ForeignCommand,   // somebody else's message on the halt subject
    StateChanged,     // the displayed trading state changed
    LinkChanged,      // a link came up or went down
    AlarmRaised,
    AlarmAcknowledged,
    JournalGap,      // records that could not be written when they happened
    JournalRepaired, // a torn last line was closed
};
QString journalEventWord(JournalEvent event);

// One record before it is chained. `fields` must hold no secret (rule G3).
struct JournalRecord {
    JournalEvent event = JournalEvent::SessionStarted;
    base::Instant at;
    QString environment;
    QString actor;
    base::CommandId command; // null: not about a command
    QJsonObject fields;
};

// A record as it stands in the journal.
struct JournalEntry {
    quint64 sequence = 0; // 1, 2, … without holes
    JournalRecord record;
    QString eventWord; // as written; an unknown word of a later version is kept
    QByteArray hash;   // hex SHA-256 of this line's body, which contains the previous line's hash
};

// The line for a record (without newline): canonical compact JSON with sorted keys whose last act is its own hash over
// everything before it, the previous line's hash included. `previousHash` is hex, or 64 zeros for the first line.
QByteArray journalLine(const JournalRecord& record, quint64 sequence, const QByteArray& previousHash, QByteArray* hash);

// Reads one line and checks its own hash. Errors: Corrupt with what was found and expected.
base::Result<JournalEntry> parseJournalLine(const QByteArray& line);
// The `prev` field of a line, for checking the chain.
base::Result<QByteArray> journalPreviousHash(const QByteArray& line);

QByteArray journalZeroHash();

} // namespace ops::domain
