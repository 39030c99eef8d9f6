#pragma once

#include "domain/runbook.h"
#include "domain/services/container.h"
#include "domain/services/health_level.h"
#include "domain/services/level_history.h"
#include "domain/services/restart_watch.h"

#include <array>
#include <optional>
#include <vector>

namespace ops::domain {

// What is wrong with a service beyond its levels; ui has a sentence for each.
enum class ServiceTrouble {
    Missing,       // the runbook names it, and no container of it exists
    RestartLoop,   // it ends by itself again and again
    OutOfMemory,   // the kernel ended it for want of memory
    Crashed,       // it ended by itself with an error and stays down
    CrashedLately, // it ended by itself and was started again by its policy
    StartFailed,   // the engine complains about starting it
    Renamed,       // it exists under another container name than the runbook's commands use
};

using ServiceHistory = std::array<LevelHistory, allLevelKinds.size()>;

// What was seen of its log, by the stamps of the engine.
struct ServiceErrors {
    std::optional<qint64> lastUtcMs; // nullopt: no error was seen
    qint64 count = 0;                // of errors

    bool operator==(const ServiceErrors&) const = default;
};

struct ServiceRow {
    QString key;  // unique, and the same for as long as the row means the same thing
    QString name; // the runbook's, or the compose service's, or the container's
    QString host; // empty: none is named for it
    bool inRunbook = false;
    ServiceRole role = ServiceRole::Core; // when inRunbook
    bool provesHalt = false;
    QString wantedContainer;            // the name that the runbook's commands use; empty when not inRunbook
    std::optional<Container> container; // nullopt: missing, or not looked at yet
    QString nearestName;                // for a missing one: what it may be called here; empty: nothing like it
    QString mayBe;                      // not inRunbook: the runbook's missing service that it may be; empty: none
    std::array<HealthLevel, allLevelKinds.size()> levels;
    std::vector<ServiceTrouble> troubles; // gravest first
    RestartVerdict restarts;
    std::optional<ContainerLoad> load;
    std::optional<base::Instant> loadAt;
    std::optional<base::Instant> knownAt; // when the engine last said something of it
    bool engineFollowed = false;          // its engine's news still arrive
    std::optional<ServiceErrors> errors;  // nullopt: nobody follows its log

    const HealthLevel& level(LevelKind kind) const { return levels[static_cast<size_t>(kind)]; }
    HealthLevel& level(LevelKind kind) { return levels[static_cast<size_t>(kind)]; }
    bool has(ServiceTrouble trouble) const;
    // How long its process has run; nullopt: it does not.
    std::optional<std::chrono::milliseconds> uptime(const base::Instant& now) const;
    bool operator==(const ServiceRow&) const = default;
};

// The level is only the last known one (rule G9): past its age, or the engine's news have stopped.
bool isStale(const ServiceRow& row, LevelKind kind, const base::Instant& now);
bool isLoadStale(const ServiceRow& row, const base::Instant& now);
// Somebody should look at it: trouble, or a container, healthcheck or endpoint that is not as it should be. What
// trading may do is said elsewhere. Counts rows; it is no grade.
bool needsAttention(const ServiceRow& row);

} // namespace ops::domain
