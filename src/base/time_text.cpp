#include "base/time_text.h"

#include <QDateTime>
#include <QTimeZone>

namespace ops::base {

QString utcTimeText(qint64 utcMs)
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString utcStampText(qint64 utcMs)
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) +
           QLatin1Char('Z');
}

std::optional<qint64> parseUtcStamp(const QString& text)
{
    constexpr qsizetype length = 24;
    if (text.size() != length || !text.endsWith(QLatin1Char('Z')))
        return std::nullopt;
    // Date and time apart: QDateTime::fromString reads local time first, and an hour a year does not exist there.
    const QDate date = QDate::fromString(text.left(10), QStringLiteral("yyyy-MM-dd"));
    const QTime time = QTime::fromString(text.mid(10).chopped(1), QStringLiteral("THH:mm:ss.zzz"));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
}

QString durationText(std::chrono::nanoseconds length)
{
    using namespace std::chrono;
    const qint64 total = duration_cast<seconds>(length).count();
    if (total < 1)
        return QStringLiteral("now");
    if (total < 60)
        return QStringLiteral("%1 s").arg(total);
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (total < 3600)
        return QStringLiteral("%1 min %2 s").arg(QString::number(total / 60), two(total % 60));
    if (total < 86400)
        return QStringLiteral("%1 h %2 min").arg(QString::number(total / 3600), two(total % 3600 / 60));
    return QStringLiteral("%1 d %2 h").arg(QString::number(total / 86400), two(total % 86400 / 3600));
}

QString latencyText(double milliseconds)
{
    return QStringLiteral("%1 ms").arg(milliseconds, 0, 'f', 1);
}

} // namespace ops::base
