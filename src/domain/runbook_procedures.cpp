#include "base/json_text.h"
#include "domain/runbook_fields.h"
#include "domain/runbook_sections.h"

#include <QRegularExpression>
#include <QSet>

namespace ops::domain::sections {
namespace {

// Services named in a list must exist, and none twice: a misspelt one would be a step that stops nothing.
QStringList serviceListAt(const JsonReader& json, const QStringList& names)
{
    QStringList list;
    json.forEach([&](const JsonReader& item) {
        const QString name = item.text();
        if (!names.contains(name))
            item.fail(item.found(), QStringLiteral("one of the services: %1").arg(names.join(QStringLiteral(", "))));
        if (list.contains(name))
            item.fail(item.found() + QStringLiteral(" again"), QStringLiteral("each service once"));
        list << name;
    });
    return list;
}

// The runbook's own hazard: "docker compose stop" of a name that is in no compose file stops nothing. Options between
// "stop" and the names begin with '-'.
void checkStoppedServices(const JsonReader& argv, const std::vector<RunbookService>& services)
{
    QStringList known;
    for (const RunbookService& service : services)
        known << service.composeName;
    bool stopping = false;
    argv.forEach([&](const JsonReader& item) {
        const QString word = item.text();
        if (stopping && !word.startsWith(QLatin1Char('-')) && !known.contains(word))
            item.fail(item.found(),
                      QStringLiteral("one of the compose services: %1").arg(known.join(QStringLiteral(", "))));
        stopping = stopping || word == QLatin1String("stop");
    });
}

RollbackStep readStep(const JsonReader& json, const std::vector<RunbookService>& services)
{
    RollbackStep step;
    step.title = json.at(QStringLiteral("title")).text();
    static const QHash<QString, bool> kinds{{QStringLiteral("halt"), true},    {QStringLiteral("stop"), false},
                                            {QStringLiteral("pull"), false},   {QStringLiteral("start"), false},
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
            checkStoppedServices(argv, services);
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

RollbackSection readRollback(const JsonReader& json, const std::vector<RunbookService>& services)
{
    QStringList serviceNames;
    for (const RunbookService& service : services)
        serviceNames << service.name;
    RollbackSection rollback;
    rollback.composeFile = json.at(QStringLiteral("composeFile")).text();
    const JsonReader variable = json.at(QStringLiteral("versionVariable"));
    rollback.versionVariable = variable.text();
    static const QRegularExpression identifier(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    if (!identifier.match(rollback.versionVariable).hasMatch())
        variable.fail(variable.found(), QStringLiteral("the name of an environment variable"));
    rollback.quickScript = json.at(QStringLiteral("quickScript")).text();
    rollback.stopOrder = serviceListAt(json.at(QStringLiteral("stopOrder")), serviceNames);
    const JsonReader startOrder = json.at(QStringLiteral("startOrder"));
    rollback.startOrder = serviceListAt(startOrder, serviceNames);
    for (const QString& name : rollback.stopOrder)
        if (!rollback.startOrder.contains(name))
            startOrder.fail(QStringLiteral("no \"%1\"").arg(name), QStringLiteral("every service of stopOrder"));
    const JsonReader steps = json.at(QStringLiteral("steps"));
    steps.forEach([&](const JsonReader& item) { rollback.steps.push_back(readStep(item, services)); });
    if (rollback.steps.empty())
        steps.fail(steps.found(), QStringLiteral("at least one step"));
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
    if (const auto payload = json.optionalAt(QStringLiteral("reloadPayload"))) {
        risk.reloadPayload = payload->text();
        const auto parsed = base::parseJson(risk.reloadPayload.toUtf8());
        if (!parsed || !parsed->isObject())
            payload->fail(payload->found(), QStringLiteral("a JSON object as text"));
    }
    QSet<QString> keys;
    json.at(QStringLiteral("limits")).forEach([&](const JsonReader& item) {
        risk.limits.push_back(readLimit(item));
        if (keys.contains(risk.limits.back().key))
            item.at(QStringLiteral("key"))
                .fail(item.at(QStringLiteral("key")).found() + QStringLiteral(" again"),
                      QStringLiteral("each limit once"));
        keys.insert(risk.limits.back().key);
    });
    json.refuseUnknown();
    return risk;
}

} // namespace ops::domain::sections
