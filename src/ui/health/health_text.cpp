#include "ui/health/health_text.h"

#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe_health.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct HealthText {
    Q_DECLARE_TR_FUNCTIONS(HealthText)
};

using domain::HealthRecord;
using models::HealthColumn;

QString ageLine(const HealthRecord& record, const base::Instant& now)
{
    if (record.runningSince)
        return HealthText::tr("asking, %1").arg(base::durationText(base::elapsed(*record.runningSince, now)));
    if (!record.at)
        return record.check.scheduled ? QString() : HealthText::tr("runs when asked");
    return ageText(*record.at, now, record.stale(now));
}

QString actionLine(const HealthRecord& record)
{
    const QString found = describe(record.check, record.verdict);
    const QString next = nextAct(record.check, record.verdict);
    return next.isEmpty() ? found : found + QLatin1Char(' ') + next;
}

} // namespace

QString healthColumnHeading(HealthColumn column)
{
    switch (column) {
    case HealthColumn::State:
        return HealthText::tr("State");
    case HealthColumn::Check:
        return HealthText::tr("Check");
    case HealthColumn::Expected:
        return HealthText::tr("Runbook expects");
    case HealthColumn::Actual:
        return HealthText::tr("Found, and what to do");
    case HealthColumn::Latency:
        return HealthText::tr("Latency");
    case HealthColumn::LastGood:
        break;
    }
    return HealthText::tr("Last OK");
}

QString healthCellText(const HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    switch (column) {
    case HealthColumn::State:
        return record.at ? healthGradeText(record.verdict.grade) : HealthText::tr("NOT RUN");
    case HealthColumn::Check:
        return record.check.title;
    case HealthColumn::Expected:
        return record.check.expected();
    case HealthColumn::Actual:
        return record.verdict.actual.isEmpty() ? describe(record.check, record.verdict) : record.verdict.actual;
    case HealthColumn::Latency:
        return record.latencyMs ? base::latencyText(*record.latencyMs) : QStringLiteral("—");
    case HealthColumn::LastGood:
        break;
    }
    return record.lastGoodAt ? ageText(*record.lastGoodAt, now) : HealthText::tr("never seen");
}

QString healthSecondLine(const HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    switch (column) {
    case HealthColumn::State:
        return ageLine(record, now);
    case HealthColumn::Check:
        return record.check.commandLine();
    case HealthColumn::Actual:
        return record.verdict.actual.isEmpty() ? nextAct(record.check, record.verdict) : actionLine(record);
    case HealthColumn::LastGood:
        return record.lastGoodAt ? utcText(*record.lastGoodAt) : QString();
    case HealthColumn::Expected:
        return record.check.fromRunbook ? QString() : HealthText::tr("asked at another URL");
    case HealthColumn::Latency:
        break;
    }
    return {};
}

MarkKind healthMark(const HealthRecord& record, const base::Instant& now)
{
    if (!record.at)
        return record.runningSince ? MarkKind::Waiting : MarkKind::Unknown;
    switch (record.verdict.grade) {
    case domain::HealthGrade::Ok:
        return record.stale(now) ? MarkKind::Unknown : MarkKind::Ok;
    case domain::HealthGrade::Differs:
        return MarkKind::Warning;
    case domain::HealthGrade::Failed:
        return MarkKind::Failed;
    case domain::HealthGrade::Unknown:
        break;
    }
    return MarkKind::Unknown;
}

} // namespace ops::ui
