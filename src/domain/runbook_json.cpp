#include "domain/runbook_json.h"

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
    static const QRegularExpression token(QStringLiteral("^[^\\s.*>\\x00-\\x1f\\x7f]+$"));
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
    static const QRegularExpression idPattern(QStringLiteral("^[a-z0-9][a-z0-9._-]{0,62}$"));

    Runbook runbook;
    runbook.id = root.at(QStringLiteral("id")).text();
    if (!idPattern.match(runbook.id).hasMatch())
        root.at(QStringLiteral("id")).fail(QStringLiteral("\"%1\"").arg(runbook.id.left(60)),
                                           QStringLiteral("lower-case letters, digits, '.', '_', '-'"));
    runbook.title = root.at(QStringLiteral("title")).text();
    runbook.source = root.at(QStringLiteral("source")).text();
    runbook.services = sections::readServices(root.at(QStringLiteral("services")));
    const QStringList names = namesOf(runbook.services);
    runbook.halt = sections::readHalt(root.at(QStringLiteral("halt")));
    runbook.stateProbes =
        readOptionalList<StateProbe>(root, QStringLiteral("stateProbes"), sections::readStateProbe);
    runbook.activityProbes =
        readOptionalList<ActivityProbe>(root, QStringLiteral("activityProbes"), sections::readActivityProbe);
    runbook.exposureProbes =
        readOptionalList<ExposureProbe>(root, QStringLiteral("exposureProbes"), sections::readExposureProbe);
    runbook.healthEndpoints =
        readOptionalList<HealthEndpoint>(root, QStringLiteral("healthEndpoints"), [&](const JsonReader& json) {
            HealthEndpoint endpoint = sections::readHealthEndpoint(json);
            if (!names.contains(endpoint.service))
                json.at(QStringLiteral("service"))
                    .fail(QStringLiteral("\"%1\"").arg(endpoint.service.left(60)),
                          QStringLiteral("one of the services: %1").arg(names.join(QStringLiteral(", "))));
            return endpoint;
        });
    runbook.infrastructureChecks = readOptionalList<InfrastructureCheck>(
        root, QStringLiteral("infrastructureChecks"), sections::readInfrastructureCheck);
    runbook.scripts = readOptionalList<RunbookScript>(root, QStringLiteral("scripts"), sections::readScript);
    runbook.rollback = sections::readRollback(root.at(QStringLiteral("rollback")), names);
    runbook.risk = sections::readRisk(root.at(QStringLiteral("risk")));
    const JsonReader escalation = root.at(QStringLiteral("escalation"));
    runbook.escalation = readList<EscalationRow>(escalation, sections::readEscalationRow);
    if (runbook.escalation.empty())
        escalation.fail(QStringLiteral("an empty array"), QStringLiteral("at least one row"));
    runbook.logCommands = readOptionalList<LogCommand>(root, QStringLiteral("logCommands"), sections::readLogCommand);
    root.refuseUnknown();
    if (root.error())
        return *root.error();
    return runbook;
}

} // namespace ops::domain
