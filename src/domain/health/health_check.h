#pragma once

#include "domain/environment.h"
#include "domain/runbook.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

// The runbook's health checks as values: what is asked, how, and what the runbook expects. Nothing here asks anybody.
namespace ops::domain {

enum class HealthCheckKind {
    Endpoint,   // an HTTP URL that answers JSON
    NatsServer, // `nats server ping`, asked by this program itself: the CLI is in no NATS image
    Command,    // an infrastructure check of the runbook: an argv and the text it must print
    Script,     // a script of purpose "health"
};

// Where a check is asked from.
enum class HealthWay {
    Here,    // by this program itself
    OnHost,  // by a command on a command host
    Nowhere, // by nobody: it needs a command host and the environment names none
};

struct HealthCheck {
    QString id; // "endpoint/titan-brain", "nats/NATS", "command/Redis", "script/Check all services"; unique
    HealthCheckKind kind = HealthCheckKind::Command;
    HealthWay way = HealthWay::Here;
    QString title;           // the runbook's own
    QString service;         // the service that it asks about; empty: several
    QString host;            // the command host; empty unless OnHost
    QString url;             // Endpoint: what is asked; NatsServer: the monitoring port's /healthz, or empty
    QStringList argv;        // what runs: the runbook's own, or curl where an endpoint is asked on its host
    QStringList runbookArgv; // what the runbook says, for copying
    QString expectedField;   // Endpoint
    QString expectedText;    // Endpoint: the field's value; Command: the line that it must print
    bool fromRunbook = true; // false: the environment names another URL than the runbook
    bool scheduled = true;   // scripts run only when somebody asks
    std::chrono::milliseconds deadline{5000}; // for the answer; reaching a command host is not counted

    // When a command for it is ended on its host. curl keeps the deadline by itself and says how far it came: it is
    // left a moment to do so.
    std::chrono::milliseconds endAfter() const
    {
        return kind == HealthCheckKind::Endpoint ? deadline + std::chrono::milliseconds(500) : deadline;
    }
    // What the runbook expects, in its own words: {"status":"ok"}, PONG, exit 0.
    QString expected() const;
    // What its argv runs: the first word, or of a shell the script that it is given. Empty: nothing runs.
    QString program() const;
    // The runbook's line, ready for a POSIX shell.
    QString commandLine() const;
    bool operator==(const HealthCheck&) const = default;
};

// Whether the URL's host is, by its name, the machine that asks.
bool isLoopback(const QString& url);

// In the runbook's order: endpoints, infrastructure, scripts.
std::vector<HealthCheck> healthChecks(const Runbook& runbook, const Environment& environment);

} // namespace ops::domain
