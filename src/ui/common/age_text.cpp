#include "ui/common/age_text.h"

#include "base/lateness.h"
#include "base/time_text.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct AgeText {
    Q_DECLARE_TR_FUNCTIONS(AgeText)
};

} // namespace

QString ageText(const base::Instant& at, const base::Instant& now)
{
    const auto age = base::age(at, now);
    return age < std::chrono::seconds(1) ? AgeText::tr("now") : AgeText::tr("%1 ago").arg(base::durationText(age));
}

QString ageText(const base::Instant& at, const base::Instant& now, bool stale)
{
    return stale ? AgeText::tr("last known %1").arg(ageText(at, now)) : ageText(at, now);
}

QString utcText(const base::Instant& at)
{
    return QStringLiteral("%1 UTC").arg(base::utcTimeText(at.utcMs));
}

QString utcText(const base::Instant& at, const base::Instant& now)
{
    const QString stamp = base::utcStampText(at.utcMs);
    const QString date = stamp.section(QLatin1Char('T'), 0, 0);
    if (date == base::utcStampText(now.utcMs).section(QLatin1Char('T'), 0, 0))
        return utcText(at);
    return date + QLatin1Char(' ') + utcText(at);
}

QString afterText(const base::Instant& from, const base::Instant& to)
{
    const double ms = base::elapsedMs(from, to);
    return ms < 10'000 ? QStringLiteral("+%1 ms").arg(ms, 0, 'f', 1)
                       : QStringLiteral("+%1 s").arg(ms / 1000, 0, 'f', 1);
}

} // namespace ops::ui
