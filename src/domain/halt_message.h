#pragma once

#include "base/result.h"
#include "domain/trading_state.h"

#include <QByteArray>
#include <QString>

namespace ops::domain {

// The unit of the "timestamp" field; the runbook sends seconds (runbook.md), Titan's own publishers milliseconds.
enum class TimestampUnit { Seconds, Milliseconds };

// The exact bytes of a halt or resume: {"state":"…","reason":"…","timestamp":<unix>} in that key order, UTF-8, no
// blanks, valid for any reason text. `state` must not be Unknown. `utcMs` is UTC milliseconds since the epoch.
QByteArray buildHaltMessage(TradingState state, const QString& reason, qint64 utcMs, TimestampUnit unit);

// A message seen on the halt subject, whoever sent it.
struct HaltMessage {
    TradingState state = TradingState::Unknown; // Unknown: it did not carry a state we know
    QString stateWord;                          // as received, at most 64 characters
    QString reason;                             // as received, at most 500 characters
    QString sender;                             // from operator / operator_id / actor, as claimed; empty if not named
    bool legacyShape = false;                   // JSON object without "state": older engines un-halt on it
};

// Reads a message from the halt subject. Errors: not JSON, not an object, too large (64 KiB), invalid UTF-8. An object
// without a string "state" or with an unknown word is not an error: it is somebody's command, and shown as such.
base::Result<HaltMessage> parseHaltMessage(const QByteArray& payload);

} // namespace ops::domain
