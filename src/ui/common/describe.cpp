#include "ui/common/describe.h"

#include "base/time_text.h"
#include "ui/common/age_text.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct Describe {
    Q_DECLARE_TR_FUNCTIONS(Describe)
};

} // namespace

QString causeText(base::ErrorCode code)
{
    using base::ErrorCode;
    switch (code) {
    case ErrorCode::InvalidInput:
        return Describe::tr("A value does not have the required form.");
    case ErrorCode::NotFound:
        return Describe::tr("It does not exist.");
    case ErrorCode::PermissionDenied:
        return Describe::tr("The operating system refused access.");
    case ErrorCode::NoSpace:
        return Describe::tr("The disk is full.");
    case ErrorCode::IoFailed:
        return Describe::tr("Reading or writing failed.");
    case ErrorCode::Busy:
        return Describe::tr("Another program holds it.");
    case ErrorCode::AlreadyExists:
        return Describe::tr("There is one of that name already, and it stays as it is.");
    case ErrorCode::Refused:
        return Describe::tr("The connection was refused.");
    case ErrorCode::AuthFailed:
        return Describe::tr("It does not accept who asks: the user, the password or the key.");
    case ErrorCode::Denied:
        return Describe::tr("The server does not allow this user to do that.");
    case ErrorCode::TimedOut:
        return Describe::tr("There was no answer in time.");
    case ErrorCode::LinkDown:
        return Describe::tr("There is no connection to a server.");
    case ErrorCode::ProtocolError:
        return Describe::tr("What answered is not what was expected there.");
    case ErrorCode::TooLarge:
        return Describe::tr("It is larger than allowed.");
    case ErrorCode::Unavailable:
        return Describe::tr("It is not available here.");
    case ErrorCode::Corrupt:
        return Describe::tr("Stored data fails its own check.");
    case ErrorCode::Changed:
        return Describe::tr("It was changed while it was open.");
    case ErrorCode::LeftOut:
        return Describe::tr("It was left out.");
    case ErrorCode::Cancelled:
        return Describe::tr("It was given up.");
    case ErrorCode::Internal:
        break;
    }
    return Describe::tr("Something failed for an unknown reason.");
}

QString describe(const base::Error& error)
{
    QStringList evidence;
    for (const QString& part : {error.subject, error.detail})
        if (!part.isEmpty())
            evidence << part;
    const QString cause = causeText(error.code);
    return evidence.isEmpty() ? cause : cause + QLatin1Char(' ') + evidence.join(QStringLiteral(": "));
}

QString nextAct(base::ErrorCode code)
{
    using base::ErrorCode;
    switch (code) {
    case ErrorCode::NoSpace:
        return Describe::tr("Make room on the disk.");
    case ErrorCode::PermissionDenied:
        return Describe::tr("Check the owner and mode of the file and its directory.");
    case ErrorCode::AuthFailed:
        return Describe::tr("Check the user of this environment, and its password or key.");
    case ErrorCode::Denied:
        return Describe::tr("Ask whoever manages the server's permissions, or use the command line with another user.");
    case ErrorCode::Refused:
    case ErrorCode::TimedOut:
    case ErrorCode::LinkDown:
        return Describe::tr("Check the server and the network. The console keeps trying.");
    case ErrorCode::ProtocolError:
        return Describe::tr("Check the address: something else may be listening there.");
    case ErrorCode::Busy:
        return Describe::tr("Try again; if it stays so, close the other program.");
    case ErrorCode::AlreadyExists:
        return Describe::tr("Choose another name.");
    case ErrorCode::Corrupt:
        return Describe::tr("Keep the file as it is and have it examined.");
    case ErrorCode::Changed:
        return Describe::tr("Open it again.");
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::IoFailed:
    case ErrorCode::TooLarge:
    case ErrorCode::Unavailable:
    case ErrorCode::LeftOut:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return {};
}

QString describeWithAct(const base::Error& error)
{
    const QString act = nextAct(error.code);
    if (act.isEmpty())
        return describe(error);
    // The evidence of some ends with a full stop, of others it does not.
    const QString what = describe(error);
    return what + (what.endsWith(QLatin1Char('.')) ? QStringLiteral(" ") : QStringLiteral(". ")) + act;
}

QString describe(const domain::StateView& view, const base::Instant& now)
{
    const QString names = view.provenBy.join(QStringLiteral(", "));
    const QString missing = view.missing.join(QStringLiteral(", "));
    const QString age = view.provenAt ? ageText(*view.provenAt, now) : QString();
    switch (view.reason) {
    case domain::StateReason::NothingSeen:
        return missing.isEmpty() ? Describe::tr("No service has said what state it is in.")
                                 : Describe::tr("No service has said what state it is in. Not heard: %1.").arg(missing);
    case domain::StateReason::Proven:
        return Describe::tr("Every service that matters shows it: %1, %2.").arg(names, age);
    case domain::StateReason::LatchedStale:
        return Describe::tr("Last proven by %1, %2. Nothing newer has been heard; a halt stays shown until OPEN is "
                            "proven.")
            .arg(names, age);
    case domain::StateReason::OpenStale:
        return Describe::tr("OPEN was proven %1, too long ago to count. Not heard since: %2.").arg(age, missing);
    case domain::StateReason::CommandUnproven:
        return missing.isEmpty()
                   ? Describe::tr("A command was seen after the last proof; no service has shown its effect yet.")
                   : Describe::tr("A command was seen after the last proof; not shown yet by: %1.").arg(missing);
    case domain::StateReason::ServicesDiffer:
        return Describe::tr("The services contradict each other: %1.").arg(names);
    case domain::StateReason::PartlyProven:
        break;
    }
    return Describe::tr("Only %1 shows %2. Not heard: %3.")
        .arg(names, domain::tradingStateWord(view.lastKnown), missing);
}

QString proofText(const domain::StateView& view)
{
    const QString names = view.provenBy.join(QStringLiteral(", "));
    const QString missing = view.missing.join(QStringLiteral(", "));
    switch (view.reason) {
    case domain::StateReason::NothingSeen:
        return Describe::tr("no service heard");
    case domain::StateReason::Proven:
    case domain::StateReason::LatchedStale:
        return Describe::tr("proven by %1").arg(names);
    case domain::StateReason::OpenStale:
        return Describe::tr("was OPEN; not heard: %1").arg(missing);
    case domain::StateReason::CommandUnproven:
        return Describe::tr("a command was seen, its effect was not");
    case domain::StateReason::ServicesDiffer:
        return Describe::tr("services differ: %1").arg(names);
    case domain::StateReason::PartlyProven:
        break;
    }
    return Describe::tr("%1 by %2 only; not heard: %3").arg(domain::tradingStateWord(view.lastKnown), names, missing);
}

QString proofAgeText(const domain::StateView& view, const base::Instant& now)
{
    return view.provenAt ? ageText(*view.provenAt, now, view.stale) : Describe::tr("no proof yet");
}

QString describe(const domain::ResumeGate& gate, const QString& environment)
{
    switch (gate.kind) {
    case domain::ResumeGateKind::EnvironmentTyped:
        return gate.met ? Describe::tr("The environment's name is typed.")
                        : Describe::tr("Type the environment's name: %1").arg(environment);
    case domain::ResumeGateKind::CommandLink:
        return gate.met ? Describe::tr("The command path is up.")
                        : Describe::tr("The command path is down. Wait until it is proven again.");
    case domain::ResumeGateKind::Journal:
        return gate.met ? Describe::tr("The journal can be written.")
                        : Describe::tr("The journal cannot be written; a resume is recorded before it is sent.");
    case domain::ResumeGateKind::StopInFlight:
        return gate.met ? Describe::tr("No stop is waiting for its outcome.")
                        : Describe::tr("A stop is still waiting for its outcome.");
    case domain::ResumeGateKind::HaltLastProven:
        return gate.met ? Describe::tr("A halt is the last proven state.")
                        : Describe::tr("No halt is proven: it is not known what would be resumed.");
    case domain::ResumeGateKind::PendingResume:
        break;
    }
    return gate.met ? Describe::tr("No other resume is under way.") : Describe::tr("Another resume is under way.");
}

QString linkPhaseText(domain::LinkPhase phase)
{
    switch (phase) {
    case domain::LinkPhase::Idle:
        return Describe::tr("not connected");
    case domain::LinkPhase::Connecting:
        return Describe::tr("connecting");
    case domain::LinkPhase::Up:
        return Describe::tr("up");
    case domain::LinkPhase::Down:
        break;
    }
    return Describe::tr("down");
}

QString describe(const domain::LinkStatus& link, const base::Instant& now)
{
    if (link.up()) {
        const QString proven = Describe::tr("proven %1").arg(ageText(link.provenAt, now));
        return link.rttMs ? proven + QStringLiteral(" · ") + base::latencyText(*link.rttMs) : proven;
    }
    if (link.phase == domain::LinkPhase::Down && link.error)
        return Describe::tr("down: %1").arg(describe(*link.error));
    return linkPhaseText(link.phase);
}

QString journalEventText(const QString& word)
{
    using domain::JournalEvent;
    static constexpr std::pair<JournalEvent, const char*> texts[] = {
        {JournalEvent::SessionStarted, QT_TRANSLATE_NOOP("Describe", "Session started")},
        {JournalEvent::SessionEnded, QT_TRANSLATE_NOOP("Describe", "Session ended")},
        {JournalEvent::CommandPrepared, QT_TRANSLATE_NOOP("Describe", "Command prepared")},
        {JournalEvent::CommandSent, QT_TRANSLATE_NOOP("Describe", "Command sent")},
        {JournalEvent::CommandReply, QT_TRANSLATE_NOOP("Describe", "Reply")},
        {JournalEvent::CommandStage, QT_TRANSLATE_NOOP("Describe", "Command stage")},
        {JournalEvent::CommandCancelled, QT_TRANSLATE_NOOP("Describe", "Command cancelled")},
        {JournalEvent::ForeignCommand, QT_TRANSLATE_NOOP("Describe", "Command by others")},
        {JournalEvent::StateChanged, QT_TRANSLATE_NOOP("Describe", "State changed")},
        {JournalEvent::LinkChanged, QT_TRANSLATE_NOOP("Describe", "Link changed")},
        {JournalEvent::AlarmRaised, QT_TRANSLATE_NOOP("Describe", "Alarm raised")},
        {JournalEvent::AlarmAcknowledged, QT_TRANSLATE_NOOP("Describe", "Alarm closed")},
        {JournalEvent::JournalGap, QT_TRANSLATE_NOOP("Describe", "Journal gap")},
        {JournalEvent::JournalRepaired, QT_TRANSLATE_NOOP("Describe", "Journal repaired")},
    };
    for (const auto& [event, text] : texts)
        if (word == domain::journalEventWord(event))
            return Describe::tr(text);
    return word;
}

} // namespace ops::ui
