#include "app/health_controller.h"

#include "domain/health/judge_command.h"
#include "domain/health/judge_nats.h"

#include <algorithm>

namespace ops::app {
namespace {

using namespace std::chrono_literals;
using domain::HealthCheck;
using domain::HealthCheckKind;
using domain::HealthFinding;
using domain::HealthRecord;
using domain::HealthVerdict;
using domain::HealthWay;

// How old a verdict may become that nothing renews by itself. What a script found minutes ago may be gone since; this
// leaves the time to read it.
constexpr auto manualMaxAge = 2min;
constexpr qsizetype mostHead = 64 * 1024;
constexpr qsizetype mostTail = 64 * 1024;

HealthVerdict withoutAnswer(HealthFinding finding)
{
    HealthVerdict verdict;
    verdict.finding = finding;
    return verdict;
}

} // namespace

HealthController::HealthController(const SessionContext& context, const LinksController& links,
                                   CommandHostsController& hosts, EndpointProbePort& endpoints, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_links(links)
    , m_hosts(hosts)
    , m_endpoints(endpoints)
    , m_namedUrls(context.environment.natsUrls)
    , m_namedMonitoring(context.environment.monitoringUrl)
{
    connect(&m_endpoints, &EndpointProbePort::answered, this, &HealthController::onAnswered);
    connect(&m_hosts, &CommandHostsController::started, this,
            [this](const domain::HostRunId& id, const base::Instant& at) {
                const auto found = m_runs.find(id.value);
                if (found != m_runs.end())
                    found->second.began = at;
            });
    connect(&m_hosts, &CommandHostsController::outputArrived, this,
            [this](const domain::HostRunId& id, domain::OutputChannel channel, const QByteArray& bytes) {
                const auto found = m_runs.find(id.value);
                if (found == m_runs.end())
                    return;
                Run& run = found->second;
                (channel == domain::OutputChannel::Output ? run.output : run.errors).append(bytes);
            });
    connect(&m_hosts, &CommandHostsController::finished, this, &HealthController::onFinished);
}

void HealthController::start()
{
    cancelAll();
    m_runs.clear(); // what they still say is about other checks
    m_records.clear();
    for (const HealthCheck& check : domain::healthChecks(m_context.runbook, m_context.environment)) {
        HealthRecord record;
        record.check = check;
        m_records.push_back(record);
    }
    m_swept.assign(m_records.size(), false);
    m_sweep = {};
    m_scheduledAt.reset();
    setMaxAges();
    Q_EMIT started();
}

void HealthController::setInterval(std::chrono::seconds interval)
{
    m_interval = interval;
    setMaxAges();
    for (size_t i = 0; i < m_records.size(); ++i)
        Q_EMIT recordChanged(static_cast<int>(i));
}

std::chrono::milliseconds HealthController::maxAgeOf(const HealthCheck& check) const
{
    const bool renewed = check.scheduled && m_interval > 0s;
    return renewed ? 2 * m_interval + check.deadline : std::chrono::milliseconds(manualMaxAge);
}

void HealthController::setMaxAges()
{
    // What is stale stays so until it is renewed: that it is to be asked more seldom makes no verdict young again.
    for (HealthRecord& record : m_records)
        if (!record.stale(now()))
            record.maxAge = maxAgeOf(record.check);
}

void HealthController::tick()
{
    endLate();
    if (m_interval <= 0s || m_records.empty() || (m_scheduledAt && base::age(*m_scheduledAt, now()) < m_interval))
        return;
    m_scheduledAt = now();
    for (const size_t i : domain::longestFirst(m_records))
        if (m_records.at(i).check.scheduled)
            begin(i);
}

const HealthRecord* HealthController::record(const QString& id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : &m_records.at(static_cast<size_t>(index));
}

int HealthController::indexOf(const QString& id) const
{
    for (size_t i = 0; i < m_records.size(); ++i)
        if (m_records.at(i).check.id == id)
            return static_cast<int>(i);
    return -1;
}

void HealthController::run(const QString& id)
{
    const int index = indexOf(id);
    if (index >= 0)
        begin(static_cast<size_t>(index));
}

void HealthController::runAll()
{
    if (m_sweep.running() || m_records.empty())
        return;
    m_sweep = {};
    m_sweep.total = static_cast<int>(m_records.size());
    m_sweep.began = now();
    m_swept.assign(m_records.size(), true);
    m_scheduledAt = now();
    Q_EMIT sweepChanged();
    for (const size_t i : domain::longestFirst(m_records))
        begin(i);
}

void HealthController::cancel(const QString& id)
{
    const int wanted = indexOf(id);
    if (wanted < 0)
        return;
    const auto index = static_cast<size_t>(wanted);
    const auto waits = std::find(m_waiting.begin(), m_waiting.end(), index);
    if (waits != m_waiting.end()) {
        m_waiting.erase(waits);
        settle(index, withoutAnswer(HealthFinding::Cancelled), {});
        return;
    }
    const auto run =
        std::find_if(m_runs.begin(), m_runs.end(), [index](const auto& entry) { return entry.second.index == index; });
    if (run != m_runs.end()) {
        m_hosts.cancel({run->first}); // finished() follows: at once, with others begun in its place, or later
        return;
    }
    const auto question = std::find_if(m_questions.begin(), m_questions.end(),
                                       [index](const auto& entry) { return entry.second == index; });
    if (question == m_questions.end())
        return;
    m_endpoints.cancel(question->first);
    m_questions.erase(question);
    settle(index, withoutAnswer(HealthFinding::Cancelled), {});
}

void HealthController::cancelAll()
{
    if (m_sweep.running())
        m_sweep.cancelled = true;
    for (size_t i = 0; i < m_records.size(); ++i)
        if (m_records.at(i).runningSince)
            cancel(m_records.at(i).check.id);
}

void HealthController::begin(size_t index)
{
    HealthRecord& record = m_records.at(index);
    if (record.runningSince)
        return;
    record.runningSince = now();
    Q_EMIT recordChanged(static_cast<int>(index));
    const HealthCheck& check = record.check;
    switch (check.way) {
    case HealthWay::Nowhere:
        settle(index, withoutAnswer(HealthFinding::NoHost), {});
        return;
    case HealthWay::OnHost:
        m_waiting.push_back(index);
        beginWaiting();
        return;
    case HealthWay::Here:
        break;
    }
    if (check.url.isEmpty())
        judgeNats(index, {});
    else
        m_questions.insert({m_endpoints.ask(check.url, check.deadline), index});
}

int HealthController::runningOn(const QString& host) const
{
    return static_cast<int>(std::count_if(m_runs.begin(), m_runs.end(), [&](const auto& entry) {
        return m_records.at(entry.second.index).check.host == host;
    }));
}

void HealthController::beginWaiting()
{
    for (size_t i = 0; i < m_waiting.size();) {
        const size_t index = m_waiting.at(i);
        if (runningOn(m_records.at(index).check.host) >= mostPerHost) {
            ++i;
            continue;
        }
        m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
        beginOnHost(index);
    }
}

void HealthController::beginOnHost(size_t index)
{
    const HealthCheck& check = m_records.at(index).check;
    domain::HostCommand command;
    command.host = check.host;
    for (const QString& word : check.argv)
        command.argv << word.toUtf8();
    // Reaching the host is not the service's time: endLate() counts from the beginning.
    command.deadline = domain::hostStartDeadline + check.endAfter();
    Run run{index, domain::OutputTail(mostHead, mostTail), domain::OutputTail(mostHead, mostTail), {}, false};
    m_runs.insert({m_hosts.run(command).value, std::move(run)});
}

void HealthController::endLate()
{
    std::vector<quint64> late;
    for (auto& [number, run] : m_runs) {
        if (run.isLate || !run.began || base::elapsed(*run.began, now()) <= m_records.at(run.index).check.endAfter())
            continue;
        run.isLate = true;
        late.push_back(number);
    }
    for (const quint64 number : late)
        m_hosts.cancel({number}); // finished() follows, maybe at once
}

void HealthController::onAnswered(quint64 question, const domain::HttpAnswer& answer, double latencyMs)
{
    const auto found = m_questions.find(question);
    if (found == m_questions.end())
        return;
    const size_t index = found->second;
    m_questions.erase(found);
    const HealthCheck& check = m_records.at(index).check;
    if (check.kind == HealthCheckKind::NatsServer)
        judgeNats(index, answer);
    else
        settle(index, domain::judgeEndpoint(check, answer),
               answer.error ? std::nullopt : std::optional<double>(latencyMs));
}

void HealthController::judgeNats(size_t index, const std::optional<domain::HttpAnswer>& healthz)
{
    const domain::Environment& environment = m_context.environment;
    // A drill learns its own URLs after this was made; through an ssh host the session has the near ends.
    const bool isForwarded = !environment.natsThrough.isEmpty();
    const domain::NatsPlaces places{environment.natsUrls, isForwarded ? m_namedUrls : environment.natsUrls,
                                    isForwarded ? m_namedMonitoring : environment.monitoringUrl,
                                    environment.natsThrough};
    const domain::NatsAnswer answer{m_links.commandLink(), m_links.telemetryLink(), healthz, now(), places};
    settle(index, domain::judgeNats(answer), domain::natsRoundTrip(answer));
}

void HealthController::onFinished(const domain::HostRunId& id, const domain::HostOutcome& said)
{
    const auto found = m_runs.find(id.value);
    if (found == m_runs.end())
        return;
    const Run run = std::move(found->second);
    m_runs.erase(found);
    const HealthCheck& check = m_records.at(run.index).check;
    domain::HostOutcome outcome = said;
    if (run.isLate && outcome.end == domain::HostEnd::Cancelled)
        outcome.end = domain::HostEnd::TimedOut;
    const domain::CommandAnswer answer{outcome, run.output.whole(), run.errors.whole(),
                                       run.output.complete() && run.errors.complete()};
    HealthVerdict verdict;
    switch (check.kind) {
    case HealthCheckKind::Endpoint:
        // Unless curl ended by itself it said nothing. Of a longer answer the beginning is read: across the gap it
        // might read as another one.
        if (outcome.end != domain::HostEnd::Exited)
            verdict = domain::judgeCommand(check, answer);
        else
            verdict = domain::judgeEndpoint(
                check, domain::readCurl(outcome.exitCode.value_or(-1),
                                        run.output.complete() ? answer.output : run.output.head(), answer.errors));
        break;
    case HealthCheckKind::Script:
        verdict = domain::judgeScript(check, answer);
        break;
    case HealthCheckKind::Command:
    case HealthCheckKind::NatsServer:
        verdict = domain::judgeCommand(check, answer);
        break;
    }
    const bool ran = outcome.end == domain::HostEnd::Exited && run.began;
    settle(run.index, verdict, ran ? std::optional<double>(base::elapsedMs(*run.began, now())) : std::nullopt);
    beginWaiting();
}

void HealthController::settle(size_t index, const HealthVerdict& verdict, std::optional<double> latencyMs)
{
    HealthRecord& record = m_records.at(index);
    record = domain::recordResult(std::move(record), verdict, latencyMs, now());
    if (verdict.finding != HealthFinding::Cancelled)
        record.maxAge = maxAgeOf(record.check);
    Q_EMIT recordChanged(static_cast<int>(index));
    if (record.check.kind == HealthCheckKind::Endpoint && verdict.finding != HealthFinding::Cancelled)
        Q_EMIT endpointJudged(record.check.service, record);
    if (!m_sweep.running() || !m_swept.at(index))
        return;
    m_swept.at(index) = false;
    if (++m_sweep.done == m_sweep.total)
        m_sweep.ended = now();
    Q_EMIT sweepChanged();
}

} // namespace ops::app
