#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ops::domain {

// State.Status of a container; Unknown for a word of a later engine.
enum class ContainerRun { Unknown, Created, Running, Paused, Restarting, Removing, Exited, Dead };
// "running", "exited", …: the engine's own words; not translated.
QString containerRunWord(ContainerRun run);

// State.Health.Status, the image's own healthcheck; None: the image has none.
enum class ImageHealth { None, Starting, Healthy, Unhealthy };
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
    std::optional<int> exitCode;         // of the last end; nullopt while it has never ended
    bool oomKilled = false;              // the kernel ended it for want of memory
    int restartCount = 0;                // by the restart policy, since it was made
    std::optional<qint64> startedUtcMs;
    std::optional<qint64> finishedUtcMs;
    QStringList ports; // "127.0.0.1:3100->3100/tcp"
    QString error;     // the engine's own complaint about starting it

    // The part after the last colon of `image`; empty where it has none (a digest, or nothing).
    QString tag() const;
    // The first 12 digits of `imageId` without "sha256:".
    QString shortDigest() const;
    bool operator==(const Container&) const = default;
};

// The body of `docker inspect ID…` (a JSON array). Errors: not that; the message names the JSON path. An element that
// lacks what a container must have (Id, Name, State.Status) is an error, not a guess.
base::Result<std::vector<Container>> parseInspect(const QByteArray& bytes);

// One line of `docker events --format '{{json .}}'` about a container.
struct EngineEvent {
    QString action; // "start", "die", "health_status: healthy", "rename", …
    QString id;     // of the container
    QString name;
    std::optional<int> exitCode; // for "die"
    qint64 timeNs = 0;           // the engine's stamp, ns since the epoch

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
