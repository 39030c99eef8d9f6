#pragma once

#include "domain/host/host_config.h"
#include "domain/host/host_status.h"
#include "domain/host/tool_report.h"
#include "ui/common/label.h"
#include "ui/common/mark.h"

// Command hosts and their tools as words for operators. What hosts and tools said stays data (rule G7).
namespace ops::ui {

// "this machine", "over ssh: ops@titan-1, in /opt/titan, docker over its forwarded socket".
QString hostKindText(const domain::HostConfig& host);
// Whether commands reach it: "connected since 17:04:08.113 UTC".
QString hostStatusText(const domain::HostConfig& host, const domain::HostStatus& status, const base::Instant& now);
MarkKind hostMark(const domain::HostStatus& status);
// The practice stack plays them: no program of that name runs there.
bool isPlayed(const std::vector<domain::ToolFinding>& tools);

QString toolName(domain::Tool tool);
// "28.2.2", "last known 28.2.2", "–".
QString toolVersionText(const domain::ToolFinding& finding);
// "docker-compose on titan-1"; ssh runs on this machine, and so does docker over a forwarded socket.
QString toolPlaceText(const domain::ToolFinding& finding, const domain::HostConfig& host);
// "found", "missing", "too old: 20.10 or newer is needed".
QString toolStateText(const domain::ToolFinding& finding);
MarkKind toolMark(const domain::ToolFinding& finding);
Tone toolTone(const domain::ToolFinding& finding);
// "Off because of it: …", and what it said; empty where nothing is off and all is known.
QString toolTroubleText(const domain::ToolFinding& finding);
// What to do about it; empty where nothing needs doing.
QString toolAct(const domain::ToolFinding& finding, const QString& host);
// Any one of these shell lines, each with whose package it is.
struct InstallChoice {
    QString from;
    QString line;
};
std::vector<InstallChoice> installChoices(const domain::ToolFinding& finding);

// Of all that the tools switch off, each once: "services and their logs, the rollback".
QString featuresText(const std::vector<domain::ToolFinding>& tools);
// "docker-ce or docker.io": any one of them.
QString packagesText(const domain::ToolFinding& finding);

} // namespace ops::ui
