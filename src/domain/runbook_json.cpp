#include "domain/runbook_json.h"

#include "domain/names.h"
#include "domain/runbook_sections.h"

#include <QRegularExpression>

namespace ops::domain {
namespace {

template <class T, class Read>
std::vector<T> readList(const JsonReader& json, Read read)
{
    std::vector<T> list;
    json.forEach([&](const JsonReader& item) { list.push_back(read(item)); });
    return list;
}

template <class T, class Read>
std::vector<T> readOptionalList(const JsonReader& root, const QString& key, Read read)
{
    const auto json = root.optionalAt(key);
    return json ? readList<T>(*json, read) : std::vector<T>{};
}

QStringList namesOf(const std::vector<RunbookService>& services)
{
    QStringList names;
    for (const RunbookService& service : services)
        names << service.name;
    return names;
}

} // namespace

bool isValidSubject(const QString& subject, bool wildcardsAllowed)
{
    static const QRegularExpression token(QStringLiteral("\\A[^\\s.*>\\x00-\\x1f\\x7f]+\\z"));
    const QStringList tokens = subject.split(QLatin1Char('.'));
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const bool star = tokens.at(i) == QLatin1String("*");
        const bool rest = tokens.at(i) == QLatin1String(">") && i == tokens.size() - 1;
        if (wildcardsAllowed && (star || rest))
            continue;
        if (!token.match(tokens.at(i)).hasMatch())
            return false;
    }
    return subject.size() <= 255;
}

base::Result<Runbook> parseRunbook(const QByteArray& bytes, const QString& fileName)
{
    const JsonReader root = JsonReader::fromBytes(bytes, fileName);
    if (root.error())
        return *root.error();

    Runbook runbook;
    const JsonReader id = root.at(QStringLiteral("id"));
    runbook.id = id.text();
    if (!isValidName(runbook.id))
        id.fail(id.found(), validNameText());
    runbook.title = root.at(QStringLiteral("title")).text();
    runbook.source = root.at(QStringLiteral("source")).text();
    runbook.services = sections::readServices(root.at(QStringLiteral("services")));
    const QStringList names = namesOf(runbook.services);
    runbook.halt = sections::readHalt(root.at(QStringLiteral("halt")));
    const auto checkService = [&names](const JsonReader& json, const QString& service) {
        const JsonReader member = json.at(QStringLiteral("service"));
        if (!names.contains(service))
            member.fail(member.found(),
                        QStringLiteral("one of the services: %1").arg(names.join(QStringLiteral(", "))));
    };
    runbook.stateProbes =
        readOptionalList<StateProbe>(root, QStringLiteral("stateProbes"), [&](const JsonReader& json) {
            StateProbe probe = sections::readStateProbe(json);
            if (!probe.service.isEmpty())
                checkService(json, probe.service);
            return probe;
        });
    runbook.activityProbes =
        readOptionalList<ActivityProbe>(root, QStringLiteral("activityProbes"), sections::readActivityProbe);
    runbook.exposureProbes =
        readOptionalList<ExposureProbe>(root, QStringLiteral("exposureProbes"), sections::readExposureProbe);
    runbook.healthEndpoints =
        readOptionalList<HealthEndpoint>(root, QStringLiteral("healthEndpoints"), [&](const JsonReader& json) {
            HealthEndpoint endpoint = sections::readHealthEndpoint(json);
            checkService(json, endpoint.service);
            return endpoint;
        });
    runbook.infrastructureChecks = readOptionalList<InfrastructureCheck>(root, QStringLiteral("infrastructureChecks"),
                                                                         sections::readInfrastructureCheck);
    runbook.scripts = readOptionalList<RunbookScript>(root, QStringLiteral("scripts"), sections::readScript);
    runbook.rollback = sections::readRollback(root.at(QStringLiteral("rollback")), runbook.services);
    runbook.risk = sections::readRisk(root.at(QStringLiteral("risk")));
    const JsonReader escalation = root.at(QStringLiteral("escalation"));
    runbook.escalation = readList<EscalationRow>(escalation, sections::readEscalationRow);
    if (runbook.escalation.empty())
        escalation.fail(escalation.found(), QStringLiteral("at least one row"));
    runbook.logCommands = readOptionalList<LogCommand>(root, QStringLiteral("logCommands"), sections::readLogCommand);
    root.refuseUnknown();
    if (root.error())
        return *root.error();
    return runbook;
}

} // namespace ops::domain
