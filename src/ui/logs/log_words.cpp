#include "ui/logs/log_words.h"

#include "base/time_text.h"
#include "domain/log/log_level_words.h"
#include "domain/log/log_moment.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <climits>

namespace ops::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ops::ui::LogWords)
};

QString columnHeading(models::LogColumn column, LogZone zone)
{
    switch (column) {
    case models::LogColumn::TimeUtc:
        return zone == LogZone::Ago ? Words::tr("Age") : Words::tr("Time %1").arg(logZoneName(zone)); // rule G8
    case models::LogColumn::Level:
        return Words::tr("Level");
    case models::LogColumn::Service:
        return Words::tr("Service");
    case models::LogColumn::Channel:
        return Words::tr("Stream");
    case models::LogColumn::Message:
        break;
    }
    return Words::tr("Message");
}

QString spanText(const domain::LogGap& gap)
{
    if (!gap.from.known())
        return {};
    if (!gap.to.known() || gap.to == gap.from)
        return base::utcTimeText(gap.from.utcMs) + QStringLiteral(" UTC");
    constexpr qint64 dayMs = qint64{24} * 60 * 60 * 1000;
    if (gap.to.utcMs - gap.from.utcMs >= dayMs) // times alone would not say it
        return logTimeText(gap.from, LogZone::Utc) + QStringLiteral(" – ") + logTimeText(gap.to, LogZone::Utc) +
               QStringLiteral(" UTC");
    return base::utcTimeText(gap.from.utcMs) + QStringLiteral("–") + base::utcTimeText(gap.to.utcMs) +
           QStringLiteral(" UTC");
}

QString gapText(const domain::LogGap& gap)
{
    const QString span = spanText(gap);
    if (gap.rows < 0)
        return span.isEmpty() ? Words::tr("Lines are missing; nobody knows how many")
                              : Words::tr("Lines are missing, %1; nobody knows how many").arg(span);
    const QString count =
        Words::tr("%Ln lines are missing", nullptr, static_cast<int>(std::min<qint64>(gap.rows, INT_MAX)));
    return span.isEmpty() ? count : count + QStringLiteral(", ") + span;
}

QString whyText(const QString& text)
{
    if (text == domain::logGapNoMemory)
        return Words::tr("there was no memory for them");
    if (text == domain::logGapRotated)
        return Words::tr("the engine's log no longer has what came after the last line here (rotated or cut)");
    return text;
}

} // namespace

QString logLevelText(domain::LogLevel level, bool inferred)
{
    const std::string_view word = domain::logLevelName(level);
    const QString name = QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
    return inferred && !name.isEmpty() ? name + QLatin1Char('?') : name;
}

QString logChannelText(domain::LogChannel channel)
{
    return channel == domain::LogChannel::Error ? QStringLiteral("stderr") : QStringLiteral("stdout");
}

QString logMarkerText(const domain::LogMarker& marker)
{
    if (marker.kind == domain::LogMarkerKind::Command)
        return marker.text;
    if (marker.text == domain::logGapRemoved) { // nobody can ask whether there were more
        const QString span = spanText(marker.gap);
        return span.isEmpty() ? Words::tr("Lines may be missing: its container was removed before its log was read to "
                                          "the end")
                              : Words::tr("Lines may be missing after %1: its container was removed before its log was "
                                          "read to the end")
                                    .arg(span);
    }
    return marker.text.isEmpty() ? gapText(marker.gap)
                                 : gapText(marker.gap) + QStringLiteral(": ") + whyText(marker.text);
}

models::LogTableModel::Texts logTexts(std::function<LogZone()> zone)
{
    const auto heading = [zone](models::LogColumn column) {
        return columnHeading(column, zone ? zone() : LogZone::Utc);
    };
    return {heading, logLevelText, logChannelText, logMarkerText};
}

QString logTimeText(domain::LogTime time, LogZone zone)
{
    if (!time.known())
        return {};
    const bool local = zone == LogZone::Local;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(time.utcMs, local ? Qt::LocalTime : Qt::UTC);
    return at.date().toString(Qt::ISODate) + QLatin1Char(' ') + at.time().toString(Qt::ISODateWithMs) +
           (local ? domain::offsetWhereTwice(time) : QString());
}

QString logZoneName(LogZone zone)
{
    if (zone == LogZone::Ago)
        return Words::tr("How long ago");
    if (zone == LogZone::Utc)
        return QStringLiteral("UTC");
    return QString::fromUtf8(QTimeZone::systemTimeZoneId());
}

QColor serviceColor(int service, const QPalette& palette)
{
    constexpr std::array<int, 8> hues{215, 130, 35, 285, 190, 60, 330, 160};
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    return QColor::fromHsl(hues.at(static_cast<size_t>(service) % hues.size()), 110, dark ? 160 : 110);
}

} // namespace ops::ui
