#include "domain/halt_message.h"

#include "base/json_text.h"

#include <QJsonObject>

namespace ops::domain {
namespace {

constexpr qsizetype maxMessageBytes = 64 * 1024;

QString firstString(const QJsonObject& object, std::initializer_list<const char16_t*> keys)
{
    for (const char16_t* key : keys) {
        const QJsonValue value = object.value(QString::fromUtf16(key));
        if (value.isString() && !value.toString().isEmpty())
            return value.toString().left(64);
    }
    return {};
}

} // namespace

QByteArray buildHaltMessage(TradingState state, const QString& reason, qint64 utcMs, TimestampUnit unit)
{
    Q_ASSERT(state != TradingState::Unknown);
    const qint64 stamp = unit == TimestampUnit::Seconds ? utcMs / 1000 : utcMs;
    return QByteArray("{\"state\":") + base::jsonString(tradingStateWord(state)) +
           ",\"reason\":" + base::jsonString(reason) + ",\"timestamp\":" + QByteArray::number(stamp) + "}";
}

base::Result<HaltMessage> parseHaltMessage(const QByteArray& payload)
{
    const auto json = base::parseJson(payload, maxMessageBytes);
    if (!json)
        return json.error();
    if (!json->isObject())
        return base::Error{base::ErrorCode::InvalidInput, QStringLiteral("JSON, but not an object"), {}};
    const QJsonObject object = json->toObject();
    HaltMessage message;
    const QJsonValue state = object.value(QStringLiteral("state"));
    message.legacyShape = !state.isString();
    message.stateWord = state.toString().left(64);
    message.state = parseTradingState(state.toString()).value_or(TradingState::Unknown);
    message.reason = object.value(QStringLiteral("reason")).toString().left(500);
    message.sender = firstString(object, {u"operator", u"operator_id", u"operatorId", u"actor", u"actor_id"});
    return message;
}

} // namespace ops::domain
