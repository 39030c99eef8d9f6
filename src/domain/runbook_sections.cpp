#include "domain/runbook_sections.h"

#include "domain/runbook_fields.h"
#include "domain/runbook_json.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace ops::domain::sections {
namespace {

QString pointerAt(const JsonReader& json)
{
    static const QRegularExpression pattern(QStringLiteral("\\A(/([^~/]|~[01])*)+\\z"));
    QString pointer = json.text();
    if (!pattern.match(pointer).hasMatch())
        json.fail(json.found(), QStringLiteral("a JSON pointer that begins with /, with ~ only in ~0 and ~1"));
    return pointer;
}

template <class T>
T optional(const std::optional<JsonReader>& json, T fallback, T (*read)(const JsonReader&))
{
    return json ? read(*json) : fallback;
}

HaltCommand readHaltCommand(const JsonReader& json)
{
    HaltCommand command;
    command.state = json.at(QStringLiteral("state")).oneOf(stateWords());
    command.presetReason = json.at(QStringLiteral("reason")).text();
    const JsonReader line = json.at(QStringLiteral("cli"));
    command.cliLine = line.text();
    if (!command.cliLine.contains(QLatin1String("{subject}")) || !command.cliLine.contains(QLatin1String("{payload}")))
        line.fail(line.found(), QStringLiteral("a line with {subject} and {payload}"));
    json.refuseUnknown();
    return command;
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
    if (const auto stream = json.optionalAt(QStringLiteral("stream"))) {
        halt.stream = stream->text();
        // A stream's name is one token of a subject.
        if (!isValidSubject(halt.stream, false) || halt.stream.contains(QLatin1Char('.')))
            stream->fail(stream->found(), QStringLiteral("a stream name, without dots and blanks"));
    }
    halt.replyServiceField = optional(
        json.optionalAt(QStringLiteral("replyServiceField")), halt.replyServiceField,
        +[](const JsonReader& j) { return j.text(); });
    halt.replyStateField = optional(
        json.optionalAt(QStringLiteral("replyStateField")), halt.replyStateField,
        +[](const JsonReader& j) { return j.text(); });
    halt.repliesProveState = json.at(QStringLiteral("repliesProveState")).boolean();
    if (const auto window = json.optionalAt(QStringLiteral("replyWindowMs")))
        halt.replyWindow = std::chrono::milliseconds(window->integer(100, 60000));
    if (const auto quiet = json.optionalAt(QStringLiteral("quietAfterSeconds")))
        halt.quietAfter = std::chrono::seconds(quiet->integer(1, 3600));
    const JsonReader doesNot = json.at(QStringLiteral("doesNot"));
    halt.doesNot = doesNot.texts();
    if (halt.doesNot.isEmpty())
        doesNot.fail(doesNot.found(), QStringLiteral("at least one thing that a halt does not do"));
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
    QHash<QString, QSet<QString>> seen;
    const auto uniqueText = [&seen](const JsonReader& item, const QString& key) {
        const JsonReader member = item.at(key);
        QString text = member.text();
        if (seen[key].contains(text))
            member.fail(member.found() + QStringLiteral(" again"), QStringLiteral("each %1 once").arg(key));
        seen[key].insert(text);
        return text;
    };
    json.forEach([&](const JsonReader& item) {
        RunbookService service;
        service.name = uniqueText(item, QStringLiteral("name"));
        service.role = item.at(QStringLiteral("role")).oneOf(roles);
        service.composeName = uniqueText(item, QStringLiteral("compose"));
        service.container = uniqueText(item, QStringLiteral("container"));
        if (const auto proves = item.optionalAt(QStringLiteral("provesHalt")))
            service.provesHalt = proves->boolean();
        item.refuseUnknown();
        services.push_back(service);
    });
    if (services.empty())
        json.fail(json.found(), QStringLiteral("at least one service"));
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
    const QStringList schemes{QStringLiteral("http"), QStringLiteral("https")};
    if (!parsed.isValid() || !schemes.contains(parsed.scheme()) || parsed.host().isEmpty() ||
        !parsed.userInfo().isEmpty())
        url.fail(url.found(), QStringLiteral("an http or https URL without user and password"));
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
