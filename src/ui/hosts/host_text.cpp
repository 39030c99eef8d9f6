#include "ui/hosts/host_text.h"

#include "domain/services/engine_status.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"

#include <QCoreApplication>

#include <algorithm>

namespace ops::ui {
namespace {

using domain::Tool;
using domain::ToolFeature;
using domain::ToolFinding;
using domain::ToolState;

struct HostText {
    Q_DECLARE_TR_FUNCTIONS(HostText)
};

QString featureText(ToolFeature feature)
{
    switch (feature) {
    case ToolFeature::Services:
        return HostText::tr("services and their logs");
    case ToolFeature::Rollback:
        return HostText::tr("the rollback's stop, pull and up");
    case ToolFeature::ServiceDetails:
        return HostText::tr("what only Compose v2 tells");
    case ToolFeature::RemoteHosts:
        break;
    }
    return HostText::tr("command hosts over ssh");
}

// Everything but ssh runs on the host; ssh leads there.
bool isHere(Tool tool)
{
    return tool == Tool::Ssh;
}

bool isPlayedVersion(const ToolFinding& finding)
{
    return finding.version && domain::isSimulatedEngine(finding.version->text);
}

bool isDistributions(const QString& package)
{
    return package == QLatin1String("docker.io") || package == QLatin1String("openssh-client");
}

} // namespace

QString hostKindText(const domain::HostConfig& host)
{
    QString text = host.kind == domain::HostKind::Local ? HostText::tr("this machine")
                                                        : HostText::tr("over ssh: %1").arg(host.destination);
    if (!host.configFile.isEmpty())
        text = HostText::tr("%1, configured by %2").arg(text, host.configFile);
    if (!host.workingDirectory.isEmpty())
        text = HostText::tr("%1, in %2").arg(text, host.workingDirectory);
    if (!host.dockerSocket.isEmpty())
        text = HostText::tr("%1, docker over its forwarded socket").arg(text);
    return text;
}

QString hostStatusText(const domain::HostConfig& host, const domain::HostStatus& status, const base::Instant& now)
{
    if (host.kind == domain::HostKind::Local)
        return HostText::tr("No connection is needed.");
    if (status.down()) {
        const QString cause = status.error ? describe(*status.error) : QString();
        return HostText::tr("Cannot be reached since %1. %2").arg(utcText(status.since, now), cause).trimmed();
    }
    switch (status.phase) {
    case domain::HostPhase::Idle:
        return HostText::tr("Not connected yet: nothing was asked of it so far. The next command connects.");
    case domain::HostPhase::Up:
        return HostText::tr("Connected since %1.").arg(utcText(status.since, now));
    case domain::HostPhase::Connecting:
    case domain::HostPhase::Down:
        break;
    }
    return HostText::tr("Connecting…");
}

MarkKind hostMark(const domain::HostStatus& status)
{
    if (status.down())
        return MarkKind::Failed;
    return status.up() ? MarkKind::Ok : MarkKind::Waiting;
}

bool isPlayed(const std::vector<ToolFinding>& tools)
{
    return std::any_of(tools.begin(), tools.end(), isPlayedVersion);
}

QString toolName(Tool tool)
{
    switch (tool) {
    case Tool::DockerClient:
        return HostText::tr("Docker client");
    case Tool::DockerEngine:
        return HostText::tr("Docker engine");
    case Tool::Compose:
        return HostText::tr("Docker Compose");
    case Tool::Ssh:
        break;
    }
    return HostText::tr("OpenSSH client");
}

QString toolVersionText(const ToolFinding& finding)
{
    if (!finding.version)
        return QStringLiteral("–");
    const bool isOld = finding.state == ToolState::NoAnswer || finding.state == ToolState::Unknown;
    return isOld ? HostText::tr("last known %1").arg(finding.version->text) : finding.version->text;
}

QString toolPlaceText(const ToolFinding& finding, const domain::HostConfig& host)
{
    if (isHere(finding.tool))
        return HostText::tr("%1 on this machine").arg(finding.program);
    if (finding.tool == Tool::DockerClient && !host.dockerSocket.isEmpty())
        return HostText::tr("%1 on this machine; on %2 while its socket is not reached")
            .arg(finding.program, host.name);
    return finding.tool == Tool::DockerEngine ? HostText::tr("on %1").arg(host.name)
                                              : HostText::tr("%1 on %2").arg(finding.program, host.name);
}

QString toolStateText(const ToolFinding& finding)
{
    switch (finding.state) {
    case ToolState::Unknown:
        return HostText::tr("not known");
    case ToolState::Usable:
        if (finding.podman)
            return HostText::tr("found: Podman, which answers as Docker does");
        return isPlayedVersion(finding) ? HostText::tr("SIMULATED: played by titan-sim") : HostText::tr("found");
    case ToolState::Old:
        return HostText::tr("found, v1: works, with less");
    case ToolState::TooOld:
        return HostText::tr("too old: %1 or newer is needed").arg(domain::oldestUsable(finding.tool));
    case ToolState::Missing:
        return HostText::tr("missing");
    case ToolState::NoAnswer:
        return domain::refusesClientsVersion(finding) ? HostText::tr("takes no client of this version")
                                                      : HostText::tr("does not answer");
    case ToolState::NotOurs:
        break;
    }
    return finding.podman ? HostText::tr("not usable: it is Podman under docker's name")
                          : HostText::tr("not usable: it does not say its version");
}

MarkKind toolMark(const ToolFinding& finding)
{
    switch (finding.state) {
    case ToolState::Unknown:
        return MarkKind::Unknown;
    case ToolState::Usable:
        return isPlayedVersion(finding) || finding.podman ? MarkKind::Warning : MarkKind::Ok;
    case ToolState::Old:
        return MarkKind::Warning;
    case ToolState::TooOld:
    case ToolState::Missing:
    case ToolState::NoAnswer:
    case ToolState::NotOurs:
        break;
    }
    return MarkKind::Failed;
}

Tone toolTone(const ToolFinding& finding)
{
    switch (toolMark(finding)) {
    case MarkKind::Unknown:
        return Tone::Unknown;
    case MarkKind::Warning:
        return Tone::Soft;
    case MarkKind::Failed:
        return Tone::Halt;
    default:
        return Tone::Normal;
    }
}

QString toolTroubleText(const ToolFinding& finding)
{
    QStringList sentences;
    if (const QString off = featuresText({finding}); !off.isEmpty())
        sentences << HostText::tr("Off because of it: %1.").arg(off);
    if (finding.podman)
        sentences << (finding.tool == Tool::DockerClient
                          ? HostText::tr("Podman's client prints other things than Docker's, which are not read here. "
                                         "Docker's client can be pointed at Podman's socket (DOCKER_HOST).")
                          : HostText::tr("Not proven with Podman: that every event, restart, healthcheck and act is "
                                         "told as Docker tells it. Compare with podman ps where it matters."));
    if (finding.state == ToolState::Unknown && finding.evidence.isEmpty())
        sentences << HostText::tr("It cannot be asked without the Docker client.");
    else if (finding.state == ToolState::Unknown)
        sentences << HostText::tr("The question did not get through: %1").arg(finding.evidence.simplified());
    else if ((finding.state == ToolState::NoAnswer || finding.state == ToolState::NotOurs) && !finding.podman &&
             !finding.evidence.isEmpty())
        sentences << HostText::tr("What was said: %1").arg(finding.evidence.simplified());
    return sentences.join(QLatin1Char(' '));
}

QString toolAct(const ToolFinding& finding, const QString& host)
{
    if (domain::refusesClientsVersion(finding))
        return HostText::tr("Client and engine are too far apart: bring the older one on %1 up to date. Where "
                            "DOCKER_API_VERSION is set there, unset it.")
            .arg(host);
    if (finding.state == ToolState::NoAnswer)
        return HostText::tr(
                   "Installing does not help. See whether it runs on %1 (systemctl status docker), and whether "
                   "this user may use it (group docker).")
            .arg(host);
    const QString packages = packagesText(finding);
    if (packages.isEmpty())
        return {};
    return isHere(finding.tool) ? HostText::tr("Install %1 on this machine.").arg(packages)
                                : HostText::tr("Install %1 on %2.").arg(packages, host);
}

std::vector<InstallChoice> installChoices(const ToolFinding& finding)
{
    std::vector<InstallChoice> choices;
    const QStringList packages = domain::packagesFor(finding);
    for (const QString& package : packages)
        choices.push_back({isDistributions(package) ? HostText::tr("Debian, Ubuntu: from the distribution")
                                                    : HostText::tr("Debian, Ubuntu: from Docker's own packages"),
                           QStringLiteral("sudo apt-get install %1").arg(package)}); // not prose: a shell line
    return choices;
}

QString featuresText(const std::vector<ToolFinding>& tools)
{
    std::vector<ToolFeature> off;
    for (const ToolFinding& finding : tools)
        for (const ToolFeature feature : domain::featuresOff(finding))
            if (std::find(off.begin(), off.end(), feature) == off.end())
                off.push_back(feature);
    std::sort(off.begin(), off.end());
    QStringList texts;
    for (const ToolFeature feature : off)
        texts << featureText(feature);
    return texts.join(QStringLiteral(", "));
}

QString packagesText(const ToolFinding& finding)
{
    const QStringList packages = domain::packagesFor(finding);
    QString text = packages.value(0);
    for (const QString& other : packages.mid(1))
        text = HostText::tr("%1 or %2").arg(text, other);
    return text;
}

} // namespace ops::ui
