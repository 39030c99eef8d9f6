#pragma once

#include "base/clock.h"
#include "domain/health/health_check.h"
#include "domain/health/health_verdict.h"

#include <chrono>
#include <deque>
#include <optional>

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

    HealthCheck check;
    HealthVerdict verdict; // the newest; NotAsked until there is one
    std::optional<base::Instant> at;
    std::optional<double> latencyMs;           // of the newest, whatever its verdict
    std::optional<base::Instant> lastGoodAt;   // last time it was Ok
    std::optional<base::Instant> runningSince; // a question is on its way
    std::deque<HealthSample> history;          // oldest first, at most mostSamples
    std::chrono::milliseconds maxAge{60000};   // older is stale (rule G9)

    bool stale(const base::Instant& now) const { return at && base::elapsed(*at, now) > maxAge; }
    // Exactly what the runbook expects, and not too long ago. The only thing that may be drawn as well.
    bool good(const base::Instant& now) const { return verdict.grade == HealthGrade::Ok && at && !stale(now); }
    bool operator==(const HealthRecord&) const = default;
};

// A result came in. One that was cancelled says nothing and leaves what was known as it is, with its age.
HealthRecord recordResult(HealthRecord record, const HealthVerdict& verdict, std::optional<double> latencyMs,
                          const base::Instant& at);

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
