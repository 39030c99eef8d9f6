#pragma once

#include "base/clock.h"
#include "domain/host/host_command.h"
#include "domain/host/host_outcome.h"

#include <chrono>
#include <optional>

// The life of one run, the same on every host: its deadlines, how it is ended, and what may be said of its end. Pure; a
// host feeds it what happens and the clock's time, and carries out what it answers.
namespace ops::domain {

struct RunTimes {
    std::optional<std::chrono::milliseconds> deadline;          // from the call to the end
    std::chrono::milliseconds startDeadline{hostStartDeadline}; // from the call to the beginning
    std::chrono::milliseconds endPatience{2000};                // from asking it to end to making it
    std::chrono::milliseconds forcePatience{1000};              // from making it to giving up
};

enum class RunPhase { Asked, Running, Ending, Over };

struct RunFlow {
    QString program; // the subject of what goes wrong
    RunTimes times;
    base::Instant askedAt;
    RunPhase phase = RunPhase::Asked;
    HostBegan began = HostBegan::No;
    HostEnd reason = HostEnd::Cancelled; // while Ending
    base::Instant endingSince;
    bool forced = false;
    bool groupGone = false;
    std::optional<int> exitCode; // said by the far side before the transport ended
};

enum class RunEffect {
    None,
    SayStarted,
    AskToEnd, // the whole process group, gently; the far side follows up with force by itself
    ForceEnd, // whatever is left of it on this side
    Finish,   // with the step's outcome; nothing of this run may be said any more
};

struct RunStep {
    RunFlow flow;
    RunEffect effect = RunEffect::None;
    std::optional<HostOutcome> outcome;
};

RunFlow askRun(const HostCommand& command, RunTimes times, const base::Instant& now);
// It left our hands: from here on "it did not run" has to be proven.
RunStep onHandedOver(RunFlow flow);
// Proof that it never left after all; it may still be waiting, or what should have carried it has ended.
RunStep onNotHandedOver(RunFlow flow);
RunStep onBegan(RunFlow flow);
// The far side says how the command ended; its session is still open.
RunStep onExitSaid(RunFlow flow, int exitCode);
// The far side says that it saw the end of the whole process group, or has killed it.
RunStep onGroupGone(RunFlow flow);
// This machine's kernel says how the process ended; its group is gone where we were ending it.
RunStep onProcessEnded(RunFlow flow, std::optional<int> exitCode, int signalNumber);
// Proof that it never ran.
RunStep onCouldNotStart(RunFlow flow, const base::Error& error);
// What carried it ended. Not a failure when the far side said before how the command ended.
RunStep onTransportEnded(RunFlow flow, const base::Error& error);
// Ending it, at once where it has not left our hands. Asking twice changes nothing.
RunStep cancelRun(RunFlow flow, const base::Instant& now);
RunStep tickRun(RunFlow flow, const base::Instant& now);

// When tickRun has something to do next, in nanoseconds of the monotonic clock; none: nothing until something happens.
std::optional<qint64> nextTickNs(const RunFlow& flow);

} // namespace ops::domain
