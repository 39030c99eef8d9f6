#include "domain/health/health_record.h"

#include <numeric>

namespace ops::domain {

HealthRecord recordResult(HealthRecord record, const HealthVerdict& verdict, std::optional<double> latencyMs,
                          const base::Instant& at)
{
    record.runningSince.reset();
    record.cancelledAt.reset();
    if (verdict.finding == HealthFinding::Cancelled) {
        record.cancelledAt = at;
        return record;
    }
    record.verdict = verdict;
    record.at = at;
    record.latencyMs = latencyMs;
    if (verdict.grade == HealthGrade::Ok)
        record.lastGoodAt = at;
    record.history.push_back({at, verdict.grade, latencyMs});
    while (record.history.size() > HealthRecord::mostSamples)
        record.history.pop_front();
    return record;
}

std::vector<size_t> longestFirst(const std::vector<HealthRecord>& records)
{
    const auto expectedMs = [&](size_t i) {
        const HealthRecord& record = records.at(i);
        return record.latencyMs.value_or(static_cast<double>(record.check.deadline.count()));
    };
    std::vector<size_t> order(records.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t left, size_t right) { return expectedMs(left) > expectedMs(right); });
    return order;
}

HealthSummary summarize(const std::vector<HealthRecord>& records, const base::Instant& now)
{
    HealthSummary summary;
    for (const HealthRecord& record : records) {
        const HealthGrade grade = record.stale(now) ? HealthGrade::Unknown : record.verdict.grade;
        switch (grade) {
        case HealthGrade::Ok:
            ++summary.ok;
            break;
        case HealthGrade::Differs:
            ++summary.differs;
            break;
        case HealthGrade::Failed:
            ++summary.failed;
            break;
        case HealthGrade::Unknown:
            ++summary.unknown;
            break;
        }
    }
    return summary;
}

} // namespace ops::domain
