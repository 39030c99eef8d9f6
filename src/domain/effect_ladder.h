#pragma once

#include "base/clock.h"
#include "domain/command.h"
#include "domain/reply.h"
#include "domain/runbook.h"

#include <array>
#include <optional>
#include <vector>

// What is proven of one attempt at a command, and never more (rule H6). Pure values and one step function; the clock
// and the wire are the caller's.
namespace ops::domain {

// In order. Each rung is reached on its own evidence; a later one does not imply an earlier one.
enum class Rung { Prepared, Sent, Stored, Received, Applied, Quiet };
inline constexpr std::array allRungs{Rung::Prepared, Rung::Sent,    Rung::Stored,
                                     Rung::Received, Rung::Applied, Rung::Quiet};
// "PREPARED", … Not translated: these are design words.
QString rungWord(Rung rung);

// Where one rung stands.
enum class RungPhase {
    Waiting,       // may still come
    Reached,       // proven; Received and Applied: by every service that has to
    Partly,        // Received, Applied: by some of them
    Failed,        // proven not to have happened, or the opposite was observed
    NotApplicable, // nobody in this environment could prove it
    Missed,        // the window closed without proof
};

// The outcome in one word, for the headline. Only Applied and Quiet are good news.
enum class LadderVerdict {
    Pending,         // in flight
    SentOnly,        // the server has it; nothing proves that anybody obeyed
    Stored,          // a stream keeps it; proves nothing about services
    Received,        // answered, but the state was not read back
    PartlyApplied,   // some of the services that matter
    Applied,         // all of them, by reading their state back
    Quiet,           // and no order or fill since
    Disobeyed,       // a service answered with another state
    NobodyListening, // the server says that nobody hears the subject
    Denied,          // the server refused the publish
    Refused,         // it was not sent: no link
    Unknown,         // it may or may not have been delivered
    Cancelled,       // dropped before it was sent (rule H5)
};
// "NOBODY LISTENING", "UNKNOWN", … Not translated: these are design words.
QString verdictWord(LadderVerdict verdict);
// True when the operator has to act: everything that is settled and is not Applied or Quiet.
bool isAlarming(LadderVerdict verdict);

// One service's line in the matrix.
struct ServiceEffect {
    QString service;       // as it names itself; data from outside
    bool expected = false; // the runbook says it must obey
    std::optional<base::Instant> receivedAt;
    std::optional<base::Instant> appliedAt;
    TradingState readBack = TradingState::Unknown; // last state read after the command
    QString proof;                                 // "reply", or the telemetry subject
    QString complaint;                             // an error the service reported, or what was malformed
};

struct RungState {
    RungPhase phase = RungPhase::Waiting;
    std::optional<base::Instant> at; // when reached (Received, Applied: by the last service that counts)

    bool operator==(const RungState&) const = default;
};

// How the environment's runbook judges a command. Copied in, so that a ladder is a value on its own.
struct LadderRules {
    QStringList expectedServices;
    bool repliesProveState = false;
    QString replyServiceField;
    QString replyStateField;
    bool streamStores = false;    // a stream is expected to ack
    bool activityVisible = false; // orders and fills can be observed at all
    std::chrono::milliseconds replyWindow{2000};
    std::chrono::seconds quietAfter{5};
};
LadderRules ladderRulesFor(const Runbook& runbook);

struct Ladder {
    Command command;
    LadderRules rules;
    std::array<RungState, allRungs.size()> rungs;
    std::vector<ServiceEffect> services; // expected first, in the runbook's order
    std::optional<SendVerdict> sendVerdict;
    std::optional<base::Error> sendError;
    QString server;
    bool noResponders = false;
    QString storedIn;          // "TITAN_CMD #41"
    int unreadableReplies = 0; // replies that made no sense
    QString lastUnreadable;    // why the last one made no sense
    int activitySince = 0;     // orders and fills seen after SENT
    std::optional<base::Instant> lastActivityAt;
    QString lastActivity;            // its subject
    bool activitySeenBefore = false; // something was seen in the minute before, so silence means something
    bool windowClosed = false;
    bool cancelled = false;

    const RungState& rung(Rung r) const { return rungs[static_cast<size_t>(r)]; }
    int receivedCount() const; // expected services that answered
    int appliedCount() const;  // expected services whose state was read back as requested
    LadderVerdict verdict() const;
    bool settled() const { return windowClosed || cancelled; }
};

Ladder startLadder(const Command& command, const LadderRules& rules, bool activitySeenBefore);

// A service's trading state as seen on the telemetry link.
struct StateReading {
    QString service;
    TradingState state = TradingState::Unknown;
    QString source; // telemetry subject, or "reply"
    base::Instant at;
    std::optional<qint64> stampMs; // the service's own stamp, ms since the epoch
    bool operator==(const StateReading&) const = default;
};

// Orders or fills seen on the telemetry link.
struct ActivitySeen {
    QString subject;
    QString what;
    int count = 1;
    base::Instant at;
};

// Each returns the ladder after the event; events for another attempt are ignored.
Ladder onSendFinished(Ladder ladder, const SendOutcome& outcome);
Ladder onReply(Ladder ladder, const CommandReply& reply);
Ladder onStateReading(Ladder ladder, const StateReading& reading);
Ladder onActivity(Ladder ladder, const ActivitySeen& activity);
Ladder onCancelled(Ladder ladder, const base::Instant& at);
// Time passes: closes the reply window, reaches QUIET. Silence counts only while the telemetry link could hear:
// `hearingSince` is when it last came up, nullopt while it is down.
Ladder onTick(Ladder ladder, const base::Instant& now, const std::optional<base::Instant>& hearingSince);

} // namespace ops::domain
