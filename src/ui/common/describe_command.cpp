#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct DescribeCommand {
    Q_DECLARE_TR_FUNCTIONS(DescribeCommand)
};

using domain::LadderVerdict;

QString aboutText(const app::Alarm& alarm)
{
    const domain::Command& command = alarm.command;
    if (command.id.isNull())
        return utcText(alarm.at);
    const QString word = domain::commandWord(command.kind) + QLatin1Char(' ') + command.id.shortText();
    return command.attempt > 1 ? DescribeCommand::tr("%1, attempt %2, %3")
                                     .arg(word, QString::number(command.attempt), utcText(command.decidedAt))
                               : QStringLiteral("%1, %2").arg(word, utcText(command.decidedAt));
}

} // namespace

QString describe(LadderVerdict verdict, domain::CommandKind kind)
{
    const QString state = domain::commandWord(kind);
    switch (verdict) {
    case LadderVerdict::Pending:
        return DescribeCommand::tr("On its way; nothing is proven yet.");
    case LadderVerdict::SentOnly:
        return DescribeCommand::tr("The server has it. Nothing proves that any service obeyed.");
    case LadderVerdict::Stored:
        return DescribeCommand::tr("A stream keeps it, which proves nothing about services. None of them answered.");
    case LadderVerdict::Received:
        return DescribeCommand::tr("Services answered, but none showed that it is in %1.").arg(state);
    case LadderVerdict::PartlyApplied:
        return DescribeCommand::tr("Only some of the services that matter show %1.").arg(state);
    case LadderVerdict::Applied:
        return DescribeCommand::tr("Every service that matters shows %1.").arg(state);
    case LadderVerdict::Quiet:
        return DescribeCommand::tr("Every service that matters shows %1, and no order or fill has been seen since.")
            .arg(state);
    case LadderVerdict::Disobeyed:
        return DescribeCommand::tr("A service answered with another state than %1.").arg(state);
    case LadderVerdict::NobodyListening:
        return DescribeCommand::tr("The server says that nobody listens to this command: it reached no service.");
    case LadderVerdict::Denied:
        return DescribeCommand::tr("The server refused it: this user may not send it.");
    case LadderVerdict::Refused:
        return DescribeCommand::tr("It was not sent: nothing has left this console.");
    case LadderVerdict::Cancelled:
        return DescribeCommand::tr("It was dropped before it was sent, because a stop came first.");
    case LadderVerdict::Unknown:
        break;
    }
    return DescribeCommand::tr("It may or may not have arrived: the server did not confirm it in time.");
}

QString nextAct(LadderVerdict verdict, domain::CommandKind kind)
{
    const bool stop = domain::isStopKind(kind);
    switch (verdict) {
    case LadderVerdict::Pending:
    case LadderVerdict::Applied:
    case LadderVerdict::Quiet:
    case LadderVerdict::Cancelled:
        return {};
    case LadderVerdict::SentOnly:
    case LadderVerdict::Stored:
    case LadderVerdict::Received:
        return stop ? DescribeCommand::tr("Send it again. If no proof comes, stop the services by the command line and "
                                          "at the exchange.")
                    : DescribeCommand::tr("Watch the services' states before trusting that trading resumed.");
    case LadderVerdict::PartlyApplied:
    case LadderVerdict::Disobeyed:
        return stop ? DescribeCommand::tr("Send it again. If a service still does not obey, stop it by hand.")
                    : DescribeCommand::tr("Halt, or find out why the services differ.");
    case LadderVerdict::NobodyListening:
        return stop ? DescribeCommand::tr("Check whether the services run and reach this server; stop them by hand if "
                                          "they trade.")
                    : DescribeCommand::tr("Check whether the services run and reach this server.");
    case LadderVerdict::Denied:
        return stop ? DescribeCommand::tr("Use the command line with a user that may, or call somebody who may.")
                    : DescribeCommand::tr("Ask whoever manages the server's permissions.");
    case LadderVerdict::Refused:
        return stop ? DescribeCommand::tr("Use the command line on the host, and send again when the path is back.")
                    : DescribeCommand::tr("Put right what stopped it, then decide anew.");
    case LadderVerdict::Unknown:
        break;
    }
    return stop ? DescribeCommand::tr("Send it again: a second stop does no harm.")
                : DescribeCommand::tr("Do not assume either; read the services' states first.");
}

QString rungPhaseText(domain::RungPhase phase)
{
    switch (phase) {
    case domain::RungPhase::Waiting:
        return DescribeCommand::tr("waiting");
    case domain::RungPhase::Reached:
        return DescribeCommand::tr("reached");
    case domain::RungPhase::Partly:
        return DescribeCommand::tr("by some");
    case domain::RungPhase::Failed:
        return DescribeCommand::tr("failed");
    case domain::RungPhase::NotApplicable:
        return DescribeCommand::tr("cannot be known here");
    case domain::RungPhase::Missed:
        break;
    }
    return DescribeCommand::tr("not seen in time");
}

QString rungText(const domain::Ladder& ladder, domain::Rung rung)
{
    using domain::Rung;
    using domain::RungPhase;
    const domain::RungState& state = ladder.rung(rung);
    const QString word = domain::rungWord(rung);
    const bool counted = rung == Rung::Received || rung == Rung::Applied;
    if (counted && (state.phase == RungPhase::Reached || state.phase == RungPhase::Partly)) {
        const int count = rung == Rung::Received ? ladder.receivedCount() : ladder.appliedCount();
        const auto expected = ladder.rules.expectedServices.size();
        return expected == 0
                   ? DescribeCommand::tr("%1 by %2").arg(word, QString::number(count))
                   : DescribeCommand::tr("%1 %2 of %3").arg(word, QString::number(count), QString::number(expected));
    }
    if (state.phase == RungPhase::Reached && state.at)
        return word + QLatin1Char(' ') + base::utcTimeText(state.at->utcMs);
    return word + QLatin1Char(' ') + rungPhaseText(state.phase);
}

AlarmText describe(const app::Alarm& alarm)
{
    AlarmText text;
    text.about = aboutText(alarm);
    switch (alarm.kind) {
    case app::AlarmKind::CommandOutcome:
        text.word = domain::verdictWord(alarm.verdict);
        text.cause = describe(alarm.verdict, alarm.command.kind);
        text.act = nextAct(alarm.verdict, alarm.command.kind);
        break;
    case app::AlarmKind::ActivityAfterHalt:
        text.word = DescribeCommand::tr("TRADING GOES ON");
        text.cause = DescribeCommand::tr("An order or fill was seen after the halt.");
        text.act = DescribeCommand::tr("Send the halt again; stop the service that trades by hand.");
        break;
    case app::AlarmKind::JournalFailing:
        text.word = DescribeCommand::tr("JOURNAL FAILING");
        text.cause = DescribeCommand::tr("Records cannot be written. A halt still works; a resume does not.");
        text.act = alarm.error ? nextAct(alarm.error->code) : QString();
        break;
    case app::AlarmKind::ForeignResume:
        text.word = DescribeCommand::tr("RESUMED BY SOMEBODY ELSE");
        text.cause = DescribeCommand::tr("Somebody sent OPEN while a halt was shown. Sender, as claimed: %1.")
                         .arg(alarm.detail.isEmpty() ? DescribeCommand::tr("unknown") : alarm.detail);
        text.act = DescribeCommand::tr("Find out who and why; halt again if it was not agreed.");
        break;
    case app::AlarmKind::HaltLost:
        text.word = DescribeCommand::tr("HALT LOST");
        text.cause =
            DescribeCommand::tr("Services left the halt that was shown, and no OPEN was seen: %1.").arg(alarm.detail);
        text.act = DescribeCommand::tr("Halt again; find out what let them go on (a restart, a file, a script).");
        break;
    case app::AlarmKind::RunbookRefused:
        text.word = DescribeCommand::tr("RUNBOOK REFUSED");
        text.cause = DescribeCommand::tr("Your runbook file cannot be used; the built-in variant %1 is in force.")
                         .arg(alarm.detail);
        text.act = DescribeCommand::tr("Mend the file and start the console again.");
        break;
    }
    if (alarm.error)
        text.cause += QLatin1Char(' ') + describe(*alarm.error);
    else if (!alarm.detail.isEmpty() && alarm.kind == app::AlarmKind::ActivityAfterHalt)
        text.cause += QLatin1Char(' ') + alarm.detail;
    return text;
}

} // namespace ops::ui
