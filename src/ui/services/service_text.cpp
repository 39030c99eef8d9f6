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
constexpr qsizetype shownId = 12;
constexpr int killedCode = 137; // SIGKILL: what the kernel ends a process with
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
    if (!row.errors->lastUtcMs)
        return ServiceText::tr("none");
    // The stamp is of the engine's clock.
    return logAgeText({*row.errors->lastUtcMs}, now.utcMs + row.clockAhead.count());
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

// What a level said when it was last known to be so.
QString wasText(const QString& word)
{
    return ServiceText::tr("was %1").arg(word);
}

QString healthcheckText(const ServiceRow& row, const base::Instant& now)
{
    const domain::HealthLevel& level = row.level(LevelKind::Healthcheck);
    if (level.grade == LevelGrade::NotApplicable)
        return row.container ? ServiceText::tr("none in the image") : dash();
    if (!level.at)
        return ServiceText::tr("not known yet");
    if (level.grade == LevelGrade::Unknown)
        return ServiceText::tr("not checked now");
    return domain::hasStoppedChecking(row, now) ? wasText(level.value) : level.value;
}

// A cell that says OPEN says that trading may go on now.
QString tradingText(const ServiceRow& row, const base::Instant& now)
{
    const domain::HealthLevel& level = row.level(LevelKind::TradingState);
    if (level.grade == LevelGrade::NotApplicable)
        return dash();
    const bool saysOpen = domain::parseTradingState(level.value) == domain::TradingState::Open;
    return saysOpen && domain::provenTrading(row, now) != domain::TradingState::Open ? wasText(level.value)
                                                                                     : level.value;
}

// Memory was short. That the kernel ended the container itself shows in its exit code; else it was a process in it, as
// in one that runs on.
QString memoryText(const std::optional<int>& exitCode, bool ended = true)
{
    return ended && exitCode.value_or(killedCode) == killedCode
               ? ServiceText::tr("The kernel ended it for want of memory.")
               : ServiceText::tr("A process in it was ended for want of memory.");
}

// With why it ended the last time, where that is known and no trouble of its own.
QString withMemory(const QString& sentence, const ServiceRow& row)
{
    const domain::RestartVerdict& restarts = row.restarts;
    return restarts.last && restarts.last->oom && !row.has(domain::ServiceTrouble::OutOfMemory)
               ? sentence + QLatin1Char(' ') + memoryText(restarts.last->exitCode)
               : sentence;
}

// From the first of the crashes that are told of to the last one.
QString crashSpan(const domain::RestartVerdict& restarts)
{
    const auto span = restarts.firstCrashAt && restarts.last ? base::elapsed(*restarts.firstCrashAt, restarts.last->at)
                                                             : std::chrono::nanoseconds(0);
    return base::durationText(std::max<std::chrono::nanoseconds>(span, std::chrono::seconds(1)));
}

// Docker itself goes by names, compose by the label that it gave.
QString renamedText(const ServiceRow& row)
{
    const QString text =
        (row.nameTaken ? ServiceText::tr("Its container is called %1 here, and another one %2: the runbook's docker "
                                         "logs and docker exec reach that one.")
                       : ServiceText::tr("Its container is called %1 here: the runbook's docker logs and docker exec "
                                         "for %2 do not reach it."))
            .arg(row.container ? row.container->name : QString(), row.wantedContainer);
    return row.isOfProject() ? text + QLatin1Char(' ') +
                                   ServiceText::tr("docker compose reaches the one that is shown here: it "
                                                   "goes by the label.")
                             : text;
}

// The gravest of what its state does not show, before the word of that.
QString withTrouble(const ServiceRow& row, const QString& word)
{
    const auto found = std::find_if(row.troubles.begin(), row.troubles.end(), domain::isSaidBeforeState);
    if (found == row.troubles.end())
        return word;
    switch (*found) {
    case domain::ServiceTrouble::Namesake:
        return ServiceText::tr("namesake: %1").arg(word);
    case domain::ServiceTrouble::Duplicate:
        return ServiceText::tr("second: %1").arg(word);
    case domain::ServiceTrouble::OtherProject:
        return ServiceText::tr("foreign: %1").arg(word);
    case domain::ServiceTrouble::NoProject:
        return ServiceText::tr("no project: %1").arg(word);
    case domain::ServiceTrouble::RestartLoop: // between two crashes it runs
        return ServiceText::tr("loop: %1").arg(word);
    default:
        return ServiceText::tr("renamed: %1").arg(word);
    }
}

// The name by which docker knows it, or would.
QString containerName(const ServiceRow& row)
{
    const QString& name = row.container ? row.container->name : row.wantedContainer;
    return name.isEmpty() ? dash() : name;
}

} // namespace

QString serviceColumnHeading(ServiceColumn column)
{
    switch (column) {
    case ServiceColumn::Service:
        return ServiceText::tr("Service");
    case ServiceColumn::Role:
        return ServiceText::tr("Role");
    case ServiceColumn::State:
        return ServiceText::tr("State");
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

QString levelText(const ServiceRow& row, LevelKind kind, const base::Instant& now)
{
    const domain::HealthLevel& level = row.level(kind);
    switch (kind) {
    case LevelKind::Container:
        if (row.has(domain::ServiceTrouble::Missing))
            return ServiceText::tr("MISSING");
        return row.container ? level.value : ServiceText::tr("not known yet");
    case LevelKind::Healthcheck:
        return healthcheckText(row, now);
    case LevelKind::Endpoint:
        return endpointText(level);
    case LevelKind::TradingState:
        break;
    }
    return tradingText(row, now);
}

QString serviceCellText(const ServiceRow& row, ServiceColumn column, const base::Instant& now)
{
    if (const auto kind = models::levelOf(column)) {
        const domain::HealthLevel& level = row.level(*kind);
        const QString word = levelText(row, *kind, now);
        if (*kind == LevelKind::Container)
            return withTrouble(row, word);
        return *kind == LevelKind::Endpoint && level.latencyMs
                   ? word + QStringLiteral("  ") + base::latencyText(*level.latencyMs)
                   : word;
    }
    switch (column) {
    case ServiceColumn::Role:
        return serviceRoleText(row);
    case ServiceColumn::Container:
        return containerName(row);
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
    if (level.latencyBasis == domain::LatencyBasis::OwnStamp && level.latencyMs)
        parts << ServiceText::tr("at most %1").arg(base::latencyText(*level.latencyMs));
    else if (level.latencyBasis != domain::LatencyBasis::Question)
        parts << ServiceText::tr("pushed");
    else if (level.latencyMs)
        parts << base::latencyText(*level.latencyMs);
    if (const QString age = levelAgeText(row, kind, now); !age.isEmpty())
        parts << age;
    return parts.join(QStringLiteral(" · "));
}

QString levelAgeText(const ServiceRow& row, LevelKind kind, const base::Instant& now)
{
    const domain::HealthLevel& level = row.level(kind);
    return level.at ? ageText(*level.at, now, domain::isStale(row, kind, now)) : QString();
}

QString levelNoteText(const ServiceRow& row, LevelKind kind, const base::Instant& now)
{
    if (kind == LevelKind::Healthcheck && domain::hasStoppedChecking(row, now))
        return ServiceText::tr("The engine has stopped checking it.");
    return row.level(kind).note.simplified();
}

QString levelLatencyNote(const ServiceRow& row, LevelKind kind)
{
    switch (row.level(kind).latencyBasis) {
    case domain::LatencyBasis::OwnStamp:
        return ServiceText::tr("The service tells it unasked. From the stamp that it gives it to its arrival here it "
                               "took no longer than this; the difference between both clocks is allowed for.");
    case domain::LatencyBasis::NoStamp:
        return ServiceText::tr("The service tells it unasked and gives it no stamp: how long it was on its way is not "
                               "known.");
    case domain::LatencyBasis::NoClock:
        return ServiceText::tr(
            "The service tells it unasked. How far the clock of its host is off is not known, and so "
            "neither is how long it was on its way.");
    case domain::LatencyBasis::BadStamp:
        return ServiceText::tr("The service tells it unasked, with a stamp that does not fit the clock of its host: "
                               "how long it was on its way is not known.");
    case domain::LatencyBasis::Question:
        break;
    }
    return {};
}

QString lastKnownText(const QString& text)
{
    return ServiceText::tr("%1, last known").arg(text);
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
    case ServiceTrouble::Unreadable:
        return ServiceText::tr("The engine lists it and cannot tell how it does: %1")
            .arg(row.container ? row.container->unreadable : QString());
    case ServiceTrouble::Namesake:
        return ServiceText::tr(
                   "It bears the name of %1 in the runbook, whose docker logs and docker exec reach it, and "
                   "is not the one that docker compose means: two of them may act at once.")
            .arg(row.mayBe);
    case ServiceTrouble::NoProject:
        return ServiceText::tr("It bears no label of docker compose: the runbook's docker compose commands "
                               "do not reach it.");
    case ServiceTrouble::Paused:
        return ServiceText::tr(
                   "It is paused: it does nothing and hears no halt until it goes on, by docker unpause %1.")
            .arg(row.container ? row.container->name : QString());
    case ServiceTrouble::Duplicate:
        return ServiceText::tr("A second container of %1: two of them may act at once.").arg(row.mayBe);
    case ServiceTrouble::OtherProject:
        return ServiceText::tr("The container belongs to compose project %1, not to %2.")
            .arg(row.foreignProject(), row.project);
    case ServiceTrouble::RestartLoop:
        return withMemory(
            ServiceText::tr("Restarts in a loop: it ended by itself %n times in %1, last with exit code %2.", nullptr,
                            restarts.crashes)
                .arg(crashSpan(restarts), code),
            row);
    case ServiceTrouble::OutOfMemory:
        return row.container ? memoryText(row.container->exitCode, row.container->isDown()) : QString();
    case ServiceTrouble::Crashed: {
        const QString lastEnd =
            row.container && row.container->exitCode ? QString::number(*row.container->exitCode) : code;
        if (restarts.crashes > 1)
            return ServiceText::tr("It ended by itself %n times in %1, last with exit code %2, and stays down: it is "
                                   "not started again.",
                                   nullptr, restarts.crashes)
                .arg(crashSpan(restarts), lastEnd);
        return ServiceText::tr("It ended by itself with exit code %1 and stays down.").arg(lastEnd);
    }
    case ServiceTrouble::CrashedLately:
        return restarts.last
                   ? withMemory(ServiceText::tr("It ended by itself %1 with exit code %2 and was started again.")
                                    .arg(ageText(restarts.last->at, now), code),
                                row)
                   : QString();
    case ServiceTrouble::StartFailed:
        return ServiceText::tr("The engine could not start it: %1")
            .arg(row.container ? row.container->error : QString());
    case ServiceTrouble::Renamed:
        break;
    }
    return renamedText(row);
}

QString serviceTipText(const ServiceRow& row, ServiceColumn column, const base::Instant& now)
{
    QStringList lines;
    if (const auto kind = models::levelOf(column)) {
        const QString word = levelText(row, *kind, now);
        const QString whole = row.level(*kind).value.simplified();
        lines << levelKindText(*kind) + QStringLiteral(": ") + word;
        if (*kind == LevelKind::Endpoint && whole != word)
            lines << whole;
        lines << levelSourceText(row, *kind, now) << levelLatencyNote(row, *kind) << levelNoteText(row, *kind, now);
        if (*kind == LevelKind::Container)
            for (const domain::ServiceTrouble trouble : row.troubles)
                if (domain::isSaidBeforeState(trouble))
                    lines << describe(row, trouble, now);
    } else if (column == ServiceColumn::LastError) {
        lines << lastErrorTip(row);
    } else if (column == ServiceColumn::Container) {
        if (row.container)
            lines << row.container->name << row.container->id.left(shownId);
        for (const domain::ServiceTrouble trouble : row.troubles)
            if (domain::isAboutName(trouble))
                lines << describe(row, trouble, now);
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
