#include "ui/logs/log_error_text.h"

#include "base/time_text.h"
#include "domain/log/log_store.h"
#include "domain/log/log_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <climits>
#include <cstdlib>

namespace ops::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto lately = 5min;

class Words {
    Q_DECLARE_TR_FUNCTIONS(ops::ui::LogErrorText)
};

int forPlural(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, INT_MAX));
}

} // namespace

QString logAgeText(domain::LogTime time, qint64 nowUtcMs, LogZone zone)
{
    if (!time.known())
        return {};
    const std::chrono::milliseconds age(nowUtcMs - time.utcMs);
    // Another machine's clock may be a little ahead of ours.
    if (age > -10s && age < 1s)
        return Words::tr("now");
    if (age < 0s)
        return Words::tr("in %1").arg(base::durationText(-age));
    if (age < 24h)
        return Words::tr("%1 ago").arg(base::durationText(age));
    if (zone == LogZone::Local)
        return logTimeText(time, zone) + QLatin1Char(' ') + logZoneName(zone);
    return base::utcStampText(time.utcMs);
}

QString logErrorText(const domain::LogErrorTally& tally, qint64 nowUtcMs, LogZone zone)
{
    const domain::LogErrorTally::Seen all = tally.all({nowUtcMs});
    if (all.count == 0)
        return {};
    QStringList parts{Words::tr("%Ln errors", nullptr, forPlural(all.count))};
    if (const qint64 count = tally.countIn(lately, {nowUtcMs}); count > 0)
        parts << Words::tr("%1 in the last 5 min").arg(QLocale().toString(count));
    if (all.last.known())
        parts << Words::tr("last %1").arg(logAgeText(all.last, nowUtcMs, zone));
    return parts.join(QStringLiteral(", "));
}

QString logSkewText(const domain::LogStore& store)
{
    QStringList parts;
    for (int i = 1; i < store.serviceCount(); ++i) {
        const domain::LogService service{static_cast<quint16>(i)};
        const qint64 aheadMs = store.skewMs(service);
        if (aheadMs == 0)
            continue;
        const QString name = domain::shownLogText(store.serviceName(service));
        const QString by = base::durationText(std::chrono::milliseconds(std::abs(aheadMs)));
        parts << (aheadMs > 0 ? Words::tr("%1's own clock is %2 ahead of its engine's").arg(name, by)
                              : Words::tr("%1's own clock is %2 behind its engine's").arg(name, by));
    }
    return parts.join(QStringLiteral("; "));
}

QString logBackStepsText(const domain::LogBackSteps& steps)
{
    if (steps.count() == 0)
        return {};
    return Words::tr("The times go back at %Ln places, by up to %1: a clock may have been set back, or one log put "
                     "behind another. Lines stand as they came.",
                     nullptr, forPlural(steps.count()))
        .arg(base::durationText(std::chrono::milliseconds(steps.farthestMs())));
}

} // namespace ops::ui
