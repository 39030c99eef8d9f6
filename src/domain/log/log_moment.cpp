#include "domain/log/log_moment.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

namespace ops::domain {
namespace {

constexpr qint64 msPerSecond = 1000;
constexpr qint64 msPerDay = qint64{24} * 60 * 60 * msPerSecond; // no zone is as far from UTC

LogMoment faulty(LogMomentFault fault)
{
    return {{}, fault};
}

// A day and a time as clocks show them, counted in ms as if they were UTC.
qint64 counted(QDate day, QTime time)
{
    return QDateTime(day, time, Qt::UTC).toMSecsSinceEpoch();
}

// What the clocks of this machine show at a moment, counted so. From the parts that a table prints: the offset that
// QDateTime tells may be worked out from those, and for an hour a year they have two.
qint64 shownAt(qint64 utcMs)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(utcMs, Qt::LocalTime);
    return counted(local.date(), local.time());
}

// All moments at which they show that, the earlier one first.
std::vector<qint64> momentsOf(qint64 shownMs)
{
    std::vector<qint64> moments;
    for (const qint64 near : {shownMs - msPerDay, shownMs + msPerDay}) {
        const qint64 utcMs = shownMs - (shownAt(near) - near);
        if (shownAt(utcMs) == shownMs && (moments.empty() || moments.front() != utcMs))
            moments.push_back(utcMs);
    }
    return moments;
}

// When they were put forward over `shownMs`.
qint64 whenSkipped(qint64 shownMs)
{
    qint64 before = shownMs - msPerDay;
    qint64 after = shownMs + msPerDay;
    while (after - before > 1) {
        const qint64 middle = before + (after - before) / 2;
        if (shownAt(middle) < shownMs)
            before = middle;
        else
            after = middle;
    }
    return after;
}

LogMoment localDay(QDate day)
{
    const qint64 midnight = counted(day, QTime(0, 0));
    const std::vector<qint64> moments = momentsOf(midnight);
    if (!moments.empty())
        return {{moments.front()}};
    const qint64 first = whenSkipped(midnight);
    // Some islands left out a whole day when they crossed the date line.
    return shownAt(first) < midnight + msPerDay ? LogMoment{{first}} : faulty(LogMomentFault::Skipped);
}

LogMoment localMoment(QDate day, QTime time)
{
    const std::vector<qint64> moments = momentsOf(counted(day, time));
    if (moments.size() == 1)
        return {{moments.front()}};
    return faulty(moments.empty() ? LogMomentFault::Skipped : LogMomentFault::Twice);
}

// Seconds that "+01:00" is ahead of UTC, 0 for the words; nothing where there is no such zone.
std::optional<int> secondsAhead(const QString& zone)
{
    if (zone.front().isLetter())
        return 0;
    constexpr int farthestHours = 18;
    const int hours = QStringView(zone).mid(1, 2).toInt();
    const int minutes = QStringView(zone).right(2).toInt();
    if (hours > farthestHours || minutes > 59)
        return std::nullopt;
    const int ahead = hours * 3600 + minutes * 60;
    return zone.front() == QLatin1Char('-') ? -ahead : ahead;
}

// Nothing: as the clocks of this machine.
QDate dayOf(LogTime time, std::optional<int> ahead)
{
    return (ahead ? QDateTime::fromMSecsSinceEpoch(time.utcMs, Qt::OffsetFromUTC, *ahead)
                  : QDateTime::fromMSecsSinceEpoch(time.utcMs, Qt::LocalTime))
        .date();
}

} // namespace

LogMoment readLogMoment(const QString& text, LogTime reference, LogMomentZone zone, LogMomentEnd end)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d)?"
                                                        "(?:(?:^|T| +)(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?)?"
                                                        " *(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    const bool hasDay = match.hasCaptured(1);
    const bool hasTime = match.hasCaptured(2);
    if (!hasDay && !hasTime)
        return faulty(LogMomentFault::Unreadable);
    std::optional<int> ahead;
    if (match.hasCaptured(6)) {
        ahead = secondsAhead(match.captured(6));
        if (!ahead)
            return faulty(LogMomentFault::Unreadable);
    } else if (zone == LogMomentZone::Utc) {
        ahead = 0;
    }
    if (!hasDay && !reference.known())
        return faulty(LogMomentFault::NoDay);
    const QDate day = hasDay ? QDate::fromString(match.captured(1), Qt::ISODate) : dayOf(reference, ahead);
    const QString fraction = match.captured(5);
    const QTime time(match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt(),
                     fraction.left(3).leftJustified(3, QLatin1Char('0')).toInt());
    if (!day.isValid() || !time.isValid())
        return faulty(LogMomentFault::NoSuchTime);
    LogMoment moment;
    if (ahead)
        moment.time = {counted(day, time) - *ahead * msPerSecond};
    else
        moment = hasTime ? localMoment(day, time) : localDay(day);
    const bool completed = end == LogMomentEnd::Until &&
                           std::any_of(fraction.begin() + std::min<qsizetype>(3, fraction.size()), fraction.end(),
                                       [](QChar digit) { return digit != QLatin1Char('0'); });
    if (completed && moment.time.known())
        ++moment.time.utcMs;
    return moment;
}

QString offsetWhereTwice(LogTime time)
{
    // Whoever writes a stamp may write any: those that no calendar is for are left alone.
    constexpr qint64 farthest = qint64{1} << 53;
    if (!time.known() || time.utcMs < -farthest || time.utcMs > farthest)
        return {};
    // Asked for each time on the screen, and nearly always the clocks are not put back anywhere near.
    const auto aheadAt = [](qint64 utcMs) { return shownAt(utcMs) - utcMs; };
    if (aheadAt(time.utcMs - msPerDay) == aheadAt(time.utcMs + msPerDay))
        return {};
    const qint64 shown = shownAt(time.utcMs);
    if (momentsOf(shown).size() < 2)
        return {};
    const qint64 ahead = (shown - time.utcMs) / msPerSecond;
    constexpr qint64 secondsPerHour = 3600;
    constexpr qint64 secondsPerMinute = 60;
    const qint64 size = std::abs(ahead);
    return (ahead < 0 ? QStringLiteral("-%1:%2") : QStringLiteral("+%1:%2"))
        .arg(size / secondsPerHour, 2, 10, QLatin1Char('0'))
        .arg(size % secondsPerHour / secondsPerMinute, 2, 10, QLatin1Char('0'));
}

} // namespace ops::domain
