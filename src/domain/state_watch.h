#pragma once

#include "base/clock.h"
#include "domain/effect_ladder.h"
#include "domain/halt_message.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

// What state trading is in, as far as it is proven. A proven halt is latched until independent evidence of OPEN
// (rule H7); a proof of OPEN grows stale and turns into UNKNOWN; a command alone proves nothing.
namespace ops::domain {

// A command seen on the halt subject, ours or anybody's.
struct SeenCommand {
    TradingState state = TradingState::Unknown; // Unknown: carried no state we know
    QString stateWord;
    QString reason;
    QString sender;      // as claimed in the message; empty: unknown
    bool ours = false;   // this console sent it
    bool stored = false; // read back from a stream, not seen as it happened
    bool legacyShape = false;
    base::Instant at;                // when seen here
    std::optional<qint64> sentUtcMs; // for stored ones: the stream's stamp
};

struct ServiceState {
    QString service;
    bool expected = false;
    TradingState state = TradingState::Unknown;
    QString source;
    base::Instant at;              // last evidence for `state`
    std::optional<qint64> stampMs; // the service's own stamp, of the newest evidence that had one
    // From the stamp of the last evidence to its arrival, by the two clocks as they stand; nullopt: it had no stamp.
    std::optional<std::chrono::milliseconds> delay;
    int openSeen = 0;                            // unstamped OPEN readings in a row against a latched halt
    std::optional<base::Instant> contradictedAt; // a command newer than an OPEN proof: that proof no longer counts
};

// Whether nothing but the moments of the evidence differs.
bool saysTheSame(const std::vector<ServiceState>& a, const std::vector<ServiceState>& b);

// Why the shown state is what it is; ui has a sentence for each.
enum class StateReason {
    NothingSeen,     // UNKNOWN since start
    Proven,          // every expected service shows it, freshly
    LatchedStale,    // a halt, proven earlier, nothing newer
    OpenStale,       // UNKNOWN: OPEN was proven, too long ago
    CommandUnproven, // UNKNOWN: a command was seen after the last proof
    ServicesDiffer,  // UNKNOWN: proofs contradict each other
    PartlyProven,    // UNKNOWN: some expected services have not been heard
};

struct StateView {
    TradingState shown = TradingState::Unknown;
    StateReason reason = StateReason::NothingSeen;
    QStringList provenBy;                           // services behind `shown`, or behind a difference
    QStringList missing;                            // expected services without usable evidence
    QString source;                                 // of the newest evidence behind `shown`
    std::optional<base::Instant> provenAt;          // of the oldest evidence that `shown` rests on
    TradingState lastKnown = TradingState::Unknown; // for the stale cases
    bool stale = false;
};

struct StateWatch {
    QStringList expected;
    std::chrono::milliseconds maxAge{5000};
    std::vector<ServiceState> services; // expected first
    std::optional<SeenCommand> lastCommand;
    // The last halt command, kept when a resume follows: who, when and why (rule R5).
    std::optional<SeenCommand> lastHalt;
};

StateWatch startStateWatch(const QStringList& expectedServices, std::chrono::milliseconds maxAge);

struct ReadingResult {
    StateWatch watch;
    bool accepted = false; // false: older than what is known, or not yet enough to lift a latch
};
ReadingResult onReading(StateWatch watch, const StateReading& reading);
StateWatch onCommandSeen(StateWatch watch, const SeenCommand& command);
StateView viewState(const StateWatch& watch, const base::Instant& now);

} // namespace ops::domain
