#include "sim/roles.h"

namespace ops::sim {

const RoleInfo& roleInfo(Role role)
{
    static const std::vector<RoleInfo> table{
        {Role::Brain, QStringLiteral("brain"), QStringLiteral("titan-brain"), LogFormat::SharedJson, {}},
        {Role::Execution, QStringLiteral("execution"), QStringLiteral("titan-execution"), LogFormat::RustTracing, {}},
        {Role::Scavenger,
         QStringLiteral("phase1-scavenger"),
         QStringLiteral("titan-phase1-scavenger"),
         LogFormat::SharedJson,
         {}},
        {Role::Hunter, QStringLiteral("phase2-hunter"), QStringLiteral("titan-phase2-hunter"), LogFormat::Headless, {}},
        {Role::Sentinel,
         QStringLiteral("phase3-sentinel"),
         QStringLiteral("titan-phase3-sentinel"),
         LogFormat::SharedJson,
         {}},
        {Role::PowerlawLab, QStringLiteral("powerlaw-lab"), QStringLiteral("titan-powerlaw-lab"), LogFormat::Plain,
         QStringLiteral("Lab")},
        {Role::AiQuant, QStringLiteral("ai-quant"), QStringLiteral("titan-ai-quant"), LogFormat::Plain,
         QStringLiteral("Quant")},
        {Role::Console, QStringLiteral("console"), QStringLiteral("titan-console"), LogFormat::Pino, {}},
    };
    return table[static_cast<size_t>(role)];
}

std::optional<Role> parseRole(const QString& word)
{
    for (const Role role : allRoles)
        if (word == roleInfo(role).argument || word == roleInfo(role).service)
            return role;
    return std::nullopt;
}

std::optional<Behaviour> parseBehaviour(const QString& word)
{
    for (const Behaviour behaviour : {Behaviour::Runbook, Behaviour::Jan30, Behaviour::Feb16})
        if (word == behaviourWord(behaviour))
            return behaviour;
    return std::nullopt;
}

QString behaviourWord(Behaviour behaviour)
{
    switch (behaviour) {
    case Behaviour::Runbook:
        return QStringLiteral("runbook");
    case Behaviour::Jan30:
        return QStringLiteral("jan30");
    case Behaviour::Feb16:
        break;
    }
    return QStringLiteral("feb16");
}

QString clientName(Behaviour behaviour, Role role)
{
    return behaviour == Behaviour::Runbook ? roleInfo(role).service : QString();
}

Subjects subjectsOf(Behaviour behaviour)
{
    Subjects s;
    s.halt = QStringLiteral("titan.cmd.sys.halt");
    s.riskUpdate = QStringLiteral("titan.cmd.risk.update");
    s.riskReload = QStringLiteral("titan.cmd.risk.reload");
    s.riskWildcard = QStringLiteral("titan.cmd.risk.>");
    s.policy = QStringLiteral("titan.cmd.risk.policy");
    s.flatten = QStringLiteral("titan.cmd.risk.flatten");
    s.heartbeat = QStringLiteral("titan.evt.system.heartbeat");
    s.dashboard = QStringLiteral("titan.data.dashboard.update.v1");
    s.fillPrefix = QStringLiteral("titan.evt.exec.fill.v1");
    s.budget = QStringLiteral("titan.evt.budget.update");
    if (behaviour == Behaviour::Runbook) {
        s.orderPrefix = QStringLiteral("titan.evt.exec.order.v1");
        s.reject = QStringLiteral("titan.evt.execution.reject.v1");
    }
    if (behaviour == Behaviour::Feb16) {
        s.halt = QStringLiteral("titan.cmd.sys.halt.v1");
        s.policy = QStringLiteral("titan.cmd.risk.policy.v1");
        s.flatten = QStringLiteral("titan.cmd.risk.flatten.v1");
        s.arm = QStringLiteral("titan.cmd.operator.arm.v1");
        s.disarm = QStringLiteral("titan.cmd.operator.disarm.v1");
        s.heartbeat = QStringLiteral("titan.sys.heartbeat.v1.risk-guardian");
        s.fillPrefix = QStringLiteral("titan.evt.execution.fill.v1");
        s.reject = QStringLiteral("titan.evt.execution.reject.v1");
        s.budget = QStringLiteral("titan.evt.budget.update.v1");
    }
    return s;
}

} // namespace ops::sim
