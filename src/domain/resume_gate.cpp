#include "domain/resume_gate.h"

namespace ops::domain {

QString resumeGateWord(ResumeGateKind kind)
{
    switch (kind) {
    case ResumeGateKind::EnvironmentTyped:
        return QStringLiteral("environment-typed");
    case ResumeGateKind::CommandLink:
        return QStringLiteral("command-link");
    case ResumeGateKind::Journal:
        return QStringLiteral("journal");
    case ResumeGateKind::StopInFlight:
        return QStringLiteral("stop-in-flight");
    case ResumeGateKind::HaltLastProven:
        return QStringLiteral("halt-last-proven");
    case ResumeGateKind::PendingResume:
        break;
    }
    return QStringLiteral("pending-resume");
}

std::vector<ResumeGate> judgeResume(const CommandFlow& flow, const ResumeFacts& facts)
{
    std::vector<ResumeGate> gates;
    gates.push_back({ResumeGateKind::EnvironmentTyped, facts.typed == facts.environment, true, facts.typed, {}});

    const LinkStatus& link = facts.commandLink;
    gates.push_back({ResumeGateKind::CommandLink, link.up(), true, link.up() ? link.server : QString(),
                     link.up() ? link.provenAt : link.since});
    gates.push_back({ResumeGateKind::Journal, facts.journalWritable, true, facts.journalEvidence, {}});

    const Ladder* inFlight = nullptr;
    for (const Ladder& ladder : flow.ladders)
        if (isStopKind(ladder.command.kind) && ladder.verdict() == LadderVerdict::Pending)
            inFlight = &ladder;
    gates.push_back({ResumeGateKind::StopInFlight, inFlight == nullptr, true,
                     inFlight != nullptr ? inFlight->command.id.shortText() : QString(),
                     inFlight != nullptr ? std::optional(inFlight->command.decidedAt) : std::nullopt});

    // Where services never show their state (a runbook variant without probes) this can't be met; OPEN must not become
    // impossible there, so it is a warning that says what is not known.
    gates.push_back({ResumeGateKind::HaltLastProven, isHalted(facts.state.shown), false,
                     tradingStateWord(facts.state.shown), facts.state.provenAt});
    gates.push_back({ResumeGateKind::PendingResume,
                     !flow.pendingStart,
                     true,
                     flow.pendingStart ? flow.pendingStart->command.id.shortText() : QString(),
                     {}});
    return gates;
}

} // namespace ops::domain
