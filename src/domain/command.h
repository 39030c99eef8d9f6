#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/ids.h"
#include "domain/trading_state.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace ops::domain {

// Stop-kind commands are sent first and journalled after (rule H9); start-kind ones are journalled, flushed, first.
enum class CommandKind { HardHalt, SoftHalt, Resume };

constexpr bool isStopKind(CommandKind kind)
{
    return kind != CommandKind::Resume;
}
TradingState requestedState(CommandKind kind);
CommandKind commandKindFor(TradingState state); // not for Unknown
// "HARD_HALT", "SOFT_HALT", "OPEN".
QString commandWord(CommandKind kind);

// One attempt at one command: exactly what is published. `id` stays the same over all attempts (rule H4).
struct Command {
    base::CommandId id;
    CommandKind kind = CommandKind::HardHalt;
    int attempt = 1; // 1, 2, …
    QString environment;
    QString actor; // user@host
    QString reason;
    QString subject;
    QByteArray payload;      // the exact bytes
    base::Instant decidedAt; // the second act: hold complete, or the confirming click

    bool operator==(const Command&) const = default;
};

// What became of handing the bytes to the server.
enum class SendVerdict {
    Sent,    // the server answered a PING after it: it has the bytes
    Denied,  // the server refused the publish for this identity
    Refused, // nothing was written: no live connection
    Unknown, // written, but the server did not answer before the deadline
};

struct SendOutcome {
    base::CommandId id;
    int attempt = 1;
    SendVerdict verdict = SendVerdict::Unknown;
    base::Instant at; // when the verdict was reached, on the command link's thread
    QString server;   // the server it went to; empty when Refused
    std::optional<base::Error> error;
};

// A message on the command's own inbox. `noResponders` is the server's 503 status, with an empty payload.
struct CommandReply {
    base::CommandId id;
    int attempt = 1;
    QByteArray payload;
    bool noResponders = false;
    base::Instant at;
};

} // namespace ops::domain
