#include "domain/telemetry.h"

#include "base/json_text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace ops::domain {
namespace {

// RFC 6901 without the array-append form. Undefined where the path leads nowhere.
QJsonValue atPointer(const QJsonValue& root, const QString& pointer)
{
    if (pointer.isEmpty())
        return root;
    QJsonValue value = root;
    const QStringList tokens = pointer.mid(1).split(QLatin1Char('/'));
    for (QString token : tokens) {
        token.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
        if (value.isObject()) {
            value = value.toObject().value(token);
        } else if (value.isArray()) {
            bool isIndex = false;
            const int index = token.toInt(&isIndex);
            const QJsonArray array = value.toArray();
            value = isIndex && index >= 0 && index < array.size() ? array.at(index) : QJsonValue(QJsonValue::Undefined);
        } else {
            return QJsonValue(QJsonValue::Undefined);
        }
    }
    return value;
}

QString scalarText(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toDouble());
    return value.toString().left(64);
}

std::optional<int> countAt(const QJsonValue& root, const QString& pointer)
{
    if (pointer.isEmpty())
        return std::nullopt;
    const QJsonValue value = atPointer(root, pointer);
    if (value.isArray())
        return static_cast<int>(value.toArray().size());
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > 1e9 || number != static_cast<int>(number))
        return std::nullopt;
    return static_cast<int>(number);
}

std::optional<StateReading> readState(const StateProbe& probe, const QJsonValue& json, const QString& subject,
                                      const base::Instant& at)
{
    const QJsonValue raw = atPointer(json, probe.stateField);
    if (raw.isUndefined())
        return std::nullopt; // this message does not carry a state; others on the subject do
    StateReading reading;
    reading.service = probe.service.isEmpty() ? atPointer(json, probe.serviceField).toString().left(64) : probe.service;
    reading.source = subject;
    reading.at = at;
    const QString text = scalarText(raw);
    reading.state = probe.values.isEmpty() ? parseTradingState(text).value_or(TradingState::Unknown)
                                           : probe.values.value(text, TradingState::Unknown);
    const QJsonValue stamp = probe.stampField.isEmpty() ? QJsonValue() : atPointer(json, probe.stampField);
    if (stamp.isDouble())
        reading.stampMs = static_cast<qint64>(stamp.toDouble());
    return reading;
}

} // namespace

bool subjectMatches(const QString& pattern, const QString& subject)
{
    // Asked several times for every message: no list of words is made for it.
    QStringView want = pattern;
    QStringView have = subject;
    for (;;) {
        const qsizetype wantDot = want.indexOf(QLatin1Char('.'));
        const qsizetype haveDot = have.indexOf(QLatin1Char('.'));
        const QStringView word = want.first(wantDot < 0 ? want.size() : wantDot);
        if (word == QLatin1String(">"))
            return wantDot < 0;
        if (word != QLatin1String("*") && word != have.first(haveDot < 0 ? have.size() : haveDot))
            return false;
        if (wantDot < 0 || haveDot < 0)
            return wantDot == haveDot;
        want = want.sliced(wantDot + 1);
        have = have.sliced(haveDot + 1);
    }
}

TelemetryMeaning readTelemetry(const Runbook& runbook, const QString& subject, const QByteArray& payload,
                               const base::Instant& at)
{
    TelemetryMeaning meaning;
    for (const ActivityProbe& probe : runbook.activityProbes)
        if (subjectMatches(probe.subject, subject)) {
            meaning.activity = ActivitySeen{subject, probe.what, 1, at};
            break;
        }
    const auto concerns = [&](const auto& probe) { return subjectMatches(probe.subject, subject); };
    bool wanted = false;
    for (const StateProbe& probe : runbook.stateProbes)
        wanted = wanted || concerns(probe);
    for (const ExposureProbe& probe : runbook.exposureProbes)
        wanted = wanted || concerns(probe);
    if (!wanted)
        return meaning;

    const auto json = base::parseJson(payload);
    if (!json) {
        meaning.unreadable = json.error().detail;
        return meaning;
    }
    for (const StateProbe& probe : runbook.stateProbes) {
        if (!concerns(probe))
            continue;
        if (const auto reading = readState(probe, *json, subject, at)) {
            if (reading->service.isEmpty() || reading->state == TradingState::Unknown)
                meaning.unreadable = QStringLiteral("no service or no known state at %1").arg(probe.stateField);
            else
                meaning.readings.push_back(*reading);
        }
    }
    for (const ExposureProbe& probe : runbook.exposureProbes)
        if (concerns(probe))
            meaning.exposure = Exposure{countAt(*json, probe.positionsField), countAt(*json, probe.ordersField), at};
    return meaning;
}

} // namespace ops::domain
