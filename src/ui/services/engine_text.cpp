#include "ui/services/engine_text.h"

#include "base/time_text.h"
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

// What lies behind an engine that nobody reaches.
enum class Cause { Engine, NoDirectory, Unreadable };

Cause causeOf(const domain::EngineStatus& status)
{
    if (!status.error)
        return Cause::Engine;
    const base::Error& error = *status.error;
    if (error.subject.startsWith(QLatin1String("workingDirectory ")))
        return Cause::NoDirectory;
    const bool isDockers = error.subject.startsWith(QLatin1String("docker "));
    return isDockers && error.code == base::ErrorCode::ProtocolError ? Cause::Unreadable : Cause::Engine;
}

QString lastAnswer(const domain::EngineStatus& status, const base::Instant& now)
{
    return status.answeredAt.monoNs == 0
               ? EngineText::tr("It has not answered since this console started.")
               : EngineText::tr("What is shown of it is last known, from %1.").arg(ageText(status.answeredAt, now));
}

QString goneShortText(const domain::EngineStatus& status)
{
    switch (causeOf(status)) {
    case Cause::NoDirectory:
        return EngineText::tr("%1, no workingDirectory").arg(status.host);
    case Cause::Unreadable:
        return EngineText::tr("%1, docker's answer unreadable").arg(status.host);
    case Cause::Engine:
        break;
    }
    return EngineText::tr("%1, engine gone").arg(status.host);
}

EngineNotice goneNotice(const domain::EngineStatus& status, const base::Instant& now)
{
    EngineNotice notice;
    notice.grade = domain::LevelGrade::Failed;
    const QString since = utcText(status.since, now);
    switch (causeOf(status)) {
    case Cause::NoDirectory:
        notice.text =
            EngineText::tr("%1 of host %2 cannot be used, and nothing runs there without it, since %3: %4. %5")
                .arg(status.error->subject, status.host, since, status.error->detail, lastAnswer(status, now));
        notice.act = EngineText::tr("Correct workingDirectory in the environment's file, or make the directory. The "
                                    "console keeps asking.");
        return notice;
    case Cause::Unreadable:
        notice.text =
            EngineText::tr("The answer of the docker client of %1 cannot be read since %2, and so nothing is known of "
                           "its engine. %3 %4: %5")
                .arg(status.host, since, lastAnswer(status, now), status.error->subject, status.error->detail);
        notice.act = EngineText::tr("See on that host what the command prints, and what docker is there. The console "
                                    "keeps asking.");
        return notice;
    case Cause::Engine:
        break;
    }
    notice.text =
        EngineText::tr("The container engine of %1 cannot be reached since %2. %3 %4")
            .arg(status.host, since, lastAnswer(status, now), status.error ? describe(*status.error) : QString());
    notice.act = EngineText::tr("Its containers may run on or may have ended: this cannot be known here. The console "
                                "keeps asking.");
    return notice;
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
    case domain::EnginePhase::Silent:
        return EngineText::tr("%1, no answer").arg(status.host);
    case domain::EnginePhase::Gone:
        return goneShortText(status);
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
        notice = goneNotice(status, now);
        break;
    case domain::EnginePhase::Frozen:
        notice.grade = domain::LevelGrade::Failed;
        notice.text = EngineText::tr("The container engine of %1 does not answer since %2. %3 %4")
                          .arg(status.host, utcText(status.since, now), lastAnswer(status, now), evidence);
        notice.act = EngineText::tr("A command given to it now may hang or be lost. The console keeps asking.");
        break;
    case domain::EnginePhase::Silent:
        notice.grade = domain::LevelGrade::Failed;
        notice.text = EngineText::tr("No answer from %1 since %2: whether it is its container engine, the host or the "
                                     "connection to it that stands still is not known. %3 %4")
                          .arg(status.host, utcText(status.since, now), lastAnswer(status, now), evidence);
        notice.act = EngineText::tr("A command given to it now may hang or be lost. The console keeps asking.");
        break;
    case domain::EnginePhase::Following:
        if (status.reattached == 0 || base::elapsed(status.since, now) > newsFor)
            break;
        notice.grade = domain::LevelGrade::Degraded;
        notice.text =
            EngineText::tr("The container engine of %1 is followed again since %2, and everything was looked at "
                           "anew.")
                .arg(status.host, utcText(status.since, now));
        notice.act = EngineText::tr("What happened in between was not seen: compare uptimes and restarts.");
        break;
    case domain::EnginePhase::Idle:
    case domain::EnginePhase::Attaching:
        break;
    }
    notice.text = notice.text.simplified();
    return notice;
}

EngineNotice clockNotice(const domain::EngineStatus& status)
{
    if (!status.clockAhead || std::chrono::abs(*status.clockAhead) <= domain::clocksAgreeWithin)
        return {};
    const QString text = status.clockAhead->count() < 0
                             ? EngineText::tr("The clock of %1 is %2 behind this machine's; ages allow for it.")
                             : EngineText::tr("The clock of %1 is %2 ahead of this machine's; ages allow for it.");
    return {domain::LevelGrade::Degraded,
            text.arg(status.host, base::durationText(std::chrono::abs(*status.clockAhead))),
            EngineText::tr("Stamps of the two machines cannot be compared as they stand. Let both keep time by NTP.")};
}

EngineNotice sharedNotice(const domain::SharedEngine& shared)
{
    return {domain::LevelGrade::Degraded,
            EngineText::tr("%1 and %2 reach the same container engine. Its containers are shown once, under %2.")
                .arg(shared.host, shared.first),
            EngineText::tr("Remove one of them from \"hosts\" in the environment's file.")};
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
