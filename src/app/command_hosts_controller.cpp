#include "app/command_hosts_controller.h"

#include "app/tool_finder.h"

#include <QJsonObject>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace ops::app {
namespace {

using namespace std::chrono_literals;

// From a look that left something unanswered to the next one; the last holds for all that follow.
constexpr std::array<std::chrono::nanoseconds, 3> pauses{10s, 30s, 60s};

} // namespace

using domain::HostPhase;
using domain::HostRunId;

CommandHostsController::CommandHostsController(const SessionContext& context, JournalPort& journal,
                                               CommandHostPort& here, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_journal(journal)
    , m_here(here)
{
    listenTo(m_here);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CommandHostsController::tick);
}

CommandHostsController::~CommandHostsController()
{
    // A run that has not begun finishes within the call that cancels it: whoever asked for it must not ask on.
    m_here.disconnect(this);
    for (CommandHostPort* port : std::as_const(m_hosts))
        port->disconnect(this);
    const auto runs = std::exchange(m_runs, {});
    for (const auto& [number, run] : runs)
        if (run.port != nullptr)
            run.port->cancel(run.there);
}

void CommandHostsController::addHost(const QString& name, CommandHostPort& port)
{
    m_hosts.insert(name, &port);
    if (&port != &m_here)
        listenTo(port);
    connect(&port, &CommandHostPort::statusChanged, this, [this](const domain::HostStatus& status) {
        noteStatus(status);
        if (status.up())
            onUp(status.host);
        Q_EMIT statusChanged(status);
    });
}

void CommandHostsController::listenTo(CommandHostPort& port)
{
    connect(&port, &CommandHostPort::started, this, [this, &port](const HostRunId& there, const base::Instant& at) {
        const auto found = m_runs.find(mine(port, there).value);
        if (found != m_runs.end() && !found->second.asked)
            Q_EMIT started({found->first}, at);
    });
    connect(&port, &CommandHostPort::outputArrived, this,
            [this, &port](const HostRunId& there, domain::OutputChannel channel, const QByteArray& bytes) {
                const auto found = m_runs.find(mine(port, there).value);
                if (found == m_runs.end())
                    return;
                if (!found->second.asked)
                    Q_EMIT outputArrived({found->first}, channel, bytes);
                else if (channel == domain::OutputChannel::Output)
                    found->second.asked->answer.output.append(bytes);
                else
                    found->second.asked->answer.errors.append(bytes);
            });
    connect(&port, &CommandHostPort::finished, this,
            [this, &port](const HostRunId& there, const domain::HostOutcome& outcome) {
                const HostRunId id = mine(port, there);
                if (!id.isNull())
                    onFinished(id, outcome);
            });
}

HostRunId CommandHostsController::mine(const CommandHostPort& port, const HostRunId& there) const
{
    for (const auto& [number, run] : m_runs)
        if (run.port == &port && run.there == there)
            return {number};
    return {};
}

QStringList CommandHostsController::hosts() const
{
    QStringList names;
    for (const domain::HostConfig& host : m_context.environment.hosts)
        if (m_hosts.contains(host.name))
            names << host.name;
    return names;
}

const domain::HostStatus* CommandHostsController::status(const QString& host) const
{
    const CommandHostPort* port = m_hosts.value(host);
    return port == nullptr ? nullptr : &port->status();
}

HostRunId CommandHostsController::run(const domain::HostCommand& command)
{
    return begin(command, m_hosts.value(command.host), nullptr);
}

HostRunId CommandHostsController::begin(const domain::HostCommand& command, CommandHostPort* port,
                                        std::unique_ptr<Asked> asked)
{
    const HostRunId id{++m_lastId};
    Run run{port, {}, std::move(asked)};
    if (port != nullptr)
        run.there = port->run(command);
    m_runs.insert({id.value, std::move(run)});
    if (port == nullptr)
        QMetaObject::invokeMethod(
            this,
            [this, id, host = command.host] {
                onFinished(id, domain::couldNotStart({base::ErrorCode::NotFound,
                                                      QStringLiteral("is no command host of this environment"), host}));
            },
            Qt::QueuedConnection);
    return id;
}

void CommandHostsController::cancel(const HostRunId& id)
{
    const auto found = m_runs.find(id.value);
    if (found == m_runs.end() || found->second.port == nullptr)
        return;
    const HostRunId there = found->second.there; // a run that has not begun is over, and forgotten, within the call
    found->second.port->cancel(there);
}

QFuture<HostAnswer> CommandHostsController::ask(const domain::HostCommand& command)
{
    return askPort(command, m_hosts.value(command.host));
}

QFuture<HostAnswer> CommandHostsController::askPort(const domain::HostCommand& command, CommandHostPort* port)
{
    auto asked = std::make_unique<Asked>();
    asked->promise.start();
    QFuture<HostAnswer> future = asked->promise.future();
    begin(command, port, std::move(asked));
    return future;
}

void CommandHostsController::onFinished(const HostRunId& id, const domain::HostOutcome& outcome)
{
    const auto found = m_runs.find(id.value);
    if (found == m_runs.end())
        return;
    const std::unique_ptr<Asked> asked = std::move(found->second.asked);
    m_runs.erase(found);
    if (!asked) {
        Q_EMIT finished(id, outcome);
        return;
    }
    asked->answer.outcome = outcome;
    asked->promise.addResult(std::move(asked->answer));
    asked->promise.finish();
}

void CommandHostsController::findTools(const QString& host)
{
    const auto known = m_tools.constFind(host);
    if (known == m_tools.constEnd() || (!known->looking && known->findings.empty()))
        findToolsAgain(host);
}

void CommandHostsController::findToolsAgain(const QString& host)
{
    CommandHostPort* port = m_hosts.value(host);
    const domain::HostConfig* config = m_context.environment.host(host);
    Tools& tools = m_tools[host];
    if (port == nullptr || config == nullptr || tools.looking)
        return;
    tools.looking = true;
    tools.cameUp = false;
    tools.dueNs.reset();
    auto* finder = new ToolFinder(host, config->kind == domain::HostKind::Ssh,
                                  {[this, port](const domain::HostCommand& command) { return askPort(command, port); },
                                   [this](const domain::HostCommand& command) { return askPort(command, &m_here); }},
                                  this);
    connect(finder, &ToolFinder::found, this, [this, host, finder](const std::vector<domain::ToolFinding>& findings) {
        finder->deleteLater();
        onToolsFound(host, findings);
    });
    finder->start();
}

void CommandHostsController::onToolsFound(const QString& host, const std::vector<domain::ToolFinding>& findings)
{
    Tools& tools = m_tools[host];
    const base::Instant now = m_context.clock->now();
    tools.looking = false;
    tools.findings = findings;
    tools.foundAt = now;
    const bool answered = domain::allAnswered(findings);
    tools.unanswered = answered ? 0 : tools.unanswered + 1;
    // What failed before the connection came up may be answered now. Only once: where every question cuts the
    // connection, it comes up each time.
    tools.repeats = !answered && tools.cameUp && !tools.repeats;
    if (tools.repeats)
        findToolsAgain(host);
    else if (!answered)
        tools.dueNs = now.monoNs + pauses.at(std::min(tools.unanswered, pauses.size()) - 1).count();
    armTimer();
    Q_EMIT toolsChanged(host);
}

std::vector<domain::ToolFinding> CommandHostsController::tools(const QString& host) const
{
    return m_tools.value(host).findings;
}

std::optional<base::Instant> CommandHostsController::toolsFoundAt(const QString& host) const
{
    return m_tools.value(host).foundAt;
}

bool CommandHostsController::isLookingForTools(const QString& host) const
{
    return m_tools.value(host).looking;
}

void CommandHostsController::onUp(const QString& host)
{
    const auto known = m_tools.find(host);
    if (known == m_tools.end())
        return; // nobody has asked for them
    if (known->looking)
        known->cameUp = true;
    else if (known->unanswered > 0)
        findToolsAgain(host);
}

void CommandHostsController::tick()
{
    const qint64 monoNs = m_context.clock->now().monoNs;
    const QStringList hosts = m_tools.keys();
    for (const QString& host : hosts) {
        Tools& tools = m_tools[host];
        if (!tools.dueNs || monoNs < *tools.dueNs)
            continue;
        tools.dueNs.reset();
        // One that cannot be reached has nothing to say yet: it is asked when its connection comes up.
        if (const domain::HostStatus* link = status(host); link != nullptr && link->up())
            findToolsAgain(host);
    }
    armTimer();
}

void CommandHostsController::armTimer()
{
    std::optional<qint64> due;
    for (const Tools& tools : std::as_const(m_tools))
        if (tools.dueNs)
            due = std::min(due.value_or(*tools.dueNs), *tools.dueNs);
    if (!due) {
        m_timer.stop();
        return;
    }
    constexpr qint64 nsPerMs = 1'000'000;
    const qint64 leftMs = (*due - m_context.clock->now().monoNs + nsPerMs - 1) / nsPerMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(leftMs, 0, std::numeric_limits<int>::max())));
}

// Down is news, and so is Up; the attempts between two failures are not.
void CommandHostsController::noteStatus(const domain::HostStatus& status)
{
    if (status.phase != HostPhase::Up && status.phase != HostPhase::Down)
        return;
    const auto noted = m_notedPhases.constFind(status.host);
    if (noted != m_notedPhases.constEnd() && *noted == status.phase)
        return;
    m_notedPhases.insert(status.host, status.phase);
    domain::JournalRecord record;
    record.event = domain::JournalEvent::LinkChanged;
    record.at = m_context.clock->now();
    record.environment = m_context.environment.name;
    record.actor = m_context.actor;
    record.fields.insert(QStringLiteral("link"), QStringLiteral("host %1").arg(status.host));
    record.fields.insert(QStringLiteral("phase"), status.up() ? QStringLiteral("up") : QStringLiteral("down"));
    if (status.error)
        record.fields.insert(QStringLiteral("error"), base::toLogLine(*status.error));
    m_journal.append(record);
}

} // namespace ops::app
