#include "domain/host/run_flow.h"

#include <algorithm>

namespace ops::domain {
namespace {

qint64 after(const base::Instant& from, std::chrono::milliseconds time)
{
    return from.monoNs + std::chrono::nanoseconds(time).count();
}

RunStep finish(RunFlow flow, HostOutcome outcome)
{
    outcome.began = flow.began;
    flow.phase = RunPhase::Over;
    return {std::move(flow), RunEffect::Finish, std::move(outcome)};
}

QString secondsText(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000.0);
}

base::Error reasonError(const RunFlow& flow)
{
    if (flow.reason != HostEnd::TimedOut)
        return {base::ErrorCode::Cancelled, QStringLiteral("it was ended before its time"), flow.program};
    if (flow.began == HostBegan::Yes)
        return {base::ErrorCode::TimedOut,
                QStringLiteral("was not done after %1 s and was ended")
                    .arg(secondsText(flow.times.deadline.value_or(flow.times.startDeadline))),
                flow.program};
    return {base::ErrorCode::TimedOut,
            QStringLiteral("had not begun after %1 s")
                .arg(secondsText(
                    std::min(flow.times.deadline.value_or(flow.times.startDeadline), flow.times.startDeadline))),
            flow.program};
}

RunStep finishEnded(RunFlow flow, int signalNumber, bool gone)
{
    HostOutcome outcome;
    outcome.end = flow.reason;
    outcome.exitCode = flow.exitCode;
    outcome.signalNumber = signalNumber;
    outcome.gone = gone;
    outcome.error = reasonError(flow);
    return finish(std::move(flow), std::move(outcome));
}

RunStep beginEnding(RunFlow flow, HostEnd reason, const base::Instant& now)
{
    flow.reason = reason;
    if (flow.began == HostBegan::No)
        return finishEnded(std::move(flow), 0, true);
    flow.phase = RunPhase::Ending;
    flow.endingSince = now;
    return {std::move(flow), RunEffect::AskToEnd, {}};
}

} // namespace

RunFlow askRun(const HostCommand& command, RunTimes times, const base::Instant& now)
{
    RunFlow flow;
    flow.program = command.argv.isEmpty() ? QString() : QString::fromUtf8(command.argv.first());
    flow.times = times;
    flow.times.deadline = command.deadline;
    flow.askedAt = now;
    return flow;
}

RunStep onHandedOver(RunFlow flow)
{
    if (flow.phase == RunPhase::Asked)
        flow.began = HostBegan::Unknown;
    return {std::move(flow), RunEffect::None, {}};
}

RunStep onNotHandedOver(RunFlow flow)
{
    if (flow.phase != RunPhase::Over && flow.began == HostBegan::Unknown)
        flow.began = HostBegan::No;
    return {std::move(flow), RunEffect::None, {}};
}

RunStep onBegan(RunFlow flow)
{
    if (flow.phase == RunPhase::Over || flow.began == HostBegan::Yes)
        return {std::move(flow), RunEffect::None, {}};
    flow.began = HostBegan::Yes;
    if (flow.phase == RunPhase::Asked)
        flow.phase = RunPhase::Running;
    return {std::move(flow), RunEffect::SayStarted, {}};
}

RunStep onExitSaid(RunFlow flow, int exitCode)
{
    if (flow.phase != RunPhase::Over && !flow.exitCode)
        flow.exitCode = exitCode;
    return {std::move(flow), RunEffect::None, {}};
}

RunStep onGroupGone(RunFlow flow)
{
    if (flow.phase != RunPhase::Over)
        flow.groupGone = true;
    return {std::move(flow), RunEffect::None, {}};
}

RunStep onProcessEnded(RunFlow flow, std::optional<int> exitCode, int signalNumber)
{
    if (flow.phase == RunPhase::Over)
        return {std::move(flow), RunEffect::None, {}};
    flow.exitCode = exitCode;
    if (flow.phase == RunPhase::Ending)
        return finishEnded(std::move(flow), signalNumber, true);
    HostOutcome outcome;
    outcome.end = exitCode ? HostEnd::Exited : HostEnd::Signalled;
    outcome.exitCode = exitCode;
    outcome.signalNumber = signalNumber;
    outcome.gone = true;
    if (!exitCode)
        outcome.error = base::Error{base::ErrorCode::IoFailed,
                                    QStringLiteral("was killed by signal %1").arg(signalNumber), flow.program};
    return finish(std::move(flow), std::move(outcome));
}

RunStep onCouldNotStart(RunFlow flow, const base::Error& error)
{
    if (flow.phase == RunPhase::Over)
        return {std::move(flow), RunEffect::None, {}};
    flow.began = HostBegan::No;
    if (flow.phase == RunPhase::Ending)
        return finishEnded(std::move(flow), 0, true);
    return finish(std::move(flow), couldNotStart(error));
}

RunStep onTransportEnded(RunFlow flow, const base::Error& error)
{
    if (flow.phase == RunPhase::Over)
        return {std::move(flow), RunEffect::None, {}};
    if (flow.phase == RunPhase::Ending) {
        const bool gone = flow.groupGone || flow.began == HostBegan::No;
        return finishEnded(std::move(flow), 0, gone);
    }
    HostOutcome outcome;
    if (flow.exitCode) {
        outcome = exitedWith(*flow.exitCode);
        return finish(std::move(flow), std::move(outcome));
    }
    outcome.end = HostEnd::TransportFailed;
    outcome.gone = flow.began == HostBegan::No;
    outcome.error = error;
    return finish(std::move(flow), std::move(outcome));
}

RunStep cancelRun(RunFlow flow, const base::Instant& now)
{
    if (flow.phase == RunPhase::Over || flow.phase == RunPhase::Ending)
        return {std::move(flow), RunEffect::None, {}};
    return beginEnding(std::move(flow), HostEnd::Cancelled, now);
}

RunStep tickRun(RunFlow flow, const base::Instant& now)
{
    const auto due = nextTickNs(flow);
    if (!due || now.monoNs < *due)
        return {std::move(flow), RunEffect::None, {}};
    if (flow.phase != RunPhase::Ending)
        return beginEnding(std::move(flow), HostEnd::TimedOut, now);
    if (!flow.forced) {
        flow.forced = true;
        return {std::move(flow), RunEffect::ForceEnd, {}};
    }
    const bool gone = flow.groupGone;
    return finishEnded(std::move(flow), 0, gone);
}

std::optional<qint64> nextTickNs(const RunFlow& flow)
{
    std::optional<qint64> due;
    const auto soonest = [&due](qint64 candidate) { due = due ? std::min(*due, candidate) : candidate; };
    switch (flow.phase) {
    case RunPhase::Asked:
        soonest(after(flow.askedAt, flow.times.startDeadline));
        [[fallthrough]];
    case RunPhase::Running:
        if (flow.times.deadline)
            soonest(after(flow.askedAt, *flow.times.deadline));
        break;
    case RunPhase::Ending:
        soonest(after(flow.endingSince,
                      flow.forced ? flow.times.endPatience + flow.times.forcePatience : flow.times.endPatience));
        break;
    case RunPhase::Over:
        break;
    }
    return due;
}

} // namespace ops::domain
