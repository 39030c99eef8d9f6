#pragma once

#include "base/ids.h"
#include "domain/services/service_row.h"
#include "domain/trading_state.h"

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
    LosesStore,        // others keep their state in it
    LeavesPositions,   // positions and orders that it looks after stay as they are, without it
    UnknownToRunbook,  // the runbook does not say what depends on it
    InterruptsService, // it does nothing while it is down
};

struct ActCost {
    std::vector<ActConsequence> consequences; // gravest first
    // It would break the halt path: the service's name has to be typed (a second, different act).
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
    AlreadyDown,   // stop
    ActUnderWay,   // another act on it has not ended
    NoJournal,     // start and restart: the record cannot be written (stopping waits for no disk)
};

ActCost actCost(const Runbook& runbook, ContainerAct act, const ServiceRow& row, TradingState shown);
ActBlock actBlock(ContainerAct act, const ServiceRow& row, bool underWay, bool journalWritable);

// Where one act stands; from Seen on it is over. Done by the engine's word is not yet the effect (rule H6): that shows
// in the container.
enum class ActPhase {
    Recording, // its record is on its way to the disk; nothing has been asked
    Asked,     // the engine has been asked
    Accepted,  // the engine says that it did it
    Seen,      // the container shows it
    Failed,    // the engine refused, or could not be asked
    Dropped,   // its record took too long: nothing has been asked, and nothing will be (rule G6)
    Unseen,    // the engine says that it did it, and the container did not show it in time
};

struct ServiceAct {
    base::CommandId id;
    ContainerAct act = ContainerAct::Stop;
    QString rowKey;
    QString service;
    QString host;
    QString containerId;
    std::optional<qint64> startedBeforeUtcMs; // of the process that ran when it was asked for
    ActPhase phase = ActPhase::Recording;
    base::Instant since; // when this phase began
    std::optional<base::Instant> endedAt;
    std::optional<base::Error> error; // Failed

    bool over() const { return phase >= ActPhase::Seen; }
};

// The container shows what the act was to bring about.
bool showsEffect(const ServiceAct& act, const Container& container);

} // namespace ops::domain
