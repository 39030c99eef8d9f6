#include "ui/services/host_notice.h"

#include "ui/hosts/host_text.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

using domain::ToolFinding;
using domain::ToolState;

struct HostNotice {
    Q_DECLARE_TR_FUNCTIONS(HostNotice)
};

// Empty: usable, or nobody knows. Compose v1 works, and the dialog says what it cannot.
QString shortTrouble(const ToolFinding& finding)
{
    const QString name = toolName(finding.tool);
    switch (finding.state) {
    case ToolState::Missing:
        return HostNotice::tr("%1 is missing").arg(name);
    case ToolState::TooOld:
        return HostNotice::tr("%1 %2 is too old, %3 or newer is needed")
            .arg(name, toolVersionText(finding), domain::oldestUsable(finding.tool));
    case ToolState::NotOurs:
        return finding.podman ? HostNotice::tr("%1 is Podman under docker's name, which is not read").arg(name)
                              : HostNotice::tr("%1 is not usable, it does not say its version").arg(name);
    case ToolState::Unknown:
    case ToolState::Usable:
    case ToolState::Old:
    case ToolState::NoAnswer:
        break;
    }
    return {};
}

} // namespace

EngineNotice toolsNotice(const QString& host, const std::vector<ToolFinding>& tools)
{
    std::vector<ToolFinding> bad;
    QStringList troubles;
    QStringList acts;
    for (const ToolFinding& finding : tools) {
        const QString trouble = shortTrouble(finding);
        if (trouble.isEmpty())
            continue;
        bad.push_back(finding);
        troubles << trouble;
        const QString act = toolAct(finding, host);
        if (!act.isEmpty() && !acts.contains(act)) // client and engine come in one package
            acts << act;
    }
    if (bad.empty())
        return {};
    acts << HostNotice::tr("Then look again: \"Command hosts…\" has the lines to copy.");
    return {domain::LevelGrade::Degraded,
            HostNotice::tr("Tools for host %1: %2. Off because of it: %3.")
                .arg(host, troubles.join(QStringLiteral("; ")), featuresText(bad)),
            acts.join(QLatin1Char(' '))};
}

EngineNotice unknownNameNotice(const domain::UnknownName& name)
{
    const bool isUrl = name.use == domain::NameUse::HealthUrl;
    QString text =
        isUrl ? HostNotice::tr("The environment gives a health URL for %1, and the runbook has no health check of such "
                               "a service.")
                    .arg(name.name)
              : HostNotice::tr("The environment puts %1 on host %2, and the runbook knows no such service.")
                    .arg(name.name, name.place);
    if (!name.nearest.isEmpty())
        text += QLatin1Char(' ') + HostNotice::tr("The nearest name is %1.").arg(name.nearest);
    if (isUrl)
        return {domain::LevelGrade::Degraded, text,
                HostNotice::tr("Nobody asks that URL: %1. Correct \"healthUrls\" in the environment's file.")
                    .arg(name.place)};
    return {domain::LevelGrade::Degraded, text,
            name.nearestHost.isEmpty()
                ? HostNotice::tr("It has no effect. Correct \"serviceHosts\" in the environment's file.")
                : HostNotice::tr("%1 itself is looked for, and acted on, on host %2. Correct \"serviceHosts\" in the "
                                 "environment's file.")
                      .arg(name.nearest, name.nearestHost)};
}

} // namespace ops::ui
