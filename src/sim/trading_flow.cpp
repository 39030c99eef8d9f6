#include "sim/trading_flow.h"

#include "sim/ordered_json.h"

#include <algorithm>
#include <cmath>

namespace ops::sim {
namespace {

using domain::TradingState;

constexpr qint64 softHaltWindowMs = 2'500;
constexpr size_t maxWorking = 3;
constexpr char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct Market {
    const char* venue;
    const char* symbol;
    double price;
    double lot;
};

constexpr Market markets[] = {
    {"binance", "BTCUSDT", 64'000, 0.01},
    {"bybit", "ETHUSDT", 3'200, 0.2},
    {"binance", "SOLUSDT", 150, 4},
};

const Market& marketOf(const QString& symbol)
{
    for (const Market& market : markets)
        if (symbol == QLatin1String(market.symbol))
            return market;
    return markets[0];
}

// splitmix64: small, seedable, the same everywhere.
quint64 nextRandom(FlowState& state)
{
    state.random += 0x9E3779B97F4A7C15ULL;
    quint64 z = state.random;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

QString ulid(FlowState& state, qint64 nowMs)
{
    QString id(26, QLatin1Char('0'));
    quint64 time = static_cast<quint64>(nowMs);
    for (int i = 9; i >= 0; --i, time >>= 5)
        id[i] = QLatin1Char(crockford[time & 31]);
    quint64 low = nextRandom(state);
    quint64 high = nextRandom(state);
    for (int i = 25; i >= 18; --i, low >>= 5)
        id[i] = QLatin1Char(crockford[low & 31]);
    for (int i = 17; i >= 10; --i, high >>= 5)
        id[i] = QLatin1Char(crockford[high & 31]);
    return id;
}

QByteArray envelope(FlowState& state, const QString& type, qint64 nowMs, const QByteArray& payload)
{
    return OrderedJson()
        .add("id", ulid(state, nowMs))
        .add("type", type)
        .add("version", 1)
        .add("ts", nowMs)
        .add("producer", QStringLiteral("titan-execution"))
        .add("correlation_id", ulid(state, nowMs))
        .addRaw("payload", payload)
        .bytes();
}

QString subjectFor(const QString& prefix, const Market& market)
{
    return prefix + QStringLiteral(".%1.main.%2").arg(QLatin1String(market.venue), QLatin1String(market.symbol));
}

QString sideOf(double quantity)
{
    return quantity < 0 ? QStringLiteral("SELL") : QStringLiteral("BUY");
}

double rounded(double value, double step)
{
    return std::round(value / step) * step;
}

void settle(FlowState& state, const QString& symbol, double quantity, double price)
{
    const auto it = std::find_if(state.positions.begin(), state.positions.end(),
                                 [&](const Position& p) { return p.symbol == symbol; });
    if (it == state.positions.end()) {
        state.positions.push_back({symbol, quantity, price});
        return;
    }
    const double lot = marketOf(symbol).lot;
    it->quantity = rounded(it->quantity + quantity, lot / 2);
    if (std::abs(it->quantity) < lot / 4)
        state.positions.erase(it);
}

void fill(FlowStep& step, const WorkingOrder& order, bool reduceOnly, qint64 nowMs, const Subjects& subjects)
{
    const Market& market = marketOf(order.symbol);
    FlowState& state = step.state;
    const QString fillId = ulid(state, nowMs);
    OrderedJson payload;
    payload.add("fill_id", fillId)
        .add("signal_id", order.id)
        .add("symbol", order.symbol)
        .add("side", sideOf(order.quantity))
        .add("price", order.price)
        .add("qty", std::abs(order.quantity))
        .add("fee", rounded(std::abs(order.quantity) * order.price * 0.0004, 0.0001))
        .add("fee_currency", QStringLiteral("USDT"))
        .add("t_signal", nowMs - 12)
        .add("t_ingress", nowMs - 9)
        .add("t_decision", nowMs - 8)
        .add("t_ack", nowMs - 3)
        .add("t_exchange", nowMs - 1)
        .add("client_order_id", order.id)
        .add("execution_id", fillId)
        .add("status", QStringLiteral("FILLED"));
    if (reduceOnly)
        payload.add("reduce_only", true);
    payload.add("timestamp", nowMs);
    step.messages.push_back({FlowKind::Fill, subjectFor(subjects.fillPrefix, market),
                             envelope(state, QStringLiteral("titan.event.exec.fill.v1"), nowMs, payload.bytes())});
    ++state.fills;
    settle(state, order.symbol, order.quantity, order.price);
}

WorkingOrder newOrder(FlowState& state, qint64 nowMs)
{
    const Market& market = markets[nextRandom(state) % std::size(markets)];
    const QString symbol = QLatin1String(market.symbol);
    double held = 0;
    for (const Position& position : state.positions)
        if (position.symbol == symbol)
            held = position.quantity;
    // Lean against what is held, so that positions stay small for ever.
    const bool buy = held == 0 ? nextRandom(state) % 2 == 0 : held < 0;
    const double size = market.lot * (held == 0 ? 2 : 1) * (nextRandom(state) % 3 == 0 ? 2 : 1);
    const double drift = (static_cast<double>(nextRandom(state) % 2001) - 1000) / 1e6;
    return {ulid(state, nowMs), symbol, buy ? size : -size, rounded(market.price * (1 + drift), 0.01)};
}

void reject(FlowStep& step, const QString& intentId, const QString& reason, qint64 nowMs, const Subjects& subjects)
{
    ++step.state.rejects;
    if (subjects.reject.isEmpty())
        return;
    step.messages.push_back({FlowKind::Reject, subjects.reject,
                             OrderedJson()
                                 .add("reason", reason)
                                 .addRaw("expected_policy_hash", "null")
                                 .addRaw("got_policy_hash", "null")
                                 .add("intent_id", intentId)
                                 .add("timestamp", nowMs)
                                 .add("event_type", QStringLiteral("reject"))
                                 .bytes()});
}

void openTick(FlowStep& step, const FlowTick& tick, const Subjects& subjects)
{
    FlowState& state = step.state;
    const WorkingOrder order = newOrder(state, tick.nowMs);
    if (!tick.armed)
        return reject(step, order.id, QStringLiteral("system_disarmed"), tick.nowMs, subjects);
    if (nextRandom(state) % 12 == 0)
        return reject(step, order.id, QStringLiteral("hmac_signature_mismatch"), tick.nowMs, subjects);
    ++state.orders;
    state.working.push_back(order);
    if (!subjects.orderPrefix.isEmpty()) {
        const QByteArray payload = OrderedJson()
                                       .add("client_order_id", order.id)
                                       .add("symbol", order.symbol)
                                       .add("side", sideOf(order.quantity))
                                       .add("type", QStringLiteral("LIMIT"))
                                       .add("price", order.price)
                                       .add("qty", std::abs(order.quantity))
                                       .add("status", QStringLiteral("NEW"))
                                       .add("timestamp", tick.nowMs)
                                       .bytes();
        step.messages.push_back({FlowKind::Order, subjectFor(subjects.orderPrefix, marketOf(order.symbol)),
                                 envelope(state, QStringLiteral("titan.event.exec.order.v1"), tick.nowMs, payload)});
    }
    if (state.working.size() > 2) {
        const WorkingOrder oldest = state.working.front();
        state.working.erase(state.working.begin());
        fill(step, oldest, false, tick.nowMs, subjects);
    }
    while (state.working.size() > maxWorking)
        state.working.erase(state.working.begin());
}

// One lot of a position at a time, never the last one: a soft halt finishes, it does not flatten.
void closingTick(FlowStep& step, const FlowTick& tick, const Subjects& subjects)
{
    FlowState& state = step.state;
    if (!state.softHaltSinceMs)
        state.softHaltSinceMs = tick.nowMs;
    if (tick.nowMs - *state.softHaltSinceMs >= softHaltWindowMs)
        return;
    for (const Position& position : state.positions) {
        const Market& market = marketOf(position.symbol);
        if (std::abs(position.quantity) <= market.lot)
            continue;
        const double part = position.quantity < 0 ? market.lot : -market.lot;
        const WorkingOrder closing{ulid(state, tick.nowMs), position.symbol, part, market.price};
        fill(step, closing, true, tick.nowMs, subjects);
        return;
    }
}

} // namespace

FlowState initialFlow(quint64 seed)
{
    FlowState state;
    state.random = seed;
    for (const Market& market : markets)
        state.positions.push_back({QLatin1String(market.symbol), market.lot * 4, market.price});
    constexpr qint64 earlier = 1'700'000'000'000;
    for (int i = 0; i < 2; ++i)
        state.working.push_back(newOrder(state, earlier));
    return state;
}

FlowStep flowTick(FlowState state, const FlowTick& tick, const Subjects& subjects)
{
    FlowStep step{std::move(state), {}};
    if (tick.state != TradingState::SoftHalt)
        step.state.softHaltSinceMs.reset();
    if (!tick.wanted)
        return step;
    if (tick.state == TradingState::Open)
        openTick(step, tick, subjects);
    else if (tick.state == TradingState::SoftHalt)
        closingTick(step, tick, subjects);
    return step;
}

FlowStep flowFlatten(FlowState state, qint64 nowMs, const Subjects& subjects)
{
    FlowStep step{std::move(state), {}};
    const std::vector<Position> open = step.state.positions;
    for (const Position& position : open)
        fill(step, {ulid(step.state, nowMs), position.symbol, -position.quantity, markPrice(position.symbol)}, true,
             nowMs, subjects);
    return step;
}

double markPrice(const QString& symbol)
{
    return marketOf(symbol).price;
}

} // namespace ops::sim
