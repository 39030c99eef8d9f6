#pragma once

#include "domain/trading_state.h"
#include "sim/risk_policy.h"
#include "sim/roles.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

// The pure core of one played service: step(config, state, event) -> {state, effects}. No I/O, no clock, no Qt objects;
// service.h carries the effects out. Tested as tables in tests/sim.
namespace ops::sim {

enum class LogLevel { Debug, Info, Warn, Error, Fatal };

// What was done to this service on purpose.
struct FaultFlags {
    int slowMs = 0;               // replies and HTTP answers this late
    bool deaf = false;            // not subscribed to the halt subject
    bool malformed = false;       // replies are no JSON
    bool lying = false;           // says what was asked for, does not do it
    bool lyingEverywhere = false; // ... in telemetry too
    QString sickWord;             // empty: well; otherwise what /health says ("degraded", "unhealthy")

    bool operator==(const FaultFlags&) const = default;
};

struct CoreConfig {
    Behaviour behaviour = Behaviour::Runbook;
    Role role = Role::Brain;
};

struct CoreState {
    domain::TradingState trading = domain::TradingState::Open;
    QString reason;
    std::optional<domain::TradingState> claimed; // what a liar says instead of `trading`
    RiskPolicy policy;
    bool armed = true; // feb16 engine only
    FaultFlags faults;

    bool operator==(const CoreState&) const = default;
};

namespace event {
// The process begins. `lockReason` is the content of system.halt, where there is one.
struct Started {
    domain::TradingState initial = domain::TradingState::Open;
    std::optional<QString> lockReason;
};
struct Halt {
    QByteArray payload;
    bool wantsReply = false;
    qint64 nowMs = 0;
};
struct RiskUpdate {
    QByteArray payload;
    bool wantsReply = false;
};
struct RiskReload {
    bool wantsReply = false;
};
// A message the engine's RISK_ENFORCER consumer pulled from the work queue.
struct SignedRiskCommand {
    QString subject;
    QByteArray payload;
};
struct Policy {
    QByteArray payload;
};
struct Flatten {};
struct Arm {
    bool arm = true;
    QByteArray payload;
};
} // namespace event

using Event = std::variant<event::Started, event::Halt, event::RiskUpdate, event::RiskReload, event::SignedRiskCommand,
                           event::Policy, event::Flatten, event::Arm>;

namespace effect {
struct Reply {
    QByteArray payload;
    bool operator==(const Reply&) const = default;
};
struct Log {
    LogLevel level = LogLevel::Info;
    QString text;
    QJsonObject fields = {};
    bool operator==(const Log&) const = default;
};
struct WriteLock {
    QString reason;
    bool operator==(const WriteLock&) const = default;
};
struct RemoveLock {
    bool operator==(const RemoveLock&) const = default;
};
struct StateChanged { // tell it in telemetry now
    bool operator==(const StateChanged&) const = default;
};
struct PolicyChanged {
    bool operator==(const PolicyChanged&) const = default;
};
struct FlattenAll {
    bool operator==(const FlattenAll&) const = default;
};
} // namespace effect

using Effect = std::variant<effect::Reply, effect::Log, effect::WriteLock, effect::RemoveLock, effect::StateChanged,
                            effect::PolicyChanged, effect::FlattenAll>;

struct Step {
    CoreState state;
    std::vector<Effect> effects;
};

// What the service says its state is: in replies and health, and in telemetry.
domain::TradingState claimedInReplies(const CoreState& state);
domain::TradingState claimedInTelemetry(const CoreState& state);

// The plain subscriptions a service has, `halt` first where it has one. The public versions' Brain has none that works.
std::vector<QString> subscriptionsOf(const CoreConfig& config, const Subjects& subjects);

Step step(const CoreConfig& config, CoreState state, const Event& event);

} // namespace ops::sim
