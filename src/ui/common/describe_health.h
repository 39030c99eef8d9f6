#pragma once

#include "domain/health/health_record.h"

#include <QString>

// Health verdicts as words for operators. What services and tools said stays data (rule G7).
namespace ops::ui {

// "OK", "DIFFERS", "FAILED", "UNKNOWN".
QString healthGradeText(domain::HealthGrade grade);
// What was found, as one sentence: "Works, but says \"healthy\" where the runbook says \"ok\"."
QString describe(const domain::HealthCheck& check, const domain::HealthVerdict& verdict);
// What to do next; empty where nothing needs doing.
QString nextAct(const domain::HealthCheck& check, const domain::HealthVerdict& verdict);
// Who asks, and from where: "asked from this console", "runs on titan-1".
QString healthWayText(const domain::HealthCheck& check);
// "4 as the runbook says · 1 differs · 1 failed".
QString describe(const domain::HealthSummary& summary);

} // namespace ops::ui
