#include "domain/health/contradiction.h"

#include "domain/health/health_verdict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace ops::domain {
namespace {

QRegularExpression expression(const QString& pattern)
{
    return QRegularExpression(QStringLiteral("^(?:%1)$").arg(pattern), QRegularExpression::CaseInsensitiveOption);
}

// "lastError" is none of these: what was once is no contradiction of what is.
bool namesAnError(const QString& key)
{
    static const QRegularExpression made = expression(
        QStringLiteral("errors?|err|error_?(?:message|msg|text|count)|failures?|failed|faults?|exceptions?|panics?"));
    return made.match(key).hasMatch();
}

bool namesWellBeing(const QString& key)
{
    static const QRegularExpression made = expression(
        QStringLiteral("(?:is_?)?(?:ok|okay|healthy|alive|ready|connected|reachable|available|operational)|success"));
    return made.match(key).hasMatch();
}

// Settings and the past: "logLevel":"error", "previousState":"down".
bool saysNothingOfNow(const QString& key)
{
    static const QRegularExpression made =
        expression(QStringLiteral(".*(?:level|verbosity)|prev(?:ious)?(?-i:[A-Z_].*)?"));
    return made.match(key).hasMatch();
}

// Alone, or before what explains it: "down", "error: connection refused".
bool isFailureWord(const QString& text)
{
    static const QRegularExpression made = expression(QStringLiteral(
        R"((?:is\s+)?(?:down|errors?|errored|fail(?:s|ed|ing)?|unhealthy|degraded|impaired|critical|fatal|panic|)"
        R"(dead|crashed|offline|outage|broken|unreachable|unavailable|unresponsive|disconnected|refused|nok|ko|)"
        R"(failure|time-?out|timed[ _-]?out|(?:major|partial)[ _]outage|out[ _]of[ _]service|no[ _]connection|)"
        R"(connection[ _](?:refused|failed|lost|error|closed|reset|timed[ _]out)|)"
        R"(not[ _-]?(?:ok|ready|connected|running|healthy|reachable|available|responding|serving)))"
        R"((?!\s*:\s*(?:0|none|no)\b)(?:\s*[:;,(.].*|\s+[-–—].*)?)"));
    return made.match(text.simplified()).hasMatch();
}

// What an "error" may hold and mean that there is none.
bool isNone(const QJsonValue& value)
{
    static const QRegularExpression none = expression(QStringLiteral("none|no|no errors?|null|nil|n/a|false|0|-|ok|"));
    if (value.isString())
        return none.match(value.toString().trimmed()).hasMatch();
    if (value.isBool())
        return !value.toBool();
    if (value.isDouble())
        return value.toDouble() == 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        return std::all_of(object.begin(), object.end(), isNone); // {"total":0,"last":null}
    }
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), isNone);
    }
    return true; // null
}

QString shownValue(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

std::optional<QString> said(const QString& path, const QJsonValue& value)
{
    return oneLine(path + QStringLiteral(": ") + oneLine(shownValue(value), 60), 120);
}

// `key`: of the member that the value is, or that the array is which it stands in.
std::optional<QString> inValue(const QString& path, const QString& key, const QJsonValue& value)
{
    if (namesAnError(key))
        return isNone(value) ? std::nullopt : said(path, value);
    if (value.isBool())
        return namesWellBeing(key) && !value.toBool() ? said(path, value) : std::nullopt;
    if (value.isString())
        return isFailureWord(value.toString()) && !saysNothingOfNow(key) ? said(path, value) : std::nullopt;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            if (auto found = inValue(path + QStringLiteral("[%1]").arg(i), key, array.at(i)))
                return found;
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            if (auto found = inValue(path + QLatin1Char('.') + member.key(), member.key(), member.value()))
                return found;
    }
    return std::nullopt;
}

} // namespace

std::optional<QString> contradiction(const QJsonObject& answer, const QString& field)
{
    for (auto member = answer.begin(); member != answer.end(); ++member)
        if (member.key() != field)
            if (auto found = inValue(member.key(), member.key(), member.value()))
                return found;
    return std::nullopt;
}

} // namespace ops::domain
