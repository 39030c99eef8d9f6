#include "sim/engine_core.h"

#include "base/json_text.h"

namespace ops::sim {
namespace {

using domain::TradingState;

class PublicStep {
public:
    PublicStep(const CoreConfig& config, CoreState state)
        : m_config(config)
        , m_step{std::move(state), {}}
    {
    }

    void operator()(const event::Started& started)
    {
        if (!isEngine())
            return startOther();
        // Read once, here: creating the file by hand does nothing until the next start.
        const bool halted = started.lockReason.has_value() || domain::isHalted(started.initial);
        m_step.state.trading = halted ? TradingState::HardHalt : TradingState::Open;
        m_step.state.reason = started.lockReason.value_or(QString());
        log(LogLevel::Info, QStringLiteral("state listener up"));
        if (started.lockReason)
            log(LogLevel::Warn, QStringLiteral("Found system.halt, starting halted: %1").arg(*started.lockReason));
    }

    void operator()(const event::Halt& halt)
    {
        if (!isEngine())
            return;
        const auto json = base::parseJson(halt.payload);
        if (!json)
            return log(LogLevel::Warn,
                       QStringLiteral("Failed to parse system state message: %1").arg(json.error().detail));
        const QJsonObject object = json->toObject();
        const QJsonValue reasonValue = object.value(QStringLiteral("reason"));
        const QString reason = reasonValue.isString() ? reasonValue.toString() : QStringLiteral("System Command");
        const QJsonValue stateValue = object.value(QStringLiteral("state"));
        if (!stateValue.isString()) {
            // The legacy branch: any JSON at all that carries no state resumes trading. The February version has
            // lost the branch and ignores such a message.
            if (m_config.behaviour == Behaviour::Jan30)
                setHalted(object.value(QStringLiteral("active")).toBool(false), reason);
            return;
        }
        const auto wanted = domain::parseTradingState(stateValue.toString());
        if (!wanted)
            return log(LogLevel::Warn, QStringLiteral("Unknown system state: %1").arg(stateValue.toString().left(64)));
        log(LogLevel::Info,
            *wanted == TradingState::SoftHalt
                ? QStringLiteral("System State: SOFT_HALT (handled as HARD_HALT): %1").arg(reason)
                : QStringLiteral("System State: %1: %2").arg(domain::tradingStateWord(*wanted), reason));
        setHalted(domain::isHalted(*wanted), reason);
    }

    // Nobody listens to these two by name. They are stored by the stream and reach the engine as unsigned commands.
    void operator()(const event::RiskUpdate&) {}
    void operator()(const event::RiskReload&) {}

    void operator()(const event::SignedRiskCommand& command)
    {
        if (isEngine())
            log(LogLevel::Error, QStringLiteral("Risk command rejected: Missing signature"),
                {{QStringLiteral("subject"), command.subject}});
    }

    void operator()(const event::Policy& policy)
    {
        if (!isEngine())
            return;
        const auto next = parseFullPolicy(policy.payload);
        if (!next)
            return log(
                LogLevel::Error,
                QStringLiteral("Failed to parse risk policy: %1 %2").arg(next.error().detail, next.error().subject));
        m_step.state.policy = *next;
        log(LogLevel::Info, QStringLiteral("Risk Policy Updated"));
    }

    void operator()(const event::Flatten&)
    {
        if (!isEngine())
            return;
        // The payload is not even looked at, and a halt does not stand in its way.
        log(LogLevel::Warn, QStringLiteral("Flatten command received, closing all positions"));
        m_step.effects.emplace_back(effect::FlattenAll{});
    }

    void operator()(const event::Arm& arm)
    {
        if (!isEngine() || m_config.behaviour != Behaviour::Feb16 || m_step.state.armed == arm.arm)
            return;
        m_step.state.armed = arm.arm;
        log(LogLevel::Warn, (arm.arm ? QStringLiteral("EXECUTION ARMED: %1") : QStringLiteral("EXECUTION DISARMED: %1"))
                                .arg(QString::fromUtf8(arm.payload.left(256))));
    }

    Step take() { return std::move(m_step); }

private:
    bool isEngine() const { return m_config.role == Role::Execution; }

    void startOther()
    {
        log(LogLevel::Info, QStringLiteral("%1 started").arg(roleInfo(m_config.role).service));
        if (m_config.role == Role::Brain)
            log(LogLevel::Error, QStringLiteral("Subscription BRAIN_SYS_CONTROL failed: push consumer requires "
                                                "deliver_subject"));
    }

    void setHalted(bool halted, const QString& reason)
    {
        CoreState& state = m_step.state;
        if (state.faults.lying)
            return;
        const bool was = domain::isHalted(state.trading);
        state.trading = halted ? TradingState::HardHalt : TradingState::Open;
        state.reason = reason;
        if (halted)
            m_step.effects.emplace_back(effect::WriteLock{reason}); // rewritten by every halt: the newest reason wins
        else
            m_step.effects.emplace_back(effect::RemoveLock{});
        if (was == halted)
            return;
        log(LogLevel::Warn,
            (halted ? QStringLiteral("SYSTEM HALT ACTIVATED: %1") : QStringLiteral("SYSTEM HALT LIFTED: %1"))
                .arg(reason));
        m_step.effects.emplace_back(effect::StateChanged{});
    }

    void log(LogLevel level, const QString& text, const QJsonObject& extra = {})
    {
        m_step.effects.emplace_back(effect::Log{level, text, extra});
    }

    CoreConfig m_config;
    Step m_step;
};

} // namespace

Step publicVersionStep(const CoreConfig& config, CoreState state, const Event& event)
{
    PublicStep publicVersion(config, std::move(state));
    std::visit(publicVersion, event);
    return publicVersion.take();
}

} // namespace ops::sim
