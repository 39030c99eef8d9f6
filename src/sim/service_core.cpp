#include "sim/service_core.h"

#include "base/json_text.h"
#include "sim/engine_core.h"
#include "sim/ordered_json.h"

namespace ops::sim {
namespace {

using domain::TradingState;

constexpr char malformedReply[] = "{\"service\":\"titan-";

// The runbook's Titan: every promise kept, every command answered.
class RunbookStep {
public:
    RunbookStep(const CoreConfig& config, CoreState state)
        : m_service(roleInfo(config.role).service)
        , m_step{std::move(state), {}}
    {
    }

    void operator()(const event::Started& started)
    {
        m_step.state.trading = started.initial;
        log(LogLevel::Info, QStringLiteral("Started, trading state %1").arg(domain::tradingStateWord(started.initial)));
    }

    void operator()(const event::Halt& halt)
    {
        const auto json = base::parseJson(halt.payload);
        if (!json)
            return refuseHalt(halt, json.error().detail);
        if (!json->isObject())
            return refuseHalt(halt, QStringLiteral("expected an object"));
        const QJsonObject object = json->toObject();
        const QJsonValue word = object.value(QStringLiteral("state"));
        if (!word.isString())
            return refuseHalt(halt, QStringLiteral("no state"));
        const auto wanted = domain::parseTradingState(word.toString());
        if (!wanted)
            return refuseHalt(halt, QStringLiteral("unknown state: %1").arg(word.toString().left(64)));
        accept(halt, *wanted, object.value(QStringLiteral("reason")).toString());
    }

    void operator()(const event::RiskUpdate& update)
    {
        const auto next = applyUpdate(m_step.state.policy, update.payload);
        if (!next) {
            const QString text = next.error().subject.isEmpty()
                                     ? next.error().detail
                                     : next.error().subject + QStringLiteral(": ") + next.error().detail;
            log(LogLevel::Warn, QStringLiteral("Risk update refused: %1").arg(text));
            return reply(update.wantsReply, OrderedJson()
                                                .add("service", m_service)
                                                .add("error", text)
                                                .addRaw("policy", compactJson(m_step.state.policy.values))
                                                .bytes());
        }
        adoptPolicy(*next, update.wantsReply, QStringLiteral("Risk policy updated"));
    }

    void operator()(const event::RiskReload& reload)
    {
        adoptPolicy(RiskPolicy{}, reload.wantsReply, QStringLiteral("Risk policy reloaded from configuration"));
    }

    // The runbook names neither a signed command, nor a policy from outside, nor a flatten, nor arming.
    void operator()(const event::SignedRiskCommand&) {}
    void operator()(const event::Policy&) {}
    void operator()(const event::Flatten&) {}
    void operator()(const event::Arm&) {}

    Step take() { return std::move(m_step); }

private:
    void accept(const event::Halt& halt, TradingState wanted, const QString& reason)
    {
        CoreState& state = m_step.state;
        if (state.faults.lying) {
            state.claimed = wanted;
        } else {
            const bool changed = state.trading != wanted;
            state.trading = wanted;
            state.reason = reason;
            log(wanted == TradingState::Open ? LogLevel::Info : LogLevel::Warn,
                QStringLiteral("System State: %1 (%2)").arg(domain::tradingStateWord(wanted), reason));
            if (changed)
                m_step.effects.emplace_back(effect::StateChanged{});
        }
        if (state.faults.lyingEverywhere)
            m_step.effects.emplace_back(effect::StateChanged{});
        reply(halt.wantsReply, OrderedJson()
                                   .add("service", m_service)
                                   .add("state", domain::tradingStateWord(wanted))
                                   .add("reason", reason)
                                   .add("ts", halt.nowMs)
                                   .bytes());
    }

    void refuseHalt(const event::Halt& halt, const QString& why)
    {
        log(LogLevel::Warn, QStringLiteral("Halt command refused: %1").arg(why));
        reply(halt.wantsReply, OrderedJson()
                                   .add("service", m_service)
                                   .add("error", why)
                                   .add("state", domain::tradingStateWord(claimedInReplies(m_step.state)))
                                   .bytes());
    }

    void adoptPolicy(const RiskPolicy& next, bool wantsReply, const QString& logText)
    {
        if (!m_step.state.faults.lying) {
            m_step.state.policy = next;
            m_step.effects.emplace_back(effect::PolicyChanged{});
        }
        log(LogLevel::Info, logText);
        reply(wantsReply, OrderedJson().add("service", m_service).addRaw("policy", compactJson(next.values)).bytes());
    }

    void reply(bool wanted, const QByteArray& payload)
    {
        if (wanted)
            m_step.effects.emplace_back(
                effect::Reply{m_step.state.faults.malformed ? QByteArray(malformedReply) : payload});
    }

    void log(LogLevel level, const QString& text) { m_step.effects.emplace_back(effect::Log{level, text, {}}); }

    QString m_service;
    Step m_step;
};

} // namespace

TradingState claimedInReplies(const CoreState& state)
{
    return state.claimed.value_or(state.trading);
}

TradingState claimedInTelemetry(const CoreState& state)
{
    return state.faults.lyingEverywhere ? claimedInReplies(state) : state.trading;
}

std::vector<QString> subscriptionsOf(const CoreConfig& config, const Subjects& subjects)
{
    std::vector<QString> out;
    if (config.behaviour == Behaviour::Runbook) {
        if (config.role == Role::Brain)
            out = {subjects.halt, subjects.riskUpdate, subjects.riskReload};
        if (config.role == Role::Execution)
            out = {subjects.halt};
    } else if (config.role == Role::Execution) {
        out = {subjects.halt, subjects.policy, subjects.flatten};
        if (!subjects.arm.isEmpty()) {
            out.push_back(subjects.arm);
            out.push_back(subjects.disarm);
        }
    }
    return out;
}

Step step(const CoreConfig& config, CoreState state, const Event& event)
{
    if (config.behaviour != Behaviour::Runbook)
        return publicVersionStep(config, std::move(state), event);
    RunbookStep runbook(config, std::move(state));
    std::visit(runbook, event);
    return runbook.take();
}

} // namespace ops::sim
