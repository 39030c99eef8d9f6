#pragma once

#include "domain/trading_state.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

namespace ops::domain {

// What one message on a command's inbox proves.
struct NoResponders {}; // the server: nobody hears the subject
struct StreamAck {      // a stream keeps it; proves nothing about services
    QString stream;
    quint64 sequence = 0;
};
struct StreamError { // a stream would have kept it, but could not
    QString what;
};
struct ServiceReply {
    QString service;                   // as it names itself; empty when it does not
    std::optional<TradingState> state; // its state after the command, when it says one we know
    QString stateWord;                 // as received
    QString complaint;                 // its "error" field, or an unknown state word
    std::optional<qint64> stampMs;     // its "ts" or "timestamp", ms since the epoch; seconds are converted
};
struct UnreadableReply {
    QString why;
};
using ReplyMeaning = std::variant<NoResponders, StreamAck, StreamError, ServiceReply, UnreadableReply>;

// Classifies a reply. `serviceField` and `stateField` are top-level keys from the runbook.
ReplyMeaning classifyReply(const QByteArray& payload, bool noResponders, const QString& serviceField,
                           const QString& stateField);

} // namespace ops::domain
