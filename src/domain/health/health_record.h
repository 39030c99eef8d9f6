#pragma once

#include "base/lateness.h"
#include "domain/health/health_check.h"
#include "domain/health/health_verdict.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace ops::domain {

struct HealthSample {
    base::Instant at;
    HealthGrade grade = HealthGrade::Unknown;
    std::optional<double> latencyMs;

    bool operator==(const HealthSample&) const = default;
};

// One check and all that is known of it.
struct HealthRecord {
    static constexpr size_t mostSamples = 60;
    // As a level of its service a verdict stands beside values that are seconds old: nobody looks there for how seldom
    // the check is made.
    static constexpr std::chrono::seconds mostLevelAge{60};
    // How long it is said that a question was cancelled: it was the operator's own doing.
    static constexpr std::chrono::seconds cancelSaid{30};

    HealthCheck check;
    HealthVerdict verdict; // the newest; NotAsked until there is one
    std::optional<base::Instant> at;
    std::optional<double> latencyMs;           // of the newest, whatever its verdict
    std::optional<base::Instant> lastGoodAt;   // last time it was Ok
    std::optional<base::Instant> runningSince; // a question is on its way
    std::optional<base::Instant> cancelledAt;  // the newest question was cancelled then; what is known is of one before
    std::deque<HealthSample> history;          // oldest first, at most mostSamples
    std::chrono::milliseconds maxAge{60000};   // older is stale (rule G9)

    // The limit of the same verdict as a level of its service. Made every minute it is renewed within a minute and the
    // time of its answer, and does not go grey in between.
    std::chrono::milliseconds levelMaxAge() const
    {
        return std::min<std::chrono::milliseconds>(maxAge, mostLevelAge + check.deadline);
    }
    bool stale(const base::Instant& now) const { return at && base::tookLonger(*at, now, maxAge); }
    // Cancelled so short ago that it is to be said.
    bool justCancelled(const base::Instant& now) const
    {
        return cancelledAt && !runningSince && !base::tookLonger(*cancelledAt, now, cancelSaid);
    }
    // Exactly what the runbook expects, and not too long ago. The only thing that may be drawn as well.
    bool good(const base::Instant& now) const { return verdict.grade == HealthGrade::Ok && at && !stale(now); }
    bool operator==(const HealthRecord&) const = default;
};

// A result came in. One that was cancelled says nothing and leaves what was known as it is, with its age, but for when
// that was.
HealthRecord recordResult(HealthRecord record, const HealthVerdict& verdict, std::optional<double> latencyMs,
                          const base::Instant& at);

// The order in which checks are begun that run side by side: the longest first, by how long each took last, so that
// they are over soonest. One that gave no answer last time, or was not asked yet, may take all of its deadline.
std::vector<size_t> longestFirst(const std::vector<HealthRecord>& records);

// How many of the checks are how; stale ones count as unknown.
struct HealthSummary {
    int ok = 0;
    int differs = 0;
    int failed = 0;
    int unknown = 0;

    bool operator==(const HealthSummary&) const = default;
};
HealthSummary summarize(const std::vector<HealthRecord>& records, const base::Instant& now);

} // namespace ops::domain
