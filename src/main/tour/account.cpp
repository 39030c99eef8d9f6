#include "main/tour/account.h"

#include "base/time_text.h"

#include <QTextStream>

namespace ops::main {
namespace {

QString after(const domain::Ladder& ladder, const base::Instant& at)
{
    return QStringLiteral("+%1 ms").arg(base::elapsedMs(ladder.command.decidedAt, at), 0, 'f', 2);
}

QString phaseText(domain::RungPhase phase)
{
    switch (phase) {
    case domain::RungPhase::Waiting:
        return QStringLiteral("waiting");
    case domain::RungPhase::Reached:
        return QStringLiteral("reached");
    case domain::RungPhase::Partly:
        return QStringLiteral("by some");
    case domain::RungPhase::Failed:
        return QStringLiteral("failed");
    case domain::RungPhase::NotApplicable:
        return QStringLiteral("cannot be known here");
    case domain::RungPhase::Missed:
        break;
    }
    return QStringLiteral("not seen in time");
}

void writeLadder(QTextStream& out, const domain::Ladder& ladder)
{
    const domain::Command& command = ladder.command;
    out << '\n'
        << domain::commandWord(command.kind) << ' ' << command.id.shortText() << ", attempt " << command.attempt
        << ", by " << command.actor << ": " << domain::verdictWord(ladder.verdict()) << '\n';
    out << "  subject  " << command.subject << '\n';
    out << "  sent     " << QString::fromUtf8(command.payload) << '\n';
    if (!ladder.server.isEmpty())
        out << "  server   " << ladder.server << '\n';
    for (const domain::Rung rung : domain::allRungs) {
        const domain::RungState& state = ladder.rung(rung);
        out << "  " << domain::rungWord(rung).leftJustified(9);
        if (state.at)
            out << base::utcTimeText(state.at->utcMs) << " UTC  " << after(ladder, *state.at) << "  ";
        out << phaseText(state.phase) << '\n';
    }
    for (const domain::ServiceEffect& service : ladder.services) {
        out << "  " << service.service << ": ";
        out << "received " << (service.receivedAt ? after(ladder, *service.receivedAt) : QStringLiteral("no"));
        out << ", applied " << (service.appliedAt ? after(ladder, *service.appliedAt) : QStringLiteral("no"));
        out << ", state " << domain::tradingStateWord(service.readBack);
        if (!service.proof.isEmpty())
            out << " by " << service.proof;
        out << '\n';
    }
    if (ladder.sendError)
        out << "  error    " << base::toLogLine(*ladder.sendError) << '\n';
}

} // namespace

QString accountText(Console& console, int pictures)
{
    QString text;
    QTextStream out(&text);
    const app::SessionContext& context = console.context();
    out << "Titan Ops Console " << OPS_VERSION << ", " << domain::environmentKindWord(context.environment.kind) << ' '
        << context.environment.name << ", runbook " << context.runbook.id << ", " << context.actor << '\n';
    const auto& ladders = console.commands().ladders();
    for (auto ladder = ladders.rbegin(); ladder != ladders.rend(); ++ladder)
        writeLadder(out, *ladder);
    out << '\n' << ladders.size() << " attempts, " << pictures << " pictures\n";
    return text;
}

} // namespace ops::main
