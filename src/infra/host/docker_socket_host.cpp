#include "infra/host/docker_socket_host.h"

#include "domain/host/docker_over_socket.h"

#include <utility>
#include <vector>

namespace ops::infra {

using domain::HostRunId;
using domain::OutputChannel;

namespace {

using namespace std::chrono_literals;

constexpr QLatin1String forwardName("docker");
constexpr auto proofDeadline = 10s;
// A client learns only that its connection is gone; ssh says why, a moment later.
constexpr auto reasonPatience = 250ms;
constexpr qsizetype keptErrors = 1024;
constexpr qsizetype maxAnswer = qsizetype{64} * 1024;

// Two hosts give out the numbers of runs: those of ssh are the even ones of ours, those of this machine the odd ones.
HostRunId overSsh(const HostRunId& there)
{
    return {there.value * 2};
}
HostRunId overForward(const HostRunId& there)
{
    return {there.value * 2 + 1};
}

bool isMissing(const domain::HostOutcome& outcome)
{
    return outcome.end == domain::HostEnd::CouldNotStart && outcome.error &&
           outcome.error->code == base::ErrorCode::NotFound;
}

} // namespace

DockerSocketHost::DockerSocketHost(QString socket, std::unique_ptr<app::CommandHostPort> ssh,
                                   std::shared_ptr<app::HostForwardPort> forwards, app::CommandHostPort& here,
                                   const DockerSocketTimes& times, QObject* parent)
    : CommandHostPort(parent)
    , m_socket(std::move(socket))
    , m_ssh(std::move(ssh))
    , m_forwards(std::move(forwards))
    , m_here(here)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(times.lookAgain);
    m_signPatience.setSingleShot(true);
    m_signPatience.setInterval(times.signPatience);
    connect(&m_signPatience, &QTimer::timeout, this, [this] { onSign(false); });
    connect(m_ssh.get(), &app::CommandHostPort::statusChanged, this, &app::CommandHostPort::statusChanged);
    connect(m_ssh.get(), &app::CommandHostPort::started, this, [this](const HostRunId& there, const base::Instant& at) {
        if (!m_signs.contains(there.value))
            Q_EMIT started(overSsh(there), at);
        else if (there == m_sign)
            onSign(true);
    });
    connect(m_ssh.get(), &app::CommandHostPort::outputArrived, this,
            [this](const HostRunId& there, OutputChannel channel, const QByteArray& bytes) {
                if (!m_signs.contains(there.value))
                    Q_EMIT outputArrived(overSsh(there), channel, bytes);
            });
    connect(m_ssh.get(), &app::CommandHostPort::finished, this,
            [this](const HostRunId& there, const domain::HostOutcome& outcome) {
                if (m_signs.erase(there.value) == 0)
                    Q_EMIT finished(overSsh(there), outcome);
                else if (there == m_sign)
                    onSign(outcome.began == domain::HostBegan::Yes);
            });
    connect(&m_here, &app::CommandHostPort::started, this, [this](const HostRunId& there, const base::Instant& at) {
        if (m_runs.contains(there.value))
            Q_EMIT started(overForward(there), at);
    });
    connect(&m_here, &app::CommandHostPort::outputArrived, this, &DockerSocketHost::onOutput);
    connect(&m_here, &app::CommandHostPort::finished, this, &DockerSocketHost::onFinished);
    connect(m_forwards.get(), &app::HostForwardPort::forwardReady, this,
            [this](const QString& name, const QString& address) {
                if (name == forwardName)
                    onReady(address);
            });
    connect(m_forwards.get(), &app::HostForwardPort::forwardLost, this,
            [this](const QString& name, const base::Error& why) {
                if (name == forwardName)
                    onLost(why);
            });
}

DockerSocketHost::~DockerSocketHost()
{
    m_here.disconnect(this);
    m_forwards->disconnect(this);
    m_ssh->disconnect(this);
    m_here.cancel(m_proof);
    for (const auto& [number, run] : m_runs)
        m_here.cancel({number});
}

HostRunId DockerSocketHost::run(const domain::HostCommand& command)
{
    if (!domain::needsOnlyTheEngine(command) || !isProven())
        return overSsh(m_ssh->run(command));
    const HostRunId there = m_here.run(domain::overSocket(command, m_near));
    m_runs.emplace(there.value, Run());
    return overForward(there);
}

void DockerSocketHost::cancel(const HostRunId& id)
{
    const HostRunId there{id.value / 2};
    if (id == overSsh(there))
        m_ssh->cancel(there);
    else if (m_runs.contains(there.value))
        m_here.cancel(there);
}

bool DockerSocketHost::isProven()
{
    if (!std::exchange(m_opened, true))
        m_forwards->open({forwardName, m_socket});
    prove();
    return m_proven;
}

// That the near end is ready says nothing of the far one: its sshd may forward no sockets, and its user may not be
// allowed to use this one. So the client's first question is ours.
void DockerSocketHost::prove()
{
    if (m_proven || m_near.isEmpty() || !m_proof.isNull() || m_pause.isActive())
        return;
    domain::HostCommand question;
    question.argv = {"docker", "version", "--format", "{{json .}}"};
    question.deadline = proofDeadline;
    m_answer = {};
    m_proof = m_here.run(domain::overSocket(question, m_near));
}

void DockerSocketHost::onProved(const domain::HostOutcome& outcome)
{
    m_proof = {};
    m_answer.exists = true;
    m_answer.exitCode = outcome.exitCode.value_or(-1);
    const auto [client, engine] = domain::readDockerVersion(m_answer);
    m_proven =
        outcome.succeeded() && client.state == domain::ToolState::Usable && engine.state == domain::ToolState::Usable;
    if (!m_proven)
        giveUp();
}

void DockerSocketHost::giveUp()
{
    m_proven = false;
    m_pause.start();
}

void DockerSocketHost::onReady(const QString& address)
{
    m_here.cancel(std::exchange(m_proof, {}));
    m_near = address;
    m_proven = false;
    m_pause.stop();
    prove();
}

void DockerSocketHost::onLost(const base::Error& why)
{
    m_near.clear();
    m_proven = false;
    m_here.cancel(std::exchange(m_proof, {}));
    std::vector<std::pair<quint64, domain::HostOutcome>> over; // who hears of one may cancel another, or run more
    for (auto& [number, run] : m_runs) {
        if (!run.lost)
            run.lost = why;
        if (run.held)
            over.emplace_back(number, *run.held);
    }
    for (const auto& [number, outcome] : over)
        say(number, outcome);
}

void DockerSocketHost::onOutput(const HostRunId& there, OutputChannel channel, const QByteArray& bytes)
{
    if (there == m_proof) {
        QByteArray& said = channel == OutputChannel::Output ? m_answer.output : m_answer.errors;
        said += bytes.left(maxAnswer - said.size());
        return;
    }
    const auto run = m_runs.find(there.value);
    if (run == m_runs.end())
        return; // another's, who runs commands here as well
    if (channel == OutputChannel::Errors) {
        run->second.errors += bytes;
        run->second.errors = run->second.errors.right(keptErrors);
    }
    Q_EMIT outputArrived(overForward(there), channel, bytes);
}

void DockerSocketHost::onFinished(const HostRunId& there, const domain::HostOutcome& outcome)
{
    if (there == m_proof) {
        onProved(outcome);
        return;
    }
    const auto run = m_runs.find(there.value);
    if (run == m_runs.end())
        return;
    if (isMissing(outcome)) // it was there before
        giveUp();
    if (!run->second.lost && domain::mayNotHaveArrived(outcome)) {
        run->second.held = outcome;
        run->second.awaitsSign = true;
        askForSign();
        return;
    }
    if (run->second.lost || !domain::mayHaveLostItsWay(outcome, run->second.errors)) {
        say(there.value, outcome);
        return;
    }
    run->second.held = outcome;
    QTimer::singleShot(reasonPatience, this, [this, there, outcome] { say(there.value, outcome); });
}

// Through ssh's first connection, which the forward goes through as well, unless that one is full.
void DockerSocketHost::askForSign()
{
    if (!m_sign.isNull())
        return;
    domain::HostCommand command;
    command.argv = {"true"};
    command.workingDirectory = QStringLiteral("/"); // the host's own may not be there
    command.deadline = m_signPatience.intervalAsDuration();
    m_sign = m_ssh->run(command);
    m_signs.insert(m_sign.value);
    m_signPatience.start();
}

void DockerSocketHost::onSign(bool alive)
{
    m_signPatience.stop();
    const HostRunId sign = std::exchange(m_sign, {});
    std::vector<std::pair<quint64, domain::HostOutcome>> over; // who hears of one may run more
    for (const auto& [number, run] : m_runs)
        if (run.awaitsSign)
            over.emplace_back(number, alive ? *run.held : domain::withoutSignOfLife(*run.held, m_ssh->status().host));
    if (!alive)
        m_ssh->cancel(sign);
    for (const auto& [number, outcome] : over)
        say(number, outcome);
}

void DockerSocketHost::say(quint64 number, const domain::HostOutcome& outcome)
{
    const auto run = m_runs.find(number);
    if (run == m_runs.end())
        return; // its way was lost, and it was said then
    const std::optional<base::Error> lost = run->second.lost;
    m_runs.erase(run);
    Q_EMIT finished(overForward({number}), lost ? domain::afterItsWayWasLost(outcome, *lost) : outcome);
}

} // namespace ops::infra
