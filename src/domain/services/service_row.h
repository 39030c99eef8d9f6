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
    Unreadable,    // the engine lists it and cannot tell how it does
    Namesake,      // it bears the runbook's name of a service for which another container stands
    Duplicate,     // it is a second container of a service that has one, and runs
    OtherProject,  // it bears the runbook's name, and belongs to another compose project than the runbook's
    NoProject,     // it stands for a service, and docker compose did not make it
    RestartLoop,   // it ends by itself again and again
    OutOfMemory,   // the kernel ended it, or a process in it, for want of memory
    Crashed,       // it ended by itself with an error and stays down
    CrashedLately, // it ended by itself and was started again by its policy
    StartFailed,   // the engine complains about starting it
    Paused,        // its process stands still until it is told to go on
    Renamed,       // it exists under another container name than the runbook's commands use
};

// It says which container it is, not how that does.
constexpr bool isAboutName(ServiceTrouble trouble)
{
    return trouble == ServiceTrouble::Missing || trouble == ServiceTrouble::Namesake ||
           trouble == ServiceTrouble::Duplicate || trouble == ServiceTrouble::OtherProject ||
           trouble == ServiceTrouble::NoProject || trouble == ServiceTrouble::Renamed;
}

// Its container runs and looks well for all that: the word of its state alone would look like any other.
constexpr bool isSaidBeforeState(ServiceTrouble trouble)
{
    return trouble == ServiceTrouble::RestartLoop || (isAboutName(trouble) && trouble != ServiceTrouble::Missing);
}

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
    bool nameTaken = false;             // when inRunbook: another container than this row's bears `wantedContainer`
    QString project;                    // the compose project of the runbook on its host; empty: none can be told
    std::optional<Container> container; // nullopt: missing, or not looked at yet
    QString nearestName;                // for a missing one: what it may be called here; empty: nothing like it
    // Not inRunbook: the runbook's service that it is another container of, or the missing one that it may be; empty:
    // none.
    QString mayBe;
    std::array<HealthLevel, allLevelKinds.size()> levels;
    std::vector<ServiceTrouble> troubles; // gravest first
    RestartVerdict restarts;
    std::optional<ContainerLoad> load;
    std::optional<base::Instant> loadAt;
    std::optional<base::Instant> knownAt;    // when the engine last said something of it
    bool engineFollowed = false;             // its engine's news still arrive
    std::chrono::milliseconds clockAhead{0}; // of its engine against this machine's, as far as that is known
    std::optional<ServiceErrors> errors;     // nullopt: nobody follows its log

    const HealthLevel& level(LevelKind kind) const { return levels[static_cast<size_t>(kind)]; }
    HealthLevel& level(LevelKind kind) { return levels[static_cast<size_t>(kind)]; }
    bool has(ServiceTrouble trouble) const;
    // The compose project that its container belongs to where that is not the runbook's; empty: it is, or nobody knows.
    QString foreignProject() const;
    // What docker compose is told to do to the service of that name reaches its container: compose goes by labels.
    bool isOfProject() const { return container && !project.isEmpty() && container->project == project; }
    // Two containers may be meant where the runbook means one, one by its name and one by its label.
    bool isAmbiguous() const { return nameTaken || has(ServiceTrouble::Namesake); }
    // How long ago a stamp of its engine was, by this machine's clock; negative for one that is still to come.
    std::chrono::milliseconds ageOf(qint64 engineUtcMs, const base::Instant& now) const
    {
        return std::chrono::milliseconds(now.utcMs - engineUtcMs) + clockAhead;
    }
    // How long its process has run; nullopt: it does not.
    std::optional<std::chrono::milliseconds> uptime(const base::Instant& now) const;
    bool operator==(const ServiceRow&) const = default;
};

// The level is only the last known one (rule G9): past its age, or the engine's news have stopped.
bool isStale(const ServiceRow& row, LevelKind kind, const base::Instant& now);
bool isLoadStale(const ServiceRow& row, const base::Instant& now);
// The engine answers, and goes on saying what an image's check said that it does not make any more.
bool hasStoppedChecking(const ServiceRow& row, const base::Instant& now);
// What may be said of trading now (rule H7): a halt is a halt, however old; an OPEN that is old, or overtaken by a
// command, proves nothing.
TradingState provenTrading(const ServiceRow& row, const base::Instant& now);
// Somebody should look at it: trouble, or a container, healthcheck or endpoint that is not as it should be. So it is
// where nobody can say now how they are (rule G9): no engine has told of it yet, or in a word that nobody knows, its
// news have stopped, the image's check is not made any more, the endpoint could not be asked. What trading may do is
// said elsewhere. Counts rows; it is no grade.
bool needsAttention(const ServiceRow& row, const base::Instant& now);

} // namespace ops::domain
