#include "ui/services/engine_text.h"

#include "ui/common/age_text.h"
#include "ui/common/describe.h"

#include <QCoreApplication>

#include <chrono>

namespace ops::ui {
namespace {

struct EngineText {
    Q_DECLARE_TR_FUNCTIONS(EngineText)
};

// For so long a return is news.
constexpr std::chrono::minutes newsFor{2};

QString lastAnswer(const domain::EngineStatus& status, const base::Instant& now)
{
    return status.answeredAt.monoNs == 0
               ? EngineText::tr("It has not answered since this console started.")
               : EngineText::tr("What is shown of it is last known, from %1.").arg(ageText(status.answeredAt, now));
}

} // namespace

QString engineShortText(const domain::EngineStatus& status)
{
    switch (status.phase) {
    case domain::EnginePhase::Idle:
        return EngineText::tr("%1, not asked yet").arg(status.host);
    case domain::EnginePhase::Attaching:
        return EngineText::tr("%1, asking its engine…").arg(status.host);
    case domain::EnginePhase::Frozen:
        return EngineText::tr("%1, engine frozen").arg(status.host);
    case domain::EnginePhase::Gone:
        return EngineText::tr("%1, engine gone").arg(status.host);
    case domain::EnginePhase::Following:
        break;
    }
    return status.version.isEmpty() ? status.host : EngineText::tr("%1, engine %2").arg(status.host, status.version);
}

EngineNotice engineNotice(const domain::EngineStatus& status, const base::Instant& now)
{
    EngineNotice notice;
    const QString evidence = status.error ? describe(*status.error) : QString();
    switch (status.phase) {
    case domain::EnginePhase::Gone:
        notice.grade = domain::LevelGrade::Failed;
        notice.text = EngineText::tr("The container engine of %1 cannot be reached since %2. %3 %4")
                          .arg(status.host, utcText(status.since), lastAnswer(status, now), evidence);
        notice.act =
            EngineText::tr("Its containers may run on or may have ended: this cannot be known here. The console "
                           "keeps asking.");
        break;
    case domain::EnginePhase::Frozen:
        notice.grade = domain::LevelGrade::Failed;
        notice.text = EngineText::tr("The container engine of %1 does not answer since %2. %3 %4")
                          .arg(status.host, utcText(status.since), lastAnswer(status, now), evidence);
        notice.act = EngineText::tr("A command given to it now may hang or be lost. The console keeps asking.");
        break;
    case domain::EnginePhase::Following:
        if (status.reattached == 0 || base::elapsed(status.since, now) > newsFor)
            break;
        notice.grade = domain::LevelGrade::Degraded;
        notice.text =
            EngineText::tr("The container engine of %1 is followed again since %2, and everything was looked at "
                           "anew.")
                .arg(status.host, utcText(status.since));
        notice.act = EngineText::tr("What happened in between was not seen: compare uptimes and restarts.");
        break;
    case domain::EnginePhase::Idle:
    case domain::EnginePhase::Attaching:
        break;
    }
    notice.text = notice.text.simplified();
    return notice;
}

EngineNotice projectNotice(const QString& host, const domain::ProjectChoice& choice)
{
    return {
        domain::LevelGrade::Degraded,
        EngineText::tr("Several compose projects of %1 have the runbook's services. Shown, and acted on, is %2; also "
                       "there: %3.")
            .arg(host, choice.project, choice.others.join(QStringLiteral(", "))),
        EngineText::tr("Where it is not the right one: set \"workingDirectory\" of %1 in the environment's file to "
                       "the directory that the right one was brought up in.")
            .arg(host)};
}

EngineNotice simulatedNotice(const std::vector<domain::EngineStatus>& engines)
{
    QStringList hosts;
    for (const domain::EngineStatus& status : engines)
        if (domain::isSimulatedEngine(status.version))
            hosts << status.host;
    if (hosts.isEmpty())
        return {};
    return {domain::LevelGrade::Degraded,
            EngineText::tr("SIMULATED: the containers of host %1 are played by titan-sim. None of them is real.")
                .arg(hosts.join(QStringLiteral(", "))),
            {}};
}

} // namespace ops::ui
