#include "domain/services/service_commands.h"

#include <QRegularExpression>

#include <algorithm>

namespace ops::domain {
namespace {

bool names(const QStringList& words, const RunbookService& service)
{
    return (!service.container.isEmpty() && words.contains(service.container)) ||
           (!service.composeName.isEmpty() && words.contains(service.composeName));
}

QStringList wordsOf(const QString& line)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    return line.split(space, Qt::SkipEmptyParts);
}

// A line of the variant: plain words stay bare, anything else is quoted whole.
QString lineOf(const QStringList& argv)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=@%+,-]+$"));
    QStringList words;
    for (const QString& word : argv) {
        QString quoted = word;
        quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
        words << (plain.match(word).hasMatch() ? word : QLatin1Char('\'') + quoted + QLatin1Char('\''));
    }
    return words.join(QLatin1Char(' '));
}

// The log line that another service has, for this one; empty: the runbook has none.
QString borrowedLogLine(const Runbook& runbook, const RunbookService& service)
{
    for (const LogCommand& command : runbook.logCommands) {
        QStringList words = wordsOf(command.commandLine);
        for (const RunbookService& other : runbook.services) {
            const qsizetype place = words.indexOf(other.container);
            if (other.container.isEmpty() || place < 0)
                continue;
            words[place] = service.container;
            return words.join(QLatin1Char(' '));
        }
    }
    return {};
}

} // namespace

std::vector<ServiceCommand> serviceCommands(const Runbook& runbook, const RunbookService& service)
{
    std::vector<ServiceCommand> commands;
    const auto add = [&commands](ServiceCommandKind kind, const QString& line) {
        const ServiceCommand fresh{kind, line};
        if (!line.isEmpty() && std::find(commands.begin(), commands.end(), fresh) == commands.end())
            commands.push_back(fresh);
    };
    for (const LogCommand& command : runbook.logCommands)
        if (names(wordsOf(command.commandLine), service))
            add(ServiceCommandKind::Logs, command.commandLine);
    if (commands.empty())
        add(ServiceCommandKind::Logs, borrowedLogLine(runbook, service));
    for (const InfrastructureCheck& check : runbook.infrastructureChecks)
        if (names(check.argv, service))
            add(ServiceCommandKind::Check, lineOf(check.argv));
    for (const HealthEndpoint& endpoint : runbook.healthEndpoints)
        if (endpoint.service == service.name)
            add(ServiceCommandKind::Health, lineOf({QStringLiteral("curl"), endpoint.url}));
    for (const RollbackStep& step : runbook.rollback.steps)
        for (const QStringList& argv : step.commands)
            if (names(argv, service))
                add(ServiceCommandKind::Rollback, lineOf(argv));
    return commands;
}

bool reachesContainer(const ServiceCommand& command, const ServiceRow& row)
{
    if (!row.container)
        return true;
    const QStringList words = wordsOf(command.line);
    const bool isCompose = words.contains(QLatin1String("compose")) || words.contains(QLatin1String("docker-compose"));
    if (isCompose)
        return row.project.isEmpty() || row.isOfProject();
    const bool goesByName = !row.wantedContainer.isEmpty() && words.contains(row.wantedContainer);
    return !goesByName || row.container->name == row.wantedContainer;
}

} // namespace ops::domain
