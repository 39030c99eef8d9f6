#include "ui/health/health_text.h"

#include "base/time_text.h"
#include "domain/log/log_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe_health.h"

#include <QCoreApplication>
#include <QStringList>

namespace ops::ui {
namespace {

struct HealthText {
    Q_DECLARE_TR_FUNCTIONS(HealthText)
};

using domain::HealthRecord;
using models::HealthColumn;

QString ageLine(const HealthRecord& record, const base::Instant& now)
{
    // First: what is known is no newer for being asked again, and a narrow cell cuts the end.
    QString age = healthAgeText(record, now);
    if (record.runningSince) {
        const QString asking =
            HealthText::tr("asking, %1").arg(base::durationText(base::elapsed(*record.runningSince, now)));
        return age.isEmpty() ? asking : age + QStringLiteral(" — ") + asking;
    }
    if (record.justCancelled(now))
        return age.isEmpty() ? HealthText::tr("cancelled")
                             : age + QStringLiteral(" — ") + HealthText::tr("cancelled; the result before stands");
    if (!record.at)
        return record.check.scheduled ? QString() : HealthText::tr("runs when asked");
    return age;
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

QString healthOutputText(const HealthRecord& record)
{
    const QByteArray all = (record.verdict.output.isEmpty() ? record.verdict.actual : record.verdict.output).toUtf8();
    const QByteArrayList lines = all.split('\n');
    QStringList shown;
    for (const QByteArray& line : lines) {
        const QByteArray text = line.endsWith('\r') ? line.chopped(1) : line;
        const std::string_view bytes(text.constData(), static_cast<size_t>(text.size()));
        shown << domain::shownLogText(bytes, bytes.size());
    }
    return shown.join(QLatin1Char('\n'));
}

QString healthAgeText(const HealthRecord& record, const base::Instant& now)
{
    return record.at ? ageText(*record.at, now, record.stale(now)) : QString();
}

QString healthSpokenText(const HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    const QString text = healthColumnHeading(column) + QStringLiteral(": ") + healthCellText(record, column, now);
    const bool ages =
        column == HealthColumn::State || column == HealthColumn::Actual || column == HealthColumn::Latency;
    return ages && record.stale(now) ? text + QStringLiteral(", ") + healthAgeText(record, now) : text;
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
        return record.lastGoodAt ? utcText(*record.lastGoodAt, now) : QString();
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
