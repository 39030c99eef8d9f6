#include "domain/log/log_marker.h"

#include "base/json_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace ops::domain {
namespace {

constexpr QLatin1String kindKey("consoleMarker");
constexpr QLatin1String gapWord("gap");
constexpr QLatin1String commandWord("command");

void putTime(QJsonObject& object, const QString& key, LogTime time)
{
    if (time.known())
        object.insert(key, time.utcMs);
}

LogTime timeAt(const QJsonObject& object, const QString& key)
{
    const QJsonValue value = object.value(key);
    return value.isDouble() ? LogTime{value.toInteger()} : LogTime();
}

} // namespace

QByteArray logMarkerLine(const LogMarker& marker)
{
    QJsonObject object{{kindKey, marker.kind == LogMarkerKind::Gap ? gapWord : commandWord},
                       {QStringLiteral("text"), marker.text}};
    if (marker.kind == LogMarkerKind::Gap) {
        object.insert(QStringLiteral("rows"), marker.gap.rows);
        object.insert(QStringLiteral("bytes"), marker.gap.bytes);
        putTime(object, QStringLiteral("from"), marker.gap.from);
        putTime(object, QStringLiteral("to"), marker.gap.to);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

base::Result<LogMarker> parseLogMarker(std::string_view line)
{
    const std::string_view text = withoutLineEnding(line);
    const auto json = base::parseJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (!json)
        return json.error();
    const QJsonObject object = json->toObject();
    const QString kind = object.value(kindKey).toString();
    if (kind != gapWord && kind != commandWord)
        return base::Error{base::ErrorCode::InvalidInput, QStringLiteral("not a marker"), {}};
    LogMarker marker;
    marker.kind = kind == gapWord ? LogMarkerKind::Gap : LogMarkerKind::Command;
    marker.text = object.value(QStringLiteral("text")).toString();
    if (marker.kind != LogMarkerKind::Gap)
        return marker;
    marker.gap.rows = object.value(QStringLiteral("rows")).toInteger();
    marker.gap.bytes = object.value(QStringLiteral("bytes")).toInteger();
    marker.gap.from = timeAt(object, QStringLiteral("from"));
    marker.gap.to = timeAt(object, QStringLiteral("to"));
    return marker;
}

} // namespace ops::domain
