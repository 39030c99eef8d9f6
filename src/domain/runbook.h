#pragma once

#include "base/decimal.h"
#include "domain/halt_message.h"
#include "domain/trading_state.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

// The runbook as data: what one runbook variant says about a Titan deployment. Values only; loaded and validated by
// runbook_json.h, shipped in resources/runbooks/*.json. A field that a variant leaves out keeps the default here.
namespace ops::domain {

enum class ServiceRole { Infrastructure, Core, Phase, Lab, Interface };

struct RunbookService {
    QString name; // as people say it, unique in the variant
    ServiceRole role = ServiceRole::Core;
    QString composeName;     // service in the compose file
    QString container;       // container name
    bool provesHalt = false; // a halt is proven only when this service shows the state
};

// One thing the halt subject is told.
struct HaltCommand {
    TradingState state = TradingState::Unknown;
    QString presetReason; // the runbook's own words
    QString cliLine;      // the runbook's shell line, with {payload} and {subject} where they go; for copying only
};

struct HaltSection {
    QString subject; // titan.cmd.sys.halt
    TimestampUnit timestampUnit = TimestampUnit::Seconds;
    std::vector<HaltCommand> commands;                     // exactly one per state HARD_HALT, SOFT_HALT, OPEN
    QString stream;                                        // stream that stores the subject; empty: none known
    QString replyServiceField = QStringLiteral("service"); // top-level key in a service's reply that names it
    QString replyStateField = QStringLiteral("state");     // top-level key that carries its state after the command
    bool repliesProveState = false; // true: that state is read back by the service itself, so it counts as APPLIED
    std::chrono::milliseconds replyWindow{2000}; // how long replies are collected before the verdict
    std::chrono::seconds quietAfter{5};          // QUIET: no order or fill for so long
    QStringList doesNot;                         // what a halt does not do (rule H8), shown as it is
};

// A telemetry subject from which a service's trading state can be read.
struct StateProbe {
    QString subject;                        // may contain wildcards
    QString service;                        // fixed name, or empty when serviceField says it
    QString serviceField;                   // JSON pointer, e.g. "/service"
    QString stateField;                     // JSON pointer, e.g. "/tradingState"
    QString stampField;                     // JSON pointer to the sender's own stamp (ms since the epoch); empty: none
    QHash<QString, TradingState> values;    // value as text ("true", "HARD_HALT") -> state; empty: the three wire words
    std::chrono::milliseconds maxAge{5000}; // older is stale (rule G9)
};

// Telemetry that shows trading going on: an order or a fill.
struct ActivityProbe {
    QString subject; // may contain wildcards
    QString what;    // "order", "fill"
};

// Telemetry that carries what stays open in a halt (rule H8).
struct ExposureProbe {
    QString subject;
    QString positionsField; // JSON pointer to a count or an array
    QString ordersField;    // JSON pointer to a count or an array; empty: unknown
};

struct HealthEndpoint {
    QString service;
    QString url;
    QString expectedField; // top-level key
    QString expectedValue;
};

struct InfrastructureCheck {
    QString name;
    QStringList argv;
    QString expectedText;
};

struct RunbookScript {
    QString name;
    QStringList argv;
    QString purpose;
};

struct RollbackStep {
    QString title;
    QString kind; // "halt", "stop", "pull", "start", "verify", "resume"
    std::vector<QStringList> commands;
    TradingState state = TradingState::Unknown; // for kinds halt and resume
    QString reason;                             // for kinds halt and resume
};

struct RollbackSection {
    QString composeFile;
    QString versionVariable;
    QString quickScript;
    QStringList stopOrder; // service names, first stopped first
    QStringList startOrder;
    std::vector<RollbackStep> steps;
};

enum class TighterWhen { Lower, Higher, Fewer };

struct RiskLimit {
    QString key;
    QString label;
    QString unit;
    QString type; // "decimal", "integer", "symbols"
    std::optional<base::Decimal> minimum;
    std::optional<base::Decimal> maximum;
    TighterWhen tighterWhen = TighterWhen::Lower;
    QString note;
};

struct RiskSection {
    QString updateSubject;
    QString reloadSubject;
    QString policySubject;                        // where the policy is broadcast; empty: nowhere known
    QString reloadPayload = QStringLiteral("{}"); // what a reload is asked with; an update is one flat JSON object
    std::vector<RiskLimit> limits;
};

struct EscalationRow {
    QString severity; // "P0"
    QString condition;
    QString action;
    QStringList reasons; // reason chips for the guard
};

struct LogCommand {
    QString title;
    QString commandLine; // for copying and for the log page
};

struct Runbook {
    QString id; // "runbook", "feb16", or a user's own
    QString title;
    QString source; // where its facts come from
    HaltSection halt;
    std::vector<RunbookService> services;
    std::vector<StateProbe> stateProbes;
    std::vector<ActivityProbe> activityProbes;
    std::vector<ExposureProbe> exposureProbes;
    std::vector<HealthEndpoint> healthEndpoints;
    std::vector<InfrastructureCheck> infrastructureChecks;
    std::vector<RunbookScript> scripts;
    RollbackSection rollback;
    RiskSection risk;
    std::vector<EscalationRow> escalation;
    std::vector<LogCommand> logCommands;

    // The services whose state proves a halt, in the variant's order.
    QStringList provingServices() const;
    // The command for a state; nullptr for Unknown.
    const HaltCommand* haltCommand(TradingState state) const;
    // Reason chips in the matrix' order, the state's preset first, without repeats.
    QStringList reasonChips(TradingState state) const;
    // Every subject the telemetry link listens to, without repeats: the halt subject first, then the probes'.
    QStringList telemetrySubjects() const;
    // The runbook's own shell line for a payload, ready to paste into a POSIX shell whatever the payload contains.
    QString cliLine(TradingState state, const QByteArray& payload) const;
};

} // namespace ops::domain
