#pragma once

#include "base/result.h"
#include "domain/host/host_outcome.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// Which tools a command host has, found once and shown: what is missing or too old switches a feature off, and the
// report says which, and what to install. Pure; the words are made in ui.
namespace ops::domain {

// A program's version as it is compared: "20.10.24+dfsg1" is 20.10.24; the text stays as it was said.
struct ToolVersion {
    int major = 0;
    int minor = 0;
    int patch = 0;
    QString text;

    bool operator==(const ToolVersion&) const = default;
    bool isAtLeast(int wantedMajor, int wantedMinor) const
    {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }
};
// The first thing in `text` that is a version, as in "OpenSSH_9.2p1" or "v2.26.1-4"; none: there is no such thing.
std::optional<ToolVersion> findVersion(const QString& text);

enum class Tool { DockerClient, DockerEngine, Compose, Ssh };
enum class ToolState {
    Unknown, // not looked for yet, or the looking failed
    Usable,
    Old,      // works, with less: Compose v1
    TooOld,   // must not be used
    Missing,  // not installed, or not in the host's PATH
    NoAnswer, // the client is there, the engine does not answer it
    NotOurs,  // a program of that name, which says nothing that we know
};
enum class ToolFeature {
    Services,       // rows, states, logs of containers
    Rollback,       // stop, pull, up
    ServiceDetails, // what only Compose v2 says: services that were never made, `ps` as JSON, waiting for health
    RemoteHosts,    // command hosts over ssh
};

struct ToolFinding {
    Tool tool = Tool::DockerClient;
    ToolState state = ToolState::Unknown;
    std::optional<ToolVersion> version;
    QString program;  // "docker compose" or "docker-compose": what to run
    QString evidence; // what it said; data from outside (rule G7)
    // It is Podman's. Its client under docker's name prints other things than docker's and is NotOurs; an engine of its
    // that docker's client talks to answers as Docker's does, under version numbers of its own.
    bool podman = false;

    bool operator==(const ToolFinding&) const = default;
};

// An engine that answered that it takes no client of this version: one of the two is too old for the other.
bool refusesClientsVersion(const ToolFinding& finding);
// What a finding switches off; empty where all is well, and where nothing is known.
std::vector<ToolFeature> featuresOff(const ToolFinding& finding);
// What to install, as package names that Debian and Docker use; empty where installing does not help.
QStringList packagesFor(const ToolFinding& finding);
// The oldest version that is used, as "20.10".
QString oldestUsable(Tool tool);
// Usable or TooOld.
ToolState judgeVersion(Tool tool, const ToolVersion& version);
// False where asking again may tell more: the host did not answer. An engine is not asked where its client is no good.
bool allAnswered(const std::vector<ToolFinding>& findings);

// What one attempt to ask a tool for its version gave: whether the program exists, its exit code, and its words.
struct ToolAnswer {
    bool exists = false;
    int exitCode = 0;
    QByteArray output;
    QByteArray errors;
};

// `docker version --format '{{json .}}'`: the client and the engine. An engine that does not answer leaves exit code 1
// and a client that is none the worse.
std::pair<ToolFinding, ToolFinding> readDockerVersion(const ToolAnswer& answer);
// `docker compose version`, and where that is no command of docker's, `docker-compose version`. A plugin that hands
// over to v1 says so by its version.
ToolFinding readComposeVersion(const ToolAnswer& plugin, const std::optional<ToolAnswer>& standalone);
// `ssh -V`, which answers on standard error.
ToolFinding readSshVersion(const ToolAnswer& answer);

// The question itself failed: the host did not answer, or the tool did not in time. An engine that holds its own client
// up, which was seen to begin, has not answered; of everything else nothing is known.
ToolFinding toolNotAsked(Tool tool, const HostOutcome& outcome);

} // namespace ops::domain
