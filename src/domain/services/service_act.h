#pragma once

#include "base/ids.h"
#include "domain/services/service_row.h"
#include "domain/trading_state.h"

#include <chrono>
#include <optional>
#include <vector>

// Starting, stopping or restarting one service: what it would cost, why it cannot be asked for now, and how its effect
// is recognised. Pure; the words are made in ui.
namespace ops::domain {

enum class ContainerAct { Start, Stop, Restart };
inline constexpr ContainerAct allContainerActs[] = {ContainerAct::Start, ContainerAct::Stop, ContainerAct::Restart};
// "SERVICE_STOP": for records; not translated.
QString containerActWord(ContainerAct act);

// What the act does, as a person would type it: "docker stop titan-brain".
QString actCommandLine(ContainerAct act, const QString& containerName);

// What an act takes away or risks; ui has a sentence for each.
enum class ActConsequence {
    CutsHaltPath,      // commands travel through it: no halt reaches anybody while it is down, nor does telemetry
    CannotHearHalt,    // it is to obey halts: it hears none while it is down, and no halt is proven without it
    MayForgetHalt,     // trading is halted, or may be: started anew it may come up OPEN
    MayCarryHalts,     // not in the runbook, but it looks like a NATS server
    MayBeMissing,      // not in the runbook, but it may be a missing service of the halt path under another name
    SecondContainer,   // not the runbook's own, but another container of a service of the halt path
    TwoOfOne,          // the runbook's name and its label mean two containers, and both may act
    LosesStore,        // others keep their state in it
    LeavesPositions,   // positions and orders that it looks after stay as they are, without it
    UnknownToRunbook,  // the runbook does not say what depends on it
    InterruptsService, // it does nothing while it is down
    EarlierUnknown,    // what came of an earlier act on it is not known: the engine may carry that out yet
};

struct ActCost {
    std::vector<ActConsequence> consequences; // gravest first
    // The compose project that the container belongs to where that is not the runbook's: somebody else's may be hit.
    QString foreignProject;
    // It would break the halt path, or hit another project or another container than is meant: the service's name has
    // to be typed (a second, different act).
    bool breaksHaltPath = false;

    bool operator==(const ActCost&) const = default;
};

// Why an act cannot be asked for; ui has a sentence for each.
enum class ActBlock {
    None,
    NoHost,        // the environment names no command host for it
    NoContainer,   // there is none to act on
    EngineUnheard, // its engine does not answer, or its news have stopped: what is shown may be wrong
    AlreadyRuns,   // start
    Paused,        // start: it is to be told to go on instead
    AlreadyDown,   // stop
    ActUnderWay,   // another act on it has not ended
    NoJournal,     // start and restart: the record cannot be written (stopping waits for no disk)
};

ActCost actCost(const Runbook& runbook, ContainerAct act, const ServiceRow& row, TradingState shown);
ActBlock actBlock(ContainerAct act, const ServiceRow& row, bool underWay, bool journalWritable);

// How long the engine may take over an act, a patient stop's grace included. Whoever carries the act out waits longer
// than this, or a stop that is only slow is cut off.
inline constexpr std::chrono::seconds actAnswerWithin{120};

// What is known of an act once the engine's answer has come, or none can come any more.
enum class ActAnswer {
    Done,    // the engine says that it did it
    Refused, // the engine says that it did not, or it was never asked
    Lost,    // it may have been asked, and was not heard to the end: it may have done it, may do it yet, or never
};

struct ActReply {
    ActAnswer answer = ActAnswer::Done;
    std::optional<base::Error> error; // for everything but Done

    bool operator==(const ActReply&) const = default;
};

// Where one act stands; from Seen on it is over, until a late answer settles what was not known. Done by the engine's
// word is not yet the effect (rule H6): that shows in the container.
enum class ActPhase {
    Recording, // its record is on its way to the disk; nothing has been asked
    Asked,     // the engine has been asked
    Accepted,  // the engine says that it did it
    Lost,      // its answer is lost: only the container can show whether it was done
    Seen,      // the container shows it
    Failed,    // the engine refused, or could not be asked
    Dropped,   // its record took too long: nothing has been asked, and nothing will be (rule G6)
    Unseen,    // whether it was done is not known: the engine did not say, or the container did not show it in time
};

struct ServiceAct {
    base::CommandId id;
    ContainerAct act = ContainerAct::Stop;
    QString rowKey;
    QString service;
    QString host;
    QString containerId;
    std::optional<qint64> startedBeforeUtcMs; // of the process that ran when the engine was asked
    ActPhase phase = ActPhase::Recording;
    base::Instant since; // when this phase began
    std::optional<base::Instant> endedAt;
    std::optional<ActAnswer> answer;         // nullopt: none yet
    std::optional<base::Error> error;        // why it failed, or how its answer was lost
    std::optional<base::Instant> shownSince; // Accepted, Lost, Unseen: since when the container shows it unbroken

    bool over() const { return phase >= ActPhase::Seen; }
};

// The container shows what the act was to bring about. That proves the act only together with the engine's word that it
// did it: containers also end and start by themselves.
bool showsEffect(const ServiceAct& act, const Container& container);

} // namespace ops::domain
