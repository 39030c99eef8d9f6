#pragma once

#include "domain/trading_state.h"
#include "sim/roles.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

// The pure core of the traffic that makes a halt visible: step(state, tick) -> {state, messages}. Deterministic for a
// seed; the clock is in the tick.
namespace ops::sim {

struct Position {
    QString symbol;      // "BTCUSDT"
    double quantity = 0; // signed
    double entryPrice = 0;

    bool operator==(const Position&) const = default;
};

struct WorkingOrder {
    QString id;
    QString symbol;
    double quantity = 0; // signed
    double price = 0;

    bool operator==(const WorkingOrder&) const = default;
};

struct FlowState {
    quint64 random = 1;
    std::vector<Position> positions;
    std::vector<WorkingOrder> working;
    std::optional<qint64> softHaltSinceMs;
    qint64 orders = 0;
    qint64 fills = 0;
    qint64 rejects = 0;

    bool operator==(const FlowState&) const = default;
};

// A desk in the middle of its day: three open positions, two working orders.
FlowState initialFlow(quint64 seed);

struct FlowTick {
    domain::TradingState state = domain::TradingState::Open; // the engine's
    bool armed = true;
    bool wanted = true; // false: told to be quiet
    qint64 nowMs = 0;
};

enum class FlowKind { Order, Fill, Reject };

struct FlowMessage {
    FlowKind kind = FlowKind::Order;
    QString subject;
    QByteArray payload;
};

struct FlowStep {
    FlowState state;
    std::vector<FlowMessage> messages;
};

// One beat at the order rate. OPEN: one order (now and then refused), the oldest working one filled. SOFT_HALT: only
// reduce-only fills, for less than 3 s, then quiet. HARD_HALT: nothing; positions and working orders stay (rule H8).
FlowStep flowTick(FlowState state, const FlowTick& tick, const Subjects& subjects);

// Closes every position with reduce-only fills; a halt does not stand in the way.
FlowStep flowFlatten(FlowState state, qint64 nowMs, const Subjects& subjects);

// Last known price of a symbol, for notional values.
double markPrice(const QString& symbol);

} // namespace ops::sim
