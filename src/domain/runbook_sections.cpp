#include "domain/runbook_sections.h"

#include "domain/runbook_json.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace ops::domain::sections {
namespace {

QString quoted(const QString& text)
{
    return QStringLiteral("\"%1\"").arg(text.left(60));
}

QString subjectAt(const JsonReader& json, bool wildcardsAllowed)
{
    const QString subject = json.text();
    if (!isValidSubject(subject, wildcardsAllowed))
        json.fail(quoted(subject), wildcardsAllowed ? QStringLiteral("a NATS subject, wildcards allowed")
                                                    : QStringLiteral("a NATS subject without wildcards"));
    return subject;
}

QString pointerAt(const JsonReader& json)
{
    const QString pointer = json.text();
    if (!pointer.startsWith(QLatin1Char('/')))
        json.fail(quoted(pointer), QStringLiteral("a JSON pointer that begins with /"));
    return pointer;
}

template <class T>
T optional(const std::optional<JsonReader>& json, T fallback, T (*read)(const JsonReader&))
{
    return json ? read(*json) : fallback;
}

const QHash<QString, TradingState>& stateWords()
{
    static const QHash<QString, TradingState> words{{QStringLiteral("OPEN"), TradingState::Open},
                                                    {QStringLiteral("SOFT_HALT"), TradingState::SoftHalt},
                                                    {QStringLiteral("HARD_HALT"), TradingState::HardHalt}};
    return words;
}

HaltCommand readHaltCommand(const JsonReader& json)
{
    HaltCommand command;
    command.state = json.at(QStringLiteral("state")).oneOf(stateWords());
    command.presetReason = json.at(QStringLiteral("reason")).text();
    const JsonReader line = json.at(QStringLiteral("cli"));
    command.cliLine = line.text();
    if (!command.cliLine.contains(QLatin1String("{subject}")) || !command.cliLine.contains(QLatin1String("{payload}")))
        line.fail(quoted(command.cliLine), QStringLiteral("a line with {subject} and {payload}"));
    json.refuseUnknown();
    return command;
}

// Services named in a list must exist, and none twice: a misspelt one would be a step that stops nothing.
QStringList serviceListAt(const JsonReader& json, const QStringList& names)
{
    QStringList list;
    json.forEach([&](const JsonReader& item) {
        const QString name = item.text();
        if (!names.contains(name))
            item.fail(quoted(name), QStringLiteral("one of the services: %1").arg(names.join(QStringLiteral(", "))));
        if (list.contains(name))
            item.fail(quoted(name) + QStringLiteral(" again"), QStringLiteral("each service once"));
        list << name;
    });
    return list;
}

RollbackStep readStep(const JsonReader& json)
{
    RollbackStep step;
    step.title = json.at(QStringLiteral("title")).text();
    static const QHash<QString, bool> kinds{{QStringLiteral("halt"), true},   {QStringLiteral("stop"), false},
                                            {QStringLiteral("pull"), false},  {QStringLiteral("start"), false},
                                            {QStringLiteral("verify"), false}, {QStringLiteral("resume"), true}};
    const JsonReader kind = json.at(QStringLiteral("kind"));
    const bool commandsTitan = kind.oneOf(kinds);
    step.kind = kind.anyText();
    if (commandsTitan) {
        step.state = json.at(QStringLiteral("state")).oneOf(stateWords());
        step.reason = json.at(QStringLiteral("reason")).text();
    } else {
        json.at(QStringLiteral("commands")).forEach([&](const JsonReader& argv) {
            step.commands.push_back(argv.texts());
            if (argv.count() == 0)
                argv.fail(QStringLiteral("an empty array"), QStringLiteral("a program and its arguments"));
        });
    }
    json.refuseUnknown();
    return step;
}

RiskLimit readLimit(const JsonReader& json)
{
    RiskLimit limit;
    limit.key = json.at(QStringLiteral("key")).text();
    limit.label = json.at(QStringLiteral("label")).text();
    limit.unit = json.at(QStringLiteral("unit")).anyText();
    static const QHash<QString, int> types{
        {QStringLiteral("decimal"), 0}, {QStringLiteral("integer"), 1}, {QStringLiteral("symbols"), 2}};
    const JsonReader type = json.at(QStringLiteral("type"));
    type.oneOf(types);
    limit.type = type.anyText();
    if (const auto minimum = json.optionalAt(QStringLiteral("minimum")))
        limit.minimum = minimum->decimal();
    if (const auto maximum = json.optionalAt(QStringLiteral("maximum")))
        limit.maximum = maximum->decimal();
    if (limit.minimum && limit.maximum && *limit.maximum < *limit.minimum)
        json.at(QStringLiteral("maximum"))
            .fail(limit.maximum->toString(), QStringLiteral("at least the minimum, %1").arg(limit.minimum->toString()));
    static const QHash<QString, TighterWhen> directions{{QStringLiteral("lower"), TighterWhen::Lower},
                                                        {QStringLiteral("higher"), TighterWhen::Higher},
                                                        {QStringLiteral("fewer"), TighterWhen::Fewer}};
    limit.tighterWhen = json.at(QStringLiteral("tighterWhen")).oneOf(directions);
    if (const auto note = json.optionalAt(QStringLiteral("note")))
        limit.note = note->text();
    json.refuseUnknown();
    return limit;
}

} // namespace

HaltSection readHalt(const JsonReader& json)
{
    HaltSection halt;
    halt.subject = subjectAt(json.at(QStringLiteral("subject")), false);
    static const QHash<QString, TimestampUnit> units{{QStringLiteral("s"), TimestampUnit::Seconds},
                                                     {QStringLiteral("ms"), TimestampUnit::Milliseconds}};
    halt.timestampUnit = json.at(QStringLiteral("timestampUnit")).oneOf(units);
    const JsonReader commands = json.at(QStringLiteral("commands"));
    QSet<int> states;
    commands.forEach([&](const JsonReader& item) {
        halt.commands.push_back(readHaltCommand(item));
        states.insert(static_cast<int>(halt.commands.back().state));
    });
    if (halt.commands.size() != 3 || states.size() != 3)
        commands.fail(QStringLiteral("%1 commands for %2 states").arg(halt.commands.size()).arg(states.size()),
                      QStringLiteral("one each for HARD_HALT, SOFT_HALT and OPEN"));
    if (const auto stream = json.optionalAt(QStringLiteral("stream")))
        halt.stream = stream->text();
    halt.replyServiceField = optional(json.optionalAt(QStringLiteral("replyServiceField")), halt.replyServiceField,
                                      +[](const JsonReader& j) { return j.text(); });
    halt.replyStateField = optional(json.optionalAt(QStringLiteral("replyStateField")), halt.replyStateField,
                                    +[](const JsonReader& j) { return j.text(); });
    halt.repliesProveState = json.at(QStringLiteral("repliesProveState")).boolean();
    if (const auto window = json.optionalAt(QStringLiteral("replyWindowMs")))
        halt.replyWindow = std::chrono::milliseconds(window->integer(100, 60000));
    if (const auto quiet = json.optionalAt(QStringLiteral("quietAfterSeconds")))
        halt.quietAfter = std::chrono::seconds(quiet->integer(1, 3600));
    halt.doesNot = json.at(QStringLiteral("doesNot")).texts();
    json.refuseUnknown();
    return halt;
}

std::vector<RunbookService> readServices(const JsonReader& json)
{
    static const QHash<QString, ServiceRole> roles{{QStringLiteral("infrastructure"), ServiceRole::Infrastructure},
                                                   {QStringLiteral("core"), ServiceRole::Core},
                                                   {QStringLiteral("phase"), ServiceRole::Phase},
                                                   {QStringLiteral("lab"), ServiceRole::Lab},
                                                   {QStringLiteral("interface"), ServiceRole::Interface}};
    std::vector<RunbookService> services;
    QSet<QString> seen;
    json.forEach([&](const JsonReader& item) {
        RunbookService service;
        const JsonReader name = item.at(QStringLiteral("name"));
        service.name = name.text();
        if (seen.contains(service.name))
            name.fail(quoted(service.name) + QStringLiteral(" again"), QStringLiteral("each service once"));
        seen.insert(service.name);
        service.role = item.at(QStringLiteral("role")).oneOf(roles);
        service.composeName = item.at(QStringLiteral("compose")).text();
        service.container = item.at(QStringLiteral("container")).text();
        if (const auto proves = item.optionalAt(QStringLiteral("provesHalt")))
            service.provesHalt = proves->boolean();
        item.refuseUnknown();
        services.push_back(service);
    });
    if (services.empty())
        json.fail(QStringLiteral("no service"), QStringLiteral("at least one"));
    return services;
}

StateProbe readStateProbe(const JsonReader& json)
{
    StateProbe probe;
    probe.subject = subjectAt(json.at(QStringLiteral("subject")), true);
    if (const auto service = json.optionalAt(QStringLiteral("service")))
        probe.service = service->text();
    if (const auto field = json.optionalAt(QStringLiteral("serviceField")))
        probe.serviceField = pointerAt(*field);
    if (probe.service.isEmpty() == probe.serviceField.isEmpty())
        json.fail(QStringLiteral("service and serviceField both given or both missing"), QStringLiteral("one of them"));
    probe.stateField = pointerAt(json.at(QStringLiteral("stateField")));
    if (const auto stamp = json.optionalAt(QStringLiteral("stampField")))
        probe.stampField = pointerAt(*stamp);
    if (const auto values = json.optionalAt(QStringLiteral("values")))
        values->forEachMember([&](const QString& word, const JsonReader& state) {
            probe.values.insert(word, state.oneOf(stateWords()));
        });
    if (const auto age = json.optionalAt(QStringLiteral("maxAgeMs")))
        probe.maxAge = std::chrono::milliseconds(age->integer(100, 600000));
    json.refuseUnknown();
    return probe;
}

ActivityProbe readActivityProbe(const JsonReader& json)
{
    ActivityProbe probe{subjectAt(json.at(QStringLiteral("subject")), true), json.at(QStringLiteral("what")).text()};
    json.refuseUnknown();
    return probe;
}

ExposureProbe readExposureProbe(const JsonReader& json)
{
    ExposureProbe probe;
    probe.subject = subjectAt(json.at(QStringLiteral("subject")), true);
    probe.positionsField = pointerAt(json.at(QStringLiteral("positionsField")));
    if (const auto orders = json.optionalAt(QStringLiteral("ordersField")))
        probe.ordersField = pointerAt(*orders);
    json.refuseUnknown();
    return probe;
}

HealthEndpoint readHealthEndpoint(const JsonReader& json)
{
    HealthEndpoint endpoint;
    endpoint.service = json.at(QStringLiteral("service")).text();
    const JsonReader url = json.at(QStringLiteral("url"));
    endpoint.url = url.text();
    const QUrl parsed(endpoint.url, QUrl::StrictMode);
    if (!parsed.isValid() || !parsed.scheme().startsWith(QLatin1String("http")) || parsed.host().isEmpty())
        url.fail(quoted(endpoint.url), QStringLiteral("an http or https URL"));
    endpoint.expectedField = json.at(QStringLiteral("expectedField")).text();
    endpoint.expectedValue = json.at(QStringLiteral("expectedValue")).text();
    json.refuseUnknown();
    return endpoint;
}

InfrastructureCheck readInfrastructureCheck(const JsonReader& json)
{
    InfrastructureCheck check;
    check.name = json.at(QStringLiteral("name")).text();
    const JsonReader argv = json.at(QStringLiteral("argv"));
    check.argv = argv.texts();
    if (check.argv.isEmpty())
        argv.fail(QStringLiteral("an empty array"), QStringLiteral("a program and its arguments"));
    check.expectedText = json.at(QStringLiteral("expected")).text();
    json.refuseUnknown();
    return check;
}

RunbookScript readScript(const JsonReader& json)
{
    RunbookScript script;
    script.name = json.at(QStringLiteral("name")).text();
    const JsonReader argv = json.at(QStringLiteral("argv"));
    script.argv = argv.texts();
    if (script.argv.isEmpty())
        argv.fail(QStringLiteral("an empty array"), QStringLiteral("a program and its arguments"));
    script.purpose = json.at(QStringLiteral("purpose")).text();
    json.refuseUnknown();
    return script;
}

RollbackSection readRollback(const JsonReader& json, const QStringList& serviceNames)
{
    RollbackSection rollback;
    rollback.composeFile = json.at(QStringLiteral("composeFile")).text();
    const JsonReader variable = json.at(QStringLiteral("versionVariable"));
    rollback.versionVariable = variable.text();
    static const QRegularExpression identifier(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    if (!identifier.match(rollback.versionVariable).hasMatch())
        variable.fail(quoted(rollback.versionVariable), QStringLiteral("the name of an environment variable"));
    rollback.quickScript = json.at(QStringLiteral("quickScript")).text();
    rollback.stopOrder = serviceListAt(json.at(QStringLiteral("stopOrder")), serviceNames);
    rollback.startOrder = serviceListAt(json.at(QStringLiteral("startOrder")), serviceNames);
    json.at(QStringLiteral("steps")).forEach([&](const JsonReader& item) {
        rollback.steps.push_back(readStep(item));
    });
    json.refuseUnknown();
    return rollback;
}

RiskSection readRisk(const JsonReader& json)
{
    RiskSection risk;
    risk.updateSubject = subjectAt(json.at(QStringLiteral("updateSubject")), false);
    risk.reloadSubject = subjectAt(json.at(QStringLiteral("reloadSubject")), false);
    if (const auto policy = json.optionalAt(QStringLiteral("policySubject")))
        risk.policySubject = subjectAt(*policy, false);
    QSet<QString> keys;
    json.at(QStringLiteral("limits")).forEach([&](const JsonReader& item) {
        risk.limits.push_back(readLimit(item));
        if (keys.contains(risk.limits.back().key))
            item.at(QStringLiteral("key"))
                .fail(quoted(risk.limits.back().key) + QStringLiteral(" again"), QStringLiteral("each limit once"));
        keys.insert(risk.limits.back().key);
    });
    json.refuseUnknown();
    return risk;
}

EscalationRow readEscalationRow(const JsonReader& json)
{
    EscalationRow row;
    row.severity = json.at(QStringLiteral("severity")).text();
    row.condition = json.at(QStringLiteral("condition")).text();
    row.action = json.at(QStringLiteral("action")).text();
    if (const auto reasons = json.optionalAt(QStringLiteral("reasons")))
        row.reasons = reasons->texts();
    json.refuseUnknown();
    return row;
}

LogCommand readLogCommand(const JsonReader& json)
{
    LogCommand command{json.at(QStringLiteral("title")).text(), json.at(QStringLiteral("command")).text()};
    json.refuseUnknown();
    return command;
}

} // namespace ops::domain::sections
