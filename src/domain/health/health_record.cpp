#include "domain/health/health_record.h"

namespace ops::domain {

HealthRecord recordResult(HealthRecord record, const HealthVerdict& verdict, std::optional<double> latencyMs,
                          const base::Instant& at)
{
    record.runningSince.reset();
    if (verdict.finding == HealthFinding::Cancelled)
        return record;
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
