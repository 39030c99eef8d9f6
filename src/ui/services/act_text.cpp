#include "ui/services/act_text.h"

#include "ui/common/age_text.h"
#include "ui/common/describe.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

using domain::ActPhase;
using domain::ContainerAct;

struct ActText {
    Q_DECLARE_TR_FUNCTIONS(ActText)
};

QString seenText(const domain::ServiceAct& act, const QString& at)
{
    switch (act.act) {
    case ContainerAct::Start:
        return ActText::tr("The container runs, seen %1. Whether the service works is on its other levels.").arg(at);
    case ContainerAct::Stop:
        return ActText::tr("The container has ended, seen %1.").arg(at);
    case ContainerAct::Restart:
        break;
    }
    return ActText::tr(
               "The container runs with a new process, seen %1. Whether the service works is on its other levels.")
        .arg(at);
}

// What is not known, and what to do about it.
QString unseenText(const domain::ServiceAct& act)
{
    if (act.answer == domain::ActAnswer::Done)
        return ActText::tr(
            "UNKNOWN: the engine says done, and the container did not show it in time. Look at the table "
            "before asking again.");
    const QString text = ActText::tr("UNKNOWN: the engine's answer did not come, and the container did not show it in "
                                     "time. The engine may have been asked: it may carry it out yet, or never. Look at "
                                     "the container on its host before asking again.");
    return act.error ? text + QLatin1Char(' ') + describe(*act.error) : text;
}

} // namespace

QString actVerb(ContainerAct act)
{
    switch (act) {
    case ContainerAct::Start:
        return ActText::tr("Start service");
    case ContainerAct::Stop:
        return ActText::tr("Stop service");
    case ContainerAct::Restart:
        break;
    }
    return ActText::tr("Restart service");
}

QString actShortVerb(ContainerAct act)
{
    switch (act) {
    case ContainerAct::Start:
        return ActText::tr("Start…");
    case ContainerAct::Stop:
        return ActText::tr("Stop…");
    case ContainerAct::Restart:
        break;
    }
    return ActText::tr("Restart…");
}

QString actTitle(ContainerAct act, const QString& service)
{
    switch (act) {
    case ContainerAct::Start:
        return ActText::tr("Start %1").arg(service);
    case ContainerAct::Stop:
        return ActText::tr("Stop %1").arg(service);
    case ContainerAct::Restart:
        break;
    }
    return ActText::tr("Restart %1").arg(service);
}

QString describe(domain::ActConsequence consequence, const QString& service)
{
    using domain::ActConsequence;
    switch (consequence) {
    case ActConsequence::CutsHaltPath:
        return ActText::tr("Halts travel through %1: while it is down NO halt of this console reaches anybody, nobody "
                           "else's does, and no trading state is heard.")
            .arg(service);
    case ActConsequence::CannotHearHalt:
        return ActText::tr("%1 obeys halts: while it is down it hears none, and no halt can be proven in full.")
            .arg(service);
    case ActConsequence::MayForgetHalt:
        return ActText::tr("Trading is halted or its state is not known: %1 may come up in OPEN and trade. Be ready to "
                           "send HARD_HALT again, and look at its trading state.")
            .arg(service);
    case ActConsequence::MayCarryHalts:
        return ActText::tr("%1 looks like a NATS server. If halts travel through it, none reaches anybody while it is "
                           "down.")
            .arg(service);
    case ActConsequence::MayBeMissing:
        return ActText::tr("A service that halts depend on is missing here, and %1 may be it under another name.")
            .arg(service);
    case ActConsequence::SecondContainer:
        return ActText::tr(
                   "%1 is another container of a service that halts depend on, and two of them may act at once.")
            .arg(service);
    case ActConsequence::TwoOfOne:
        return ActText::tr("Two containers are %1 here: the runbook's name means one of them, docker compose the other "
                           "one, and both may act at once. Make sure which of them this is.")
            .arg(service);
    case ActConsequence::LosesStore:
        return ActText::tr("Other services keep their state in %1: they may fail, or forget, while it is down.")
            .arg(service);
    case ActConsequence::LeavesPositions:
        return ActText::tr(
                   "Open positions and working orders stay as they are, and %1 looks after none of them while it "
                   "is down.")
            .arg(service);
    case ActConsequence::UnknownToRunbook:
        return ActText::tr("The runbook does not know %1: nobody has written down what depends on it.").arg(service);
    case ActConsequence::EarlierUnknown:
        return ActText::tr(
                   "What came of an earlier act on %1 is not known: the engine may carry it out yet, even after "
                   "this one. Look at the container on its host first.")
            .arg(service);
    case ActConsequence::InterruptsService:
        break;
    }
    return ActText::tr("%1 does nothing while it is down.").arg(service);
}

QString foreignProjectText(const QString& service, const QString& project)
{
    return ActText::tr("The container of %1 belongs to compose project %2, not to the runbook's: it may be somebody "
                       "else's.")
        .arg(service, project);
}

QString describe(domain::ActBlock block, const QString& container)
{
    using domain::ActBlock;
    switch (block) {
    case ActBlock::NoHost:
        return ActText::tr("This environment names no command host for it.");
    case ActBlock::NoContainer:
        return ActText::tr("There is no container to act on.");
    case ActBlock::EngineUnheard:
        return ActText::tr("The container engine is not followed now: what is shown may be wrong.");
    case ActBlock::AlreadyRuns:
        return ActText::tr("It runs already.");
    case ActBlock::Paused:
        return ActText::tr("It is paused and need not be started: docker unpause %1 lets it go on.").arg(container);
    case ActBlock::AlreadyDown:
        return ActText::tr("It does not run.");
    case ActBlock::ActUnderWay:
        return ActText::tr("Another act on it is under way.");
    case ActBlock::NoJournal:
        return ActText::tr("The record cannot be written; stopping is possible all the same.");
    case ActBlock::None:
        break;
    }
    return {};
}

QString describe(const domain::ServiceAct& act)
{
    switch (act.phase) {
    case ActPhase::Recording:
        return ActText::tr("Writing the record; nothing has been asked yet.");
    case ActPhase::Asked:
        return ActText::tr("Asked of the engine %1; it has not answered.").arg(utcText(act.since));
    case ActPhase::Accepted:
        return ActText::tr("The engine says done; the container does not show it yet.");
    case ActPhase::Lost: {
        const QString text =
            ActText::tr("The engine's answer is lost: whether it was done is not known. Looking whether "
                        "the container shows it.");
        return act.error ? text + QLatin1Char(' ') + describe(*act.error) : text;
    }
    case ActPhase::Seen: {
        const QString text = seenText(act, act.endedAt ? utcText(*act.endedAt) : QString());
        return act.answer == domain::ActAnswer::Lost
                   ? text + QLatin1Char(' ') +
                         ActText::tr("The engine's answer was lost: whether this act did it is not known.")
                   : text;
    }
    case ActPhase::Unseen:
        return unseenText(act);
    case ActPhase::Dropped:
        return ActText::tr(
            "DROPPED: its record took too long to write. Nothing was asked of the engine, and nothing will "
            "be. Look at the table, then ask again.");
    case ActPhase::Failed:
        break;
    }
    if (!act.error)
        return ActText::tr("Failed.");
    if (act.error->code == base::ErrorCode::Cancelled)
        return ActText::tr(
            "Nothing was asked: the service or the trading state changed, or a stop came, while the record was "
            "written.");
    return ActText::tr("Failed: %1").arg(describe(*act.error));
}

Tone actTone(ActPhase phase)
{
    switch (phase) {
    case ActPhase::Failed:
    case ActPhase::Dropped:
        return Tone::Halt;
    case ActPhase::Lost:
    case ActPhase::Unseen:
        return Tone::Unknown;
    default:
        return Tone::Normal;
    }
}

} // namespace ops::ui
