#include "ui/services/service_text.h"

#include "base/json_text.h"
#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/logs/log_error_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace ops::ui {
namespace {

using domain::LevelGrade;
using domain::LevelKind;
using domain::ServiceRow;
using models::ServiceColumn;

struct ServiceText {
    Q_DECLARE_TR_FUNCTIONS(ServiceText)
};

constexpr qsizetype shownDigest = 7;
constexpr double bytesPerMib = 1024.0 * 1024;

QString dash()
{
    return QStringLiteral("–");
}

QString imageText(const domain::Container& container)
{
    const QString tag = container.tag();
    const QString digest = container.shortDigest().left(shownDigest);
    return (tag.isEmpty() ? ServiceText::tr("no tag") : tag) + QStringLiteral("  ") + digest;
}

QString upText(const ServiceRow& row, const base::Instant& now)
{
    const auto uptime = row.uptime(now);
    return uptime ? base::durationText(std::max<std::chrono::nanoseconds>(*uptime, std::chrono::seconds(1))) : dash();
}

QString knownAgeText(const ServiceRow& row, const base::Instant& now)
{
    if (!row.knownAt)
        return dash();
    return ageText(*row.knownAt, now, domain::isStale(row, LevelKind::Container, now));
}

QString endpointText(const domain::HealthLevel& level)
{
    if (level.grade == LevelGrade::NotApplicable)
        return ServiceText::tr("no endpoint");
    if (level.gap == domain::LevelGap::NobodyToAsk)
        return ServiceText::tr("no host to ask");
    if (level.gap == domain::LevelGap::NoAnswer)
        return ServiceText::tr("no answer");
    if (!level.at && level.value.isEmpty())
        return ServiceText::tr("not checked yet");
    // The word of {"status":"ok"}; the whole answer is in the tool tip.
    const auto answer = base::parseJson(level.value.toUtf8());
    const QString word = answer ? (*answer)[QLatin1String("status")].toString() : QString();
    return word.isEmpty() ? level.value.simplified() : word.simplified();
}

QString lastErrorText(const ServiceRow& row, const base::Instant& now)
{
    if (!row.errors)
        return dash();
    return row.errors->lastUtcMs ? logAgeText({*row.errors->lastUtcMs}, now.utcMs) : ServiceText::tr("none");
}

// The column's cell has no room for why.
QString lastErrorTip(const ServiceRow& row)
{
    if (!row.errors)
        return ServiceText::tr("Its log is not followed. The Logs page begins to follow all of them (Ctrl+3).");
    if (!row.errors->lastUtcMs)
        return ServiceText::tr("No line seen of its log says ERROR or FATAL.");
    return ServiceText::tr("%n errors seen in its log, the last one at %1.", nullptr,
                           static_cast<int>(std::min<qint64>(row.errors->count, INT_MAX)))
        .arg(base::utcStampText(*row.errors->lastUtcMs));
}

QString healthcheckText(const ServiceRow& row, const domain::HealthLevel& level)
{
    if (level.grade == LevelGrade::NotApplicable)
        return row.container ? ServiceText::tr("none in the image") : dash();
    if (!level.at)
        return ServiceText::tr("not known yet");
    if (level.grade == LevelGrade::Unknown)
        return ServiceText::tr("not checked now");
    return level.value;
}

} // namespace

QString serviceColumnHeading(ServiceColumn column)
{
    switch (column) {
    case ServiceColumn::Service:
        return ServiceText::tr("Service");
    case ServiceColumn::Role:
        return ServiceText::tr("Role");
    case ServiceColumn::Container:
        return ServiceText::tr("Container");
    case ServiceColumn::Healthcheck:
        return ServiceText::tr("Healthcheck");
    case ServiceColumn::Endpoint:
        return ServiceText::tr("Endpoint");
    case ServiceColumn::Trading:
        return ServiceText::tr("Trading");
    case ServiceColumn::Image:
        return ServiceText::tr("Image");
    case ServiceColumn::Up:
        return ServiceText::tr("Up");
    case ServiceColumn::Restarts:
        return ServiceText::tr("Restarts");
    case ServiceColumn::ExitCode:
        return ServiceText::tr("Exit");
    case ServiceColumn::Cpu:
        return ServiceText::tr("CPU %");
    case ServiceColumn::Memory:
        return ServiceText::tr("MiB");
    case ServiceColumn::Age:
        return ServiceText::tr("Age");
    case ServiceColumn::LastError:
        return ServiceText::tr("Last error");
    case ServiceColumn::Host:
        break;
    }
    return ServiceText::tr("Host");
}

QString serviceRoleText(const ServiceRow& row)
{
    if (!row.inRunbook)
        return ServiceText::tr("not in runbook");
    switch (row.role) {
    case domain::ServiceRole::Infrastructure:
        return ServiceText::tr("infrastructure");
    case domain::ServiceRole::Core:
        return ServiceText::tr("core");
    case domain::ServiceRole::Phase:
        return ServiceText::tr("phase");
    case domain::ServiceRole::Lab:
        return ServiceText::tr("lab");
    case domain::ServiceRole::Interface:
        break;
    }
    return ServiceText::tr("interface");
}

QString levelKindText(LevelKind kind)
{
    switch (kind) {
    case LevelKind::Container:
        return ServiceText::tr("Container");
    case LevelKind::Healthcheck:
        return ServiceText::tr("Healthcheck");
    case LevelKind::Endpoint:
        return ServiceText::tr("Endpoint");
    case LevelKind::TradingState:
        break;
    }
    return ServiceText::tr("Trading state");
}

QString levelText(const ServiceRow& row, LevelKind kind)
{
    const domain::HealthLevel& level = row.level(kind);
    switch (kind) {
    case LevelKind::Container:
        if (row.has(domain::ServiceTrouble::Missing))
            return ServiceText::tr("MISSING");
        return row.container ? level.value : ServiceText::tr("not known yet");
    case LevelKind::Healthcheck:
        return healthcheckText(row, level);
    case LevelKind::Endpoint:
        return endpointText(level);
    case LevelKind::TradingState:
        break;
    }
    return level.grade == LevelGrade::NotApplicable ? dash() : level.value;
}

QString serviceCellText(const ServiceRow& row, ServiceColumn column, const base::Instant& now)
{
    if (const auto kind = models::levelOf(column)) {
        const domain::HealthLevel& level = row.level(*kind);
        const QString word = levelText(row, *kind);
        // Between two crashes it runs: alone, that would look like any other.
        if (*kind == LevelKind::Container && row.has(domain::ServiceTrouble::RestartLoop))
            return ServiceText::tr("loop: %1").arg(word);
        return *kind == LevelKind::Endpoint && level.latencyMs
                   ? word + QStringLiteral("  ") + base::latencyText(*level.latencyMs)
                   : word;
    }
    switch (column) {
    case ServiceColumn::Role:
        return serviceRoleText(row);
    case ServiceColumn::Image:
        return row.container ? imageText(*row.container) : dash();
    case ServiceColumn::Up:
        return upText(row, now);
    case ServiceColumn::Restarts:
        return row.container ? QString::number(row.container->restartCount) : dash();
    case ServiceColumn::ExitCode:
        return row.container && row.container->exitCode ? QString::number(*row.container->exitCode) : dash();
    case ServiceColumn::Cpu:
        return row.load ? QString::number(row.load->cpuPercent, 'f', 1) : dash();
    case ServiceColumn::Memory:
        return row.load ? QString::number(static_cast<double>(row.load->memoryBytes) / bytesPerMib, 'f', 0) : dash();
    case ServiceColumn::Age:
        return knownAgeText(row, now);
    case ServiceColumn::LastError:
        return lastErrorText(row, now);
    case ServiceColumn::Host:
        return row.host.isEmpty() ? dash() : row.host;
    default:
        return row.name;
    }
}

QString levelSourceText(const ServiceRow& row, LevelKind kind, const base::Instant& now)
{
    const domain::HealthLevel& level = row.level(kind);
    QStringList parts;
    if (!level.source.isEmpty())
        parts << level.source;
    if (level.latencyMs)
        parts << base::latencyText(*level.latencyMs);
    if (level.at)
        parts << ageText(*level.at, now, domain::isStale(row, kind, now));
    return parts.join(QStringLiteral(" · "));
}

QString describe(const ServiceRow& row, domain::ServiceTrouble trouble, const base::Instant& now)
{
    using domain::ServiceTrouble;
    const domain::RestartVerdict& restarts = row.restarts;
    const std::optional<int> lastCode = restarts.last ? restarts.last->exitCode : std::nullopt;
    const QString code = lastCode ? QString::number(*lastCode) : ServiceText::tr("unknown");
    switch (trouble) {
    case ServiceTrouble::Missing:
        return row.nearestName.isEmpty()
                   ? ServiceText::tr("The runbook names %1, and there is no such container here, nor one of a similar "
                                     "name.")
                         .arg(row.wantedContainer)
                   : ServiceText::tr("The runbook names %1, and there is no such container here. The nearest real "
                                     "name is %2.")
                         .arg(row.wantedContainer, row.nearestName);
    case ServiceTrouble::RestartLoop: {
        const auto span =
            restarts.firstCrashAt ? base::elapsed(*restarts.firstCrashAt, now) : std::chrono::nanoseconds(0);
        return ServiceText::tr("Restarts in a loop: it ended by itself %n times in %1, last with exit code %2.",
                               nullptr, restarts.crashes)
            .arg(base::durationText(std::max<std::chrono::nanoseconds>(span, std::chrono::seconds(1))), code);
    }
    case ServiceTrouble::OutOfMemory:
        return ServiceText::tr("The kernel ended it for want of memory.");
    case ServiceTrouble::Crashed:
        return ServiceText::tr("It ended by itself with exit code %1 and stays down.")
            .arg(row.container && row.container->exitCode ? QString::number(*row.container->exitCode) : code);
    case ServiceTrouble::CrashedLately:
        return restarts.last ? ServiceText::tr("It ended by itself %1 with exit code %2 and was started again.")
                                   .arg(ageText(restarts.last->at, now), code)
                             : QString();
    case ServiceTrouble::StartFailed:
        return ServiceText::tr("The engine could not start it: %1")
            .arg(row.container ? row.container->error : QString());
    case ServiceTrouble::Renamed:
        break;
    }
    return ServiceText::tr("Its container is called %1 here: the runbook's commands for %2 do not reach it.")
        .arg(row.container ? row.container->name : QString(), row.wantedContainer);
}

QString serviceTipText(const ServiceRow& row, ServiceColumn column, const base::Instant& now)
{
    QStringList lines;
    if (const auto kind = models::levelOf(column)) {
        const QString word = levelText(row, *kind);
        const QString whole = row.level(*kind).value.simplified();
        lines << levelKindText(*kind) + QStringLiteral(": ") + word;
        if (*kind == LevelKind::Endpoint && whole != word)
            lines << whole;
        lines << levelSourceText(row, *kind, now) << row.level(*kind).note;
    } else if (column == ServiceColumn::LastError) {
        lines << lastErrorTip(row);
    } else if (column == ServiceColumn::Image && row.container) {
        lines << row.container->image << row.container->imageId;
    } else if (column == ServiceColumn::Service || column == ServiceColumn::Restarts ||
               column == ServiceColumn::ExitCode) {
        for (const domain::ServiceTrouble trouble : row.troubles)
            lines << describe(row, trouble, now);
    }
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString commandKindText(domain::ServiceCommandKind kind)
{
    switch (kind) {
    case domain::ServiceCommandKind::Logs:
        return ServiceText::tr("Logs");
    case domain::ServiceCommandKind::Check:
        return ServiceText::tr("Check");
    case domain::ServiceCommandKind::Health:
        return ServiceText::tr("Health");
    case domain::ServiceCommandKind::Rollback:
        break;
    }
    return ServiceText::tr("Rollback step");
}

} // namespace ops::ui
