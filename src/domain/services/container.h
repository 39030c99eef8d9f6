#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace ops::domain {

// State.Status of a container; Unknown for a word of a later engine. Stopping is Podman's: it has been asked to end.
enum class ContainerRun { Unknown, Created, Running, Paused, Restarting, Stopping, Removing, Exited, Dead };
// "running", "exited", …: Docker's own words, and Podman's where Docker has none; not translated.
QString containerRunWord(ContainerRun run);

// State.Health.Status, the image's own healthcheck; None: the image has none; Unknown for a word of a later engine.
enum class ImageHealth { None, Starting, Healthy, Unhealthy, Unknown };
QString imageHealthWord(ImageHealth health);

// One container as the engine describes it. Source: `docker inspect`. Every text is data from outside (rule G7).
struct Container {
    QString id;          // 64 hex digits
    QString name;        // without the leading slash
    QString project;     // compose label com.docker.compose.project; empty: none
    QString service;     // compose label com.docker.compose.service; empty: none
    QString directory;   // compose label com.docker.compose.project.working_dir; empty: none
    bool oneOff = false; // made by `docker compose run`: stands for nothing that the compose file would run
    QString image;       // as configured: "127.0.0.1:5000/titan-brain:v1.2.3"
    QString imageId;     // "sha256:…": the content that runs
    ContainerRun run = ContainerRun::Unknown;
    ImageHealth health = ImageHealth::None;
    int failingStreak = 0;               // of the healthcheck
    std::optional<double> healthcheckMs; // how long its last run took; nullopt: not said
    std::optional<qint64> checkedUtcMs;  // when that ended, by the engine's clock; nullopt: it has not run yet
    std::chrono::milliseconds checkInterval{30'000}; // from the end of a run to the next one
    std::chrono::milliseconds checkTimeout{30'000};  // that one run may take
    std::optional<int> exitCode;                     // of the last end; nullopt: it has never ended, or not said
    bool oomKilled = false;                          // the kernel ended it, or a process in it, for want of memory
    int restartCount = 0;                            // by the restart policy, since it was made
    QString restartPolicy;         // "no", "always", "unless-stopped", "on-failure"; empty: none, or not said
    std::optional<int> stopSignal; // what a stop sends it; nullopt: not said, so SIGTERM
    std::optional<qint64> startedUtcMs;
    std::optional<qint64> finishedUtcMs;
    QStringList ports; // "127.0.0.1:3100->3100/tcp"
    QString error;     // the engine's own complaint about starting it
    // Why the engine cannot tell of it, though it lists it; empty: it can. Then `run` is Unknown, and the rest is what
    // was known before.
    QString unreadable;
    bool ahead = false; // it ended or began since the engine told of it: the restart count does not know of that yet

    // What stands behind the name in `image`, whether a digest follows or not; empty where there is none.
    QString tag() const;
    // The first 12 digits of `imageId` without "sha256:".
    QString shortDigest() const;
    // It runs, or will again without anybody's start.
    bool isUp() const
    {
        return run == ContainerRun::Running || run == ContainerRun::Paused || run == ContainerRun::Restarting;
    }
    // It has ended, and nothing but a start will change that.
    bool isDown() const { return run == ContainerRun::Exited || run == ContainerRun::Dead; }
    bool operator==(const Container&) const = default;
};

// "SIGTERM", "term", "15", "SIGRTMIN+3", as engines and images write them; nullopt for anything else.
std::optional<int> parseSignal(const QString& text);

// "2026-01-30T17:04:08.113956789Z" to ms since the epoch, cut off as an event's moment is; nullopt for anything else,
// and for the engine's "0001-01-01T00:00:00Z", which means never.
std::optional<qint64> parseEngineStamp(const QString& text);

// The body of `docker inspect ID…` (a JSON array). Errors: not that. An element that lacks what a container must have
// (Name, State.Status) is unreadable, with the JSON path that says why, and no guess; one without an Id is nobody's and
// left out. Neither hides the others.
base::Result<std::vector<Container>> parseInspect(const QByteArray& bytes);

// One line of `docker events --format '{{json .}}'` about a container.
struct EngineEvent {
    QString action; // "start", "die", "health_status: healthy", "rename", …
    QString id;     // of the container
    QString name;
    std::optional<int> exitCode; // for "die"
    qint64 timeNs = 0;           // the engine's stamp, ns since the epoch
    std::optional<int> signal;   // for "kill"; nullopt: not said

    bool operator==(const EngineEvent&) const = default;
};
// nullopt: an event about something else (a network, an exec start of a healthcheck). Errors: not such a line.
base::Result<std::optional<EngineEvent>> parseEngineEvent(const QByteArray& line);

// One line of `docker stats --no-stream --format '{{json .}}'`.
struct ContainerLoad {
    QString id;            // may be short: a prefix of Container::id
    double cpuPercent = 0; // of one core
    qint64 memoryBytes = 0;

    bool operator==(const ContainerLoad&) const = default;
};
base::Result<ContainerLoad> parseContainerLoad(const QByteArray& line);

} // namespace ops::domain
