#include "app/command_controller.h"

#include "base/lateness.h"
#include "domain/reply.h"

#include <QJsonObject>

namespace ops::app {

CommandController::CommandController(const SessionContext& context, CommandLinkPort& link, JournalPort& journal,
                                     LinksController& links, TradingStateController& states, AlarmController& alarms,
                                     QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_link(link)
    , m_journal(journal)
    , m_links(links)
    , m_states(states)
    , m_alarms(alarms)
{
    m_flow.rules = domain::ladderRulesFor(context.runbook);
    connect(&m_link, &CommandLinkPort::sendFinished, this, [this](const domain::SendOutcome& outcome) {
        apply(domain::onFlowSendFinished(std::move(m_flow), outcome));
    });
    connect(&m_link, &CommandLinkPort::replyReceived, this, [this](const domain::CommandReply& reply) {
        apply(domain::onFlowReply(std::move(m_flow), reply));
        const auto& rules = m_flow.rules;
        if (!rules.repliesProveState)
            return;
        const auto meaning =
            domain::classifyReply(reply.payload, reply.noResponders, rules.replyServiceField, rules.replyStateField);
        const auto* service = std::get_if<domain::ServiceReply>(&meaning);
        if (service != nullptr && service->state && !service->service.isEmpty())
            m_states.noteReply(
                {service->service, *service->state, QStringLiteral("reply"), reply.at, service->stampMs});
    });
    connect(&m_states, &TradingStateController::readingAccepted, this, [this](const domain::StateReading& reading) {
        if (reading.source != QLatin1String("reply"))
            apply(domain::onFlowReading(std::move(m_flow), reading));
        if (m_states.view().shown == domain::TradingState::Open)
            m_flow = domain::onResumed(std::move(m_flow));
    });
    connect(&m_states, &TradingStateController::activitySeen, this, [this](const domain::ActivitySeen& activity) {
        apply(domain::onFlowActivity(std::move(m_flow), activity));
    });
    connect(&m_states, &TradingStateController::commandSeen, this, [this](const domain::SeenCommand& command) {
        if (!command.ours && !command.stored)
            m_flow = domain::onForeignCommand(std::move(m_flow), command.state, command.at);
        if (command.state == domain::TradingState::Open && !command.stored)
            m_flow = domain::onResumed(std::move(m_flow));
    });
    connect(&m_journal, &JournalPort::appended, this, [this](quint64 token, const domain::JournalEntry&) {
        if (token != 0)
            apply(domain::onJournalled(std::move(m_flow), token, m_context.clock->now()));
    });
    connect(&m_journal, &JournalPort::appendFailed, this, [this](quint64 token, const base::Error& error) {
        if (token != 0)
            apply(domain::onJournalFailed(std::move(m_flow), token, error, m_context.clock->now()));
    });
    connect(&m_journal, &JournalPort::statusChanged, this, [this](const JournalStatus& status) {
        // A record more is no news for a command; whether records can be written is.
        const bool news = status.writable != m_journalStatus.writable || status.error != m_journalStatus.error ||
                          status.path != m_journalStatus.path;
        m_journalStatus = status;
        if (status.error) {
            Alarm alarm;
            alarm.kind = AlarmKind::JournalFailing;
            alarm.at = m_context.clock->now();
            alarm.error = status.error;
            alarm.detail = status.path;
            m_alarms.raise(alarm);
        } else {
            m_alarms.withdraw(AlarmKind::JournalFailing, {});
        }
        if (news)
            Q_EMIT laddersChanged();
    });
}

QByteArray CommandController::previewPayload(domain::CommandKind kind, const QString& reason) const
{
    return domain::buildHaltMessage(domain::requestedState(kind), reason, m_context.clock->now().utcMs,
                                    m_context.runbook.halt.timestampUnit);
}

base::CommandId CommandController::requestStop(domain::CommandKind kind, const QString& reason)
{
    Q_ASSERT(domain::isStopKind(kind));
    apply(domain::onRequest(std::move(m_flow), makeRequest(kind, reason)));
    return m_flow.ladders.front().command.id;
}

base::Result<base::CommandId> CommandController::requestResume(const QString& reason, const QString& typedEnvironment)
{
    for (const domain::ResumeGate& gate : resumeGates(typedEnvironment))
        if (gate.blocking && !gate.met)
            return base::Error{base::ErrorCode::Denied, gate.evidence, domain::resumeGateWord(gate.kind)};
    apply(domain::onRequest(std::move(m_flow), makeRequest(domain::CommandKind::Resume, reason)));
    return m_flow.ladders.front().command.id;
}

domain::CommandRequest CommandController::makeRequest(domain::CommandKind kind, const QString& reason) const
{
    domain::CommandRequest request;
    request.kind = kind;
    request.freshId = base::CommandId::generate();
    request.environment = m_context.environment.name;
    request.actor = m_context.actor;
    request.reason = reason;
    request.subject = m_context.runbook.halt.subject;
    request.timestampUnit = m_context.runbook.halt.timestampUnit;
    request.activitySeenBefore = m_states.activitySeenLately();
    request.now = m_context.clock->now();
    const auto& listeners = m_links.listeners();
    request.noStream = listeners && listeners->streams.isEmpty() && !listeners->incomplete &&
                       !base::tookLonger(listeners->at, request.now, LinksController::listenersMaxAge);
    return request;
}

std::vector<domain::ResumeGate> CommandController::resumeGates(const QString& typedEnvironment) const
{
    domain::ResumeFacts facts;
    facts.environment = m_context.environment.name;
    facts.typed = typedEnvironment;
    facts.commandLink = m_links.commandLink();
    facts.journalWritable = m_journalStatus.writable && !m_journalStatus.error;
    facts.journalEvidence = m_journalStatus.error ? base::toLogLine(*m_journalStatus.error) : m_journalStatus.path;
    facts.state = m_states.view();
    return domain::judgeResume(m_flow, facts);
}

const domain::Ladder* CommandController::ladder(const base::CommandId& id) const
{
    for (const domain::Ladder& ladder : m_flow.ladders)
        if (ladder.command.id == id)
            return &ladder;
    return nullptr;
}

QString CommandController::cliLine(const domain::Command& command) const
{
    return m_context.runbook.cliLine(domain::requestedState(command.kind), command.payload);
}

void CommandController::tick()
{
    const domain::LinkStatus& telemetry = m_links.telemetryLink();
    apply(domain::onFlowTick(std::move(m_flow), m_context.clock->now(),
                             telemetry.up() ? std::optional(telemetry.since) : std::nullopt));
}

bool CommandController::isTimeAwaited() const
{
    return domain::isTimeAwaited(m_flow, m_context.clock->now());
}

void CommandController::apply(domain::FlowStep step)
{
    m_flow = std::move(step.flow);
    for (const domain::FlowEffect& effect : step.effects)
        carryOut(effect);
    if (step.changed.empty())
        return;
    for (const base::CommandId& id : step.changed) {
        if (const domain::Ladder* changed = ladder(id))
            judge(*changed);
        Q_EMIT ladderChanged(id);
    }
    Q_EMIT laddersChanged();
}

void CommandController::carryOut(const domain::FlowEffect& effect)
{
    if (const auto* send = std::get_if<domain::SendEffect>(&effect)) {
        m_link.send(send->command);
        m_states.noteOwnCommand(send->command);
    } else if (const auto* journal = std::get_if<domain::JournalEffect>(&effect)) {
        m_journal.append(journal->record, journal->token);
    } else {
        m_link.cancelStarts();
    }
}

void CommandController::judge(const domain::Ladder& ladder)
{
    const domain::LadderVerdict verdict = ladder.verdict();
    if (verdict == domain::LadderVerdict::Pending)
        return;
    if (domain::isAlarming(verdict)) {
        Alarm alarm;
        alarm.kind = AlarmKind::CommandOutcome;
        alarm.at = m_context.clock->now();
        alarm.command = ladder.command;
        alarm.verdict = verdict;
        alarm.error = ladder.sendError;
        m_alarms.raise(alarm);
    } else {
        m_alarms.withdraw(AlarmKind::CommandOutcome, ladder.command.id);
    }
    const domain::RungPhase quiet = ladder.rung(domain::Rung::Quiet).phase;
    if (quiet == domain::RungPhase::Reached)
        m_alarms.conditionEnded(AlarmKind::ActivityAfterHalt, ladder.command.id);
    if (domain::isStopKind(ladder.command.kind) && quiet == domain::RungPhase::Failed) {
        Alarm alarm;
        alarm.kind = AlarmKind::ActivityAfterHalt;
        alarm.at = m_context.clock->now();
        alarm.command = ladder.command;
        alarm.detail = ladder.lastActivity;
        m_alarms.raise(alarm);
    }
}

} // namespace ops::app
