#include "sim/telemetry.h"

#include "sim/ordered_json.h"

#include <cmath>

namespace ops::sim {
namespace {

using domain::TradingState;

QByteArray circuitBreaker(const CoreConfig& config, const CoreState& brain)
{
    const TradingState told = claimedInTelemetry(brain);
    // In the public versions a halt by NATS never reaches the Brain's breaker.
    const bool active = config.behaviour == Behaviour::Runbook && domain::isHalted(told);
    OrderedJson out;
    out.add("active", active);
    if (active)
        out.add("type", told == TradingState::HardHalt ? QStringLiteral("HARD") : QStringLiteral("SOFT"))
            .add("reason", brain.reason);
    else
        out.addRaw("type", "null").addRaw("reason", "null");
    return out.add("tripCount", active ? 1 : 0).bytes();
}

QString phaseName(Role role)
{
    switch (role) {
    case Role::Scavenger:
        return QStringLiteral("scavenger");
    case Role::Hunter:
        return QStringLiteral("hunter");
    case Role::Sentinel:
        return QStringLiteral("sentinel");
    default:
        return {};
    }
}

std::vector<Message> budgets(const Subjects& subjects, qint64 nowMs)
{
    std::vector<Message> out;
    int number = 0;
    for (const Role role : {Role::Scavenger, Role::Hunter, Role::Sentinel}) {
        ++number;
        out.push_back({subjects.budget, OrderedJson()
                                            .add("phaseId", phaseName(role))
                                            .add("budgetId", QStringLiteral("practice-%1-%2").arg(nowMs).arg(number))
                                            .add("timestamp", nowMs)
                                            .add("expiresAt", nowMs + 10'000)
                                            .add("state", QStringLiteral("ACTIVE"))
                                            .add("maxNotional", 10'000)
                                            .add("maxLeverage", 5)
                                            .add("maxDrawdown", 0.05)
                                            .add("maxOrderRate", 10)
                                            .add("reason", QStringLiteral("practice"))
                                            .bytes()});
    }
    return out;
}

std::vector<Message> phaseTelemetry(Role role, qint64 nowMs, qint64 startedMs)
{
    const QString phase = phaseName(role);
    std::vector<Message> out;
    if (role != Role::Sentinel) // does not publish its posture
        out.push_back(
            {QStringLiteral("titan.evt.phase.posture.v1.") + phase, OrderedJson()
                                                                        .add("phase", phase)
                                                                        .add("status", QStringLiteral("RUNNING"))
                                                                        .add("regime", QStringLiteral("STABLE"))
                                                                        .addRaw("metrics", "{}")
                                                                        .add("timestamp", nowMs)
                                                                        .bytes()});
    const QByteArray system =
        OrderedJson().add("memory", 128'000'000).add("uptime", (nowMs - startedMs) / 1000).bytes();
    out.push_back(
        {QStringLiteral("titan.evt.phase.diagnostics.v1.") + phase, OrderedJson()
                                                                        .add("phase", phase)
                                                                        .add("health", QStringLiteral("HEALTHY"))
                                                                        .addRaw("alerts", "[]")
                                                                        .addRaw("system", system)
                                                                        .add("timestamp", nowMs)
                                                                        .bytes()});
    return out;
}

} // namespace

std::vector<Message> heartbeat(const CoreConfig& config, const CoreState& state, const Subjects& subjects, qint64 nowMs)
{
    OrderedJson out;
    if (config.behaviour == Behaviour::Runbook) {
        out.add("service", roleInfo(config.role).service)
            .add("ts", nowMs)
            .add("state", QStringLiteral("Normal"))
            .add("regime", QStringLiteral("STABLE"));
        if (config.role == Role::Brain || config.role == Role::Execution)
            out.add("tradingState", domain::tradingStateWord(claimedInTelemetry(state)));
    } else if (config.role == Role::Brain) {
        out.add("ts", nowMs).add("state", QStringLiteral("Normal")).add("regime", QStringLiteral("STABLE"));
    } else {
        return {};
    }
    return {{subjects.heartbeat, out.bytes()}};
}

Message dashboard(const CoreConfig& config, const CoreState& brain, const FlowState& flow, const Subjects& subjects,
                  qint64 nowMs, qint64 startedMs)
{
    double notional = 0;
    double pnl = 0;
    double net = 0;
    for (const Position& position : flow.positions) {
        const double mark = markPrice(position.symbol);
        notional += std::abs(position.quantity) * mark;
        net += position.quantity * mark;
        pnl += position.quantity * (mark - position.entryPrice);
    }
    const auto cents = [](double value) { return std::round(value * 100) / 100; };
    constexpr double equity = 10'000;
    OrderedJson out;
    out.add("type", QStringLiteral("STATE_UPDATE"))
        .add("nav", equity)
        .addRaw("allocation", R"({"w1":0.4,"w2":0.4,"w3":0.2})")
        .addRaw("riskMetrics", OrderedJson()
                                   .add("globalLeverage", cents(notional / equity))
                                   .add("netDelta", cents(net))
                                   .add("correlationScore", 0.31)
                                   .add("portfolioBeta", 1.02)
                                   .bytes())
        .addRaw("circuitBreaker", circuitBreaker(config, brain))
        .addRaw("positionsSummary", OrderedJson()
                                        .add("count", static_cast<qint64>(flow.positions.size()))
                                        .add("totalNotional", cents(notional))
                                        .add("totalUnrealizedPnL", cents(pnl))
                                        .bytes());
    if (config.behaviour == Behaviour::Runbook)
        out.addRaw("ordersSummary", OrderedJson().add("count", static_cast<qint64>(flow.working.size())).bytes());
    out.addRaw("recentDecisions", "[]")
        .add("regimeState", QStringLiteral("STABLE"))
        .add("version", QStringLiteral("1.0.0"))
        .add("uptime", nowMs - startedMs)
        .add("lastUpdated", nowMs);
    return {subjects.dashboard, out.bytes()};
}

Message policyMessage(const CoreConfig& config, const CoreState& brain, const Subjects& subjects, qint64 nowMs)
{
    return {subjects.policy,
            policyBroadcast(config.behaviour == Behaviour::Runbook ? brain.policy : RiskPolicy{}, nowMs)};
}

std::vector<Message> fiveSecondTelemetry(const CoreConfig& config, const Subjects& subjects, qint64 nowMs,
                                         qint64 startedMs)
{
    if (config.role == Role::Brain)
        return budgets(subjects, nowMs);
    if (!phaseName(config.role).isEmpty())
        return phaseTelemetry(config.role, nowMs, startedMs);
    return {};
}

Message truthSnapshot(const FlowState& flow, qint64 nowMs)
{
    QByteArray positions;
    for (const Position& position : flow.positions)
        positions += (positions.isEmpty() ? "" : ",") + OrderedJson()
                                                            .add("symbol", position.symbol)
                                                            .add("size", position.quantity)
                                                            .add("entry_price", position.entryPrice)
                                                            .bytes();
    return {QStringLiteral("titan.evt.execution.truth.v1"),
            OrderedJson()
                .add("timestamp", nowMs)
                .add("service", QStringLiteral("titan-execution"))
                .addRaw("positions", "[" + positions + "]")
                .add("policy_hash", QString(64, QLatin1Char('0')))
                .addRaw("meta", OrderedJson().add("version", QStringLiteral("0.1.0")).bytes())
                .bytes()};
}

qint64 dashboardCacheMs(Behaviour behaviour)
{
    return behaviour == Behaviour::Runbook ? 0 : 60'000;
}

} // namespace ops::sim
