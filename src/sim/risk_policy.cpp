#include "sim/risk_policy.h"

#include "base/json_text.h"
#include "sim/ordered_json.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

namespace ops::sim {
namespace {

enum class Kind { Number, Integer, Symbols };

struct Field {
    const char* camel;
    const char* snake;
    Kind kind;
    double minimum;
    double maximum;
    bool required; // by the engine, in a full policy
};

constexpr double unbounded = std::numeric_limits<double>::infinity();

constexpr Field fields[] = {
    {"maxAccountLeverage", "max_account_leverage", Kind::Number, 0, 100, true},
    {"maxPositionNotional", "max_position_notional", Kind::Number, 0, unbounded, true},
    {"maxDailyLoss", "max_daily_loss", Kind::Number, -unbounded, 0, true},
    {"maxOpenOrdersPerSymbol", "max_open_orders_per_symbol", Kind::Integer, 0, 1e9, true},
    {"symbolWhitelist", "symbol_whitelist", Kind::Symbols, 0, 0, true},
    {"maxSlippageBps", "max_slippage_bps", Kind::Integer, 0, 1e9, false},
    {"maxStalenessMs", "max_staleness_ms", Kind::Integer, 0, 1e12, false},
    {"maxCorrelation", "max_correlation", Kind::Number, -1, 1, false},
    {"correlationPenalty", "correlation_penalty", Kind::Number, 0, 1, false},
    {"minConfidenceScore", "min_confidence_score", Kind::Number, 0, 1, false},
    {"minStopDistanceMultiplier", "min_stop_distance_multiplier", Kind::Number, 0, unbounded, false},
};

const Field* findField(const QString& key)
{
    for (const Field& field : fields)
        if (key == QLatin1String(field.camel) || key == QLatin1String(field.snake))
            return &field;
    return nullptr;
}

base::Error invalid(const QString& key, const QString& detail)
{
    return {base::ErrorCode::InvalidInput, detail, key};
}

base::Result<void> checkValue(const Field& field, const QString& key, const QJsonValue& value)
{
    if (field.kind == Kind::Symbols) {
        if (!value.isArray())
            return invalid(key, QStringLiteral("expected a list of symbols"));
        const QJsonArray symbols = value.toArray();
        for (const auto& symbol : symbols)
            if (!symbol.isString() || symbol.toString().isEmpty())
                return invalid(key, QStringLiteral("expected a list of symbols"));
        return {};
    }
    if (!value.isDouble())
        return invalid(key, QStringLiteral("expected a number"));
    const double number = value.toDouble();
    if (!std::isfinite(number))
        return invalid(key, QStringLiteral("not a finite number"));
    if (field.kind == Kind::Integer && std::floor(number) != number)
        return invalid(key, QStringLiteral("expected a whole number"));
    if (number < field.minimum)
        return invalid(key, QStringLiteral("below the minimum of %1").arg(field.minimum));
    if (number > field.maximum)
        return invalid(key, QStringLiteral("above the maximum of %1").arg(field.maximum));
    return {};
}

} // namespace

QJsonObject RiskPolicy::defaults()
{
    return QJsonObject{
        {QStringLiteral("maxAccountLeverage"), 10.0},
        {QStringLiteral("maxPositionNotional"), 50000.0},
        {QStringLiteral("maxDailyLoss"), -1000.0},
        {QStringLiteral("maxOpenOrdersPerSymbol"), 5},
        {QStringLiteral("symbolWhitelist"),
         QJsonArray{QStringLiteral("BTC/USDT"), QStringLiteral("ETH/USDT"), QStringLiteral("SOL/USDT")}},
        {QStringLiteral("maxSlippageBps"), 100},
        {QStringLiteral("maxStalenessMs"), 5000},
        {QStringLiteral("maxCorrelation"), 0.7},
        {QStringLiteral("correlationPenalty"), 0.5},
        {QStringLiteral("minConfidenceScore"), 0.7},
        {QStringLiteral("minStopDistanceMultiplier"), 1.5},
    };
}

base::Result<RiskPolicy> applyUpdate(const RiskPolicy& policy, const QByteArray& payload)
{
    const auto json = base::parseJson(payload);
    if (!json)
        return json.error();
    if (!json->isObject())
        return invalid({}, QStringLiteral("expected an object of limits"));
    const QJsonObject changes = json->toObject();
    if (changes.isEmpty())
        return invalid({}, QStringLiteral("no limit named"));
    RiskPolicy next = policy;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const Field* field = findField(it.key());
        if (field == nullptr)
            return invalid(it.key(), QStringLiteral("not a limit"));
        if (const auto checked = checkValue(*field, it.key(), it.value()); !checked)
            return checked.error();
        next.values.insert(QLatin1String(field->camel), it.value());
    }
    return next;
}

base::Result<RiskPolicy> parseFullPolicy(const QByteArray& payload)
{
    const auto json = base::parseJson(payload);
    if (!json)
        return json.error();
    if (!json->isObject())
        return invalid({}, QStringLiteral("invalid type, expected struct RiskPolicy"));
    const QJsonObject object = json->toObject();
    RiskPolicy next;
    for (const Field& field : fields) {
        const QString camel = QLatin1String(field.camel);
        const QString snake = QLatin1String(field.snake);
        const QJsonValue value = object.contains(snake) ? object.value(snake) : object.value(camel);
        if (value.isUndefined()) {
            if (field.required)
                return invalid(snake, QStringLiteral("missing field"));
            continue;
        }
        // The engine knows types, but no bounds: leverage 1000 is accepted on the wire.
        Field unboundedField = field;
        unboundedField.minimum = -unbounded;
        unboundedField.maximum = unbounded;
        if (const auto checked = checkValue(unboundedField, snake, value); !checked)
            return checked.error();
        next.values.insert(camel, value);
    }
    return next;
}

QByteArray policyBroadcast(const RiskPolicy& policy, qint64 nowMs)
{
    OrderedJson out;
    for (const Field& field : fields) {
        const QJsonValue value = policy.values.value(QLatin1String(field.camel));
        if (value.isArray()) {
            const QByteArray wrapped = compactJson(QJsonObject{{QStringLiteral("v"), value}});
            out.addRaw(field.snake, wrapped.mid(5, wrapped.size() - 6));
        } else {
            out.add(field.snake, value.toDouble());
        }
    }
    out.add("version", 1).add("last_updated", nowMs).add("current_state", QStringLiteral("Normal"));
    return out.bytes();
}

} // namespace ops::sim
