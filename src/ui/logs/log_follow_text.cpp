#include "ui/logs/log_follow_text.h"

#include "ui/common/describe.h"

#include <QCoreApplication>
#include <QMap>
#include <QStringList>

#include <algorithm>

namespace ops::ui {
namespace {

using domain::LogFollowPhase;

struct LogFollowText {
    Q_DECLARE_TR_FUNCTIONS(LogFollowText)
};

// The first few by name.
QString namesText(const QStringList& names)
{
    constexpr qsizetype most = 3;
    if (names.size() <= most)
        return names.join(QStringLiteral(", "));
    return LogFollowText::tr("%1 and %n more", nullptr, static_cast<int>(names.size() - most))
        .arg(names.mid(0, most).join(QStringLiteral(", ")));
}

} // namespace

QString logFollowText(const QVector<app::LogFollowController::Followed>& followed)
{
    if (followed.isEmpty())
        return LogFollowText::tr("no log is followed");
    int following = 0;
    QStringList stopped;
    QStringList ended;
    QStringList beginning;
    QMap<QString, QStringList> interrupted; // by the reason
    for (const auto& each : followed) {
        switch (each.follow.phase) {
        case LogFollowPhase::Following:
            ++following;
            break;
        case LogFollowPhase::Waiting:
            stopped << each.container.service;
            break;
        case LogFollowPhase::Retrying:
            // Without a reason its container has just ended or begun again.
            if (each.follow.error)
                interrupted[describe(*each.follow.error)] << each.container.service;
            else
                ended << each.container.service;
            break;
        case LogFollowPhase::Idle:
        case LogFollowPhase::Attaching:
            beginning << each.container.service;
            break;
        case LogFollowPhase::Over:
            break;
        }
    }
    QStringList facts{
        LogFollowText::tr("%1 of %n services followed", nullptr, static_cast<int>(followed.size())).arg(following)};
    for (auto reason = interrupted.constBegin(); reason != interrupted.constEnd(); ++reason)
        facts << LogFollowText::tr("interrupted: %1 (%2)").arg(namesText(reason.value()), reason.key());
    if (!ended.isEmpty())
        facts << LogFollowText::tr("container just ended: %1").arg(namesText(ended));
    if (!stopped.isEmpty())
        facts << LogFollowText::tr("stopped, read to the end: %1").arg(namesText(stopped));
    if (!beginning.isEmpty())
        facts << LogFollowText::tr("beginning: %1").arg(namesText(beginning));
    return facts.join(QStringLiteral(" · "));
}

QString noLinesText(const QVector<app::LogFollowController::Followed>& followed,
                    const std::vector<domain::EngineStatus>& engines)
{
    if (engines.empty())
        return LogFollowText::tr("No log can be read: this environment names no command host.");
    const auto isIn = [&engines](std::initializer_list<domain::EnginePhase> phases) {
        return std::all_of(engines.begin(), engines.end(), [&phases](const domain::EngineStatus& engine) {
            return std::find(phases.begin(), phases.end(), engine.phase) != phases.end();
        });
    };
    if (isIn({domain::EnginePhase::Gone, domain::EnginePhase::Frozen, domain::EnginePhase::Silent}))
        return LogFollowText::tr("No log can be read: the container engine does not answer. It is asked again and "
                                 "again, and the logs come as soon as it does.");
    if (isIn({domain::EnginePhase::Idle, domain::EnginePhase::Attaching}))
        return LogFollowText::tr("Asking the container engine what runs…");
    if (followed.isEmpty())
        return LogFollowText::tr("There is no container whose log could be read.");
    return LogFollowText::tr("No line has come yet from %n services.", nullptr, static_cast<int>(followed.size()));
}

} // namespace ops::ui
