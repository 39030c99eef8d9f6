#include "domain/runbook.h"

namespace ops::domain {
namespace {

// One word for a POSIX shell, whatever it contains: single quotes, with each quote inside closed, escaped, reopened.
QString shellWord(const QString& text)
{
    QString quoted = text;
    quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

} // namespace

QStringList Runbook::provingServices() const
{
    QStringList names;
    for (const RunbookService& service : services)
        if (service.provesHalt)
            names << service.name;
    return names;
}

const HaltCommand* Runbook::haltCommand(TradingState state) const
{
    for (const HaltCommand& command : halt.commands)
        if (command.state == state)
            return &command;
    return nullptr;
}

QStringList Runbook::reasonChips(TradingState state) const
{
    QStringList chips;
    if (const HaltCommand* command = haltCommand(state))
        chips << command->presetReason;
    for (const EscalationRow& row : escalation)
        if (row.action.contains(tradingStateWord(state)))
            chips << row.reasons;
    chips.removeDuplicates();
    return chips;
}

QStringList Runbook::telemetrySubjects() const
{
    QStringList subjects{halt.subject};
    for (const StateProbe& probe : stateProbes)
        subjects << probe.subject;
    for (const ActivityProbe& probe : activityProbes)
        subjects << probe.subject;
    for (const ExposureProbe& probe : exposureProbes)
        subjects << probe.subject;
    subjects.removeDuplicates();
    return subjects;
}

QString Runbook::cliLine(TradingState state, const QByteArray& payload) const
{
    const HaltCommand* command = haltCommand(state);
    if (command == nullptr)
        return {};
    // The placeholders are replaced in one pass over the template: a payload that contains one stays as it is.
    QString line;
    QString rest = command->cliLine;
    while (!rest.isEmpty()) {
        const qsizetype open = rest.indexOf(QLatin1Char('{'));
        if (open < 0)
            break;
        line += rest.left(open);
        rest = rest.mid(open);
        if (rest.startsWith(QLatin1String("{subject}"))) {
            line += halt.subject;
            rest = rest.mid(9);
        } else if (rest.startsWith(QLatin1String("{payload}"))) {
            line += shellWord(QString::fromUtf8(payload));
            rest = rest.mid(9);
        } else {
            line += QLatin1Char('{');
            rest = rest.mid(1);
        }
    }
    return line + rest;
}

} // namespace ops::domain
