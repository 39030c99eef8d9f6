#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace ops::sim {

// Which Titan is played: the one the runbook promises, or one of the two public versions as they really behave.
enum class Behaviour { Runbook, Jan30, Feb16 };

enum class Role { Brain, Execution, Scavenger, Hunter, Sentinel, PowerlawLab, AiQuant, Console };
inline constexpr Role allRoles[] = {Role::Brain,    Role::Execution,   Role::Scavenger, Role::Hunter,
                                    Role::Sentinel, Role::PowerlawLab, Role::AiQuant,   Role::Console};

// How a service writes its log lines (titan-facts section 8).
enum class LogFormat { SharedJson, RustTracing, Headless, Pino, Plain };

struct RoleInfo {
    Role role;
    QString argument; // word after --role
    QString service;  // name in the runbook, in replies and as NATS client name
    LogFormat logFormat;
    QString plainTag; // tag of a plain text log line
};

const RoleInfo& roleInfo(Role role);
// Accepts the argument word and the service name ("brain", "titan-brain"); nullopt for anything else, "all" included.
std::optional<Role> parseRole(const QString& word);
std::optional<Behaviour> parseBehaviour(const QString& word);
QString behaviourWord(Behaviour behaviour);

// The name a role's connection shows in the monitoring port. The public versions set none.
QString clientName(Behaviour behaviour, Role role);

// Every subject of a behaviour set.
struct Subjects {
    QString halt;
    QString riskUpdate;
    QString riskReload;
    QString riskWildcard; // what the engine's RISK_ENFORCER consumer filters on
    QString policy;
    QString flatten;
    QString arm; // empty: this version has no arming
    QString disarm;
    QString heartbeat;
    QString dashboard;
    QString orderPrefix; // empty: this version publishes no orders
    QString fillPrefix;
    QString reject; // empty: this version publishes no rejects
    QString budget;
};

Subjects subjectsOf(Behaviour behaviour);

} // namespace ops::sim
