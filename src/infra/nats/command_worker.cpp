#include "infra/nats/command_worker.h"

#include "infra/nats/nats_error.h"

#include <algorithm>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr auto flushDeadline = 250ms;
constexpr auto connectDeadline = 2000ms;   // ours; cnats' own is shorter, but it can hang
constexpr auto retryPause = 1000ms;        // between a lost link and its replacement
constexpr auto stopConnectWindow = 1000ms; // how long a stop waits for the one immediate connect
// Between round-trip measurements. One that is not answered in time ends the link: cnats' own pings (2 out) leave a
// frozen server unnoticed for up to three intervals, this for 2.4.
constexpr auto pulseInterval = domain::linkPingInterval;
constexpr auto pulseDeadline = 1400ms;
constexpr auto firstPongDeadline = 1000ms; // of a new link
constexpr auto replyGrace = 3000ms;        // an unanswering link is kept so long for replies that may still come
constexpr int maxHelpers = 16;             // hung connects and closes that we are willing to leave behind

base::Instant after(const base::Instant& from, std::chrono::nanoseconds by)
{
    return {from.monoNs + by.count(), from.utcMs + by.count() / 1'000'000};
}

} // namespace

CommandWorker::CommandWorker(const base::Clock& clock, std::shared_ptr<Mailbox<CommandNews>> news,
                             std::shared_ptr<WatchedMailbox> watched)
    : m_clock(clock)
    , m_news(std::move(news))
    , m_watched(std::move(watched))
{
}

CommandWorker::~CommandWorker() = default;

void CommandWorker::start()
{
    m_thread = std::thread([self = shared_from_this()] { self->run(); });
}

void CommandWorker::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_jobs.clear(); // nothing goes out any more (rule G6)
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void CommandWorker::configure(const domain::LinkConfig& config)
{
    post(Configure{config});
}

void CommandWorker::disconnectLink()
{
    post(Disconnect{});
}

void CommandWorker::send(const domain::Command& command)
{
    post(Send{command});
}

void CommandWorker::cancelStarts()
{
    std::vector<domain::Command> dropped;
    {
        const std::lock_guard lock(m_mutex);
        const auto isStart = [&](const Job& job) {
            const auto* send = std::get_if<Send>(&job);
            if (send == nullptr || domain::isStopKind(send->command.kind))
                return false;
            dropped.push_back(send->command);
            return true;
        };
        m_jobs.erase(std::remove_if(m_jobs.begin(), m_jobs.end(), isStart), m_jobs.end());
    }
    for (const domain::Command& command : dropped)
        finish(command, domain::SendVerdict::Refused,
               base::Error{base::ErrorCode::Cancelled, QStringLiteral("a stop came first"), command.subject});
}

void CommandWorker::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        // A command overtakes everything that is not one.
        if (std::holds_alternative<Send>(job)) {
            const auto firstOther = std::find_if(m_jobs.begin(), m_jobs.end(), [](const Job& queued) {
                return !std::holds_alternative<Send>(queued) && !std::holds_alternative<Configure>(queued);
            });
            m_jobs.insert(firstOther, std::move(job));
        } else {
            m_jobs.push_back(std::move(job));
        }
    }
    m_wake.notify_one();
}

void CommandWorker::run()
{
    for (;;) {
        std::optional<Job> job;
        {
            std::unique_lock lock(m_mutex);
            const auto wait = std::chrono::nanoseconds(nextWake().monoNs - m_clock.now().monoNs);
            if (m_jobs.empty() && !m_stopping && wait > 0ns)
                m_wake.wait_for(lock, wait);
            if (m_stopping)
                break;
            if (!m_jobs.empty()) {
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
            }
        }
        if (job)
            handle(std::move(*job));
        onTimer();
    }
    retire(std::exchange(m_connection, nullptr), 0ms);
}

base::Instant CommandWorker::nextWake() const
{
    base::Instant wake = after(m_clock.now(), 500ms);
    const auto sooner = [&](const base::Instant& at) {
        if (at.monoNs < wake.monoNs)
            wake = at;
    };
    if (m_connecting)
        sooner(m_connectDeadline);
    else if (m_status.phase == domain::LinkPhase::Down)
        sooner(m_retryAt);
    for (const domain::Command& command : m_waiting)
        sooner(after(command.decidedAt, stopConnectWindow));
    if (m_connection && !m_pulseOut)
        sooner(m_pulseAt);
    return wake;
}

void CommandWorker::handle(Job job)
{
    if (auto* send = std::get_if<Send>(&job)) {
        deliver(send->command);
    } else if (auto* connected = std::get_if<Connected>(&job)) {
        take(std::move(*connected));
    } else if (auto* configure = std::get_if<Configure>(&job)) {
        m_config = configure->config;
        m_options.reset();
        retire(std::exchange(m_connection, nullptr), 0ms);
        m_status = {};
        beginConnect();
    } else if (std::holds_alternative<Disconnect>(job)) {
        ++m_generation;
        m_connecting = false;
        retire(std::exchange(m_connection, nullptr), 0ms);
        m_status = {};
        m_status.since = m_clock.now();
        report();
    } else if (auto* closed = std::get_if<Closed>(&job)) {
        if (closed->generation == m_generation && m_connection)
            dropLink(closed->error);
    } else if (auto* complaint = std::get_if<Complaint>(&job)) {
        if (complaint->generation == m_generation && m_connection) {
            m_status.error = complaint->error;
            report();
        }
    } else if (auto* pulse = std::get_if<Pulse>(&job)) {
        m_pulseOut = false;
        m_pulseAt = after(m_clock.now(), pulseInterval);
        if (pulse->generation != m_generation || !m_connection)
            return;
        if (pulse->error) {
            dropLink(*pulse->error);
        } else {
            m_status.rttMs = pulse->rttMs;
            m_status.provenAt = m_clock.now();
            report();
        }
    }
}

void CommandWorker::onTimer()
{
    const base::Instant now = m_clock.now();
    if (m_connecting && now.monoNs >= m_connectDeadline.monoNs) {
        // It hangs, or the server does not answer: left behind, with the options object it may still be using.
        ++m_generation;
        m_connecting = false;
        m_options.reset();
        dropLink({base::ErrorCode::TimedOut, QStringLiteral("no NATS server answered within 2 s"),
                  withoutCredentials(m_config.urls.value(0))});
    }
    if (!m_connecting && m_status.phase == domain::LinkPhase::Down && now.monoNs >= m_retryAt.monoNs)
        beginConnect();
    for (size_t i = 0; i < m_waiting.size();) {
        if (base::elapsed(m_waiting[i].decidedAt, now) < stopConnectWindow) {
            ++i;
            continue;
        }
        const domain::Command command = m_waiting[i];
        m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
        finish(command, domain::SendVerdict::Refused,
               m_status.error.value_or(base::Error{base::ErrorCode::LinkDown, {}, command.subject}));
    }
    if (m_connection && !m_pulseOut && now.monoNs >= m_pulseAt.monoNs)
        startPulse();
}

void CommandWorker::beginConnect()
{
    const base::Instant now = m_clock.now();
    const quint64 generation = ++m_generation;
    if (m_status.phase != domain::LinkPhase::Connecting) {
        m_status.phase = domain::LinkPhase::Connecting;
        m_status.since = now;
        m_status.server.clear();
        report();
    }
    m_connecting = true;
    m_connectDeadline = after(now, connectDeadline);
    const QString where = withoutCredentials(m_config.urls.value(0));
    if (!m_options) {
        auto options = makeCommandOptions(m_config);
        if (!options) {
            m_connecting = false;
            dropLink(options.error());
            return;
        }
        m_options = std::move(options).value();
    }
    if (m_helpers->fetch_add(1) >= maxHelpers) {
        m_helpers->fetch_sub(1);
        m_connecting = false;
        dropLink({base::ErrorCode::Busy, QStringLiteral("%1 connects hang; not starting more").arg(maxHelpers), where});
        return;
    }
    const std::weak_ptr<CommandWorker> weak = weak_from_this();
    const auto tell = [weak](Job job) {
        if (const auto self = weak.lock())
            self->post(std::move(job));
    };
    CommandConnectionEvents events{
        [news = m_news](domain::CommandReply reply) { news->push(std::move(reply)); },
        [watched = m_watched](app::TelemetryMessage message) { watched->push(std::move(message)); },
        [tell, generation](const base::Error& error) {
            tell(Complaint{generation, error});
        },
        [tell, generation](const base::Error& error) {
            tell(Closed{generation, error});
        },
    };
    std::thread([tell, generation, where, watchSubject = m_config.watchSubject, options = m_options,
                 helpers = m_helpers, clock = &m_clock,
                 connection = std::make_shared<CommandConnection>(m_clock, std::move(events))]() mutable {
        const auto result = connection->connect(options.get(), where, watchSubject);
        const base::Instant asked = clock->now();
        if (result.ok() && connection->flush(firstPongDeadline).ok())
            tell(Connected{generation, std::move(connection), {}, base::elapsedMs(asked, clock->now())});
        else
            tell(Connected{generation, nullptr,
                           result.ok() ? base::Error{base::ErrorCode::TimedOut, QStringLiteral("no PONG"), where}
                                       : result.error(),
                           0});
        connection.reset();
        helpers->fetch_sub(1);
    }).detach();
}

void CommandWorker::take(Connected connected)
{
    if (connected.generation != m_generation) {
        retire(std::move(connected.connection), 0ms);
        return;
    }
    m_connecting = false;
    if (!connected.connection) {
        const base::Error why = connected.error.value();
        dropLink(why);
        // Their one immediate attempt was this one.
        for (const domain::Command& command : std::exchange(m_waiting, {}))
            finish(command, domain::SendVerdict::Refused, why);
        return;
    }
    m_connection = std::move(connected.connection);
    const base::Instant now = m_clock.now();
    m_status.phase = domain::LinkPhase::Up;
    m_status.since = now;
    m_status.provenAt = now;
    m_status.rttMs = connected.rttMs;
    m_status.server = m_connection->server();
    m_status.error.reset();
    m_pulseAt = after(now, pulseInterval);
    m_pulseOut = false;
    report();
    const auto waiting = std::exchange(m_waiting, {});
    for (const domain::Command& command : waiting)
        deliver(command);
}

void CommandWorker::deliver(const domain::Command& command)
{
    const bool isStop = domain::isStopKind(command.kind);
    if (!m_connection && isStop && !m_config.urls.isEmpty() &&
        base::elapsed(command.decidedAt, m_clock.now()) < stopConnectWindow) {
        m_waiting.push_back(command);
        if (!m_connecting)
            beginConnect();
        return;
    }
    if (!m_connection) {
        finish(command, domain::SendVerdict::Refused,
               m_status.error.value_or(base::Error{base::ErrorCode::LinkDown, {}, command.subject}));
        return;
    }
    if (!isStop) {
        // A start is never written to a server that has stopped reading: it could be carried out much later.
        if (const auto alive = m_connection->flush(flushDeadline); !alive) {
            const base::Error& why = alive.error();
            finish(command, domain::SendVerdict::Refused, why);
            dropLink(why);
            return;
        }
    }
    if (const auto published = m_connection->publish(command); !published) {
        const base::Error& why = published.error();
        const bool linkLost = why.code == base::ErrorCode::LinkDown;
        if (linkLost)
            dropLink(why);
        if (linkLost && isStop) {
            deliver(command); // nothing was written; the one immediate connect
            return;
        }
        finish(command, domain::SendVerdict::Refused, why);
        return;
    }
    const auto flushed = m_connection->flush(flushDeadline);
    if (!flushed) {
        const base::Error& why = flushed.error();
        finish(command, domain::SendVerdict::Unknown, why);
        dropLink(why);
        return;
    }
    if (const auto denied = m_connection->denial(command.subject)) {
        finish(command, domain::SendVerdict::Denied, denied);
        dropLink(*denied); // a fresh link has no old refusal to be mistaken for a new one
        return;
    }
    finish(command, domain::SendVerdict::Sent, std::nullopt);
    m_status.provenAt = m_clock.now();
    // The server has it, so whoever listens hears it; this connection alone is not told.
    if (command.subject == m_config.watchSubject)
        m_watched->push({command.subject, command.payload, command.payload.size(), m_status.provenAt});
    report();
}

void CommandWorker::finish(const domain::Command& command, domain::SendVerdict verdict,
                           std::optional<base::Error> error)
{
    domain::SendOutcome outcome;
    outcome.id = command.id;
    outcome.attempt = command.attempt;
    outcome.verdict = verdict;
    outcome.at = m_clock.now();
    outcome.error = std::move(error);
    if (verdict != domain::SendVerdict::Refused)
        outcome.server = m_status.server;
    m_news->push(std::move(outcome));
}

void CommandWorker::dropLink(const base::Error& why)
{
    retire(std::exchange(m_connection, nullptr), replyGrace);
    const base::Instant now = m_clock.now();
    m_status.phase = domain::LinkPhase::Down;
    m_status.since = now;
    m_status.server.clear();
    m_status.rttMs.reset();
    m_status.error = why;
    ++m_status.reconnects;
    m_retryAt = after(now, retryPause);
    report();
}

void CommandWorker::retire(std::shared_ptr<CommandConnection> connection, std::chrono::milliseconds grace)
{
    if (!connection)
        return;
    m_helpers->fetch_add(1);
    std::thread([connection = std::move(connection), grace, helpers = m_helpers]() mutable {
        if (grace > 0ms)
            std::this_thread::sleep_for(grace); // replies of a slow server may still come
        connection.reset();
        helpers->fetch_sub(1);
    }).detach();
}

void CommandWorker::startPulse()
{
    m_pulseOut = true;
    const std::weak_ptr<CommandWorker> weak = weak_from_this();
    // On a thread of its own: a server that does not answer must not hold up a command.
    std::thread([weak, generation = m_generation, connection = m_connection, clock = &m_clock]() mutable {
        const base::Instant asked = clock->now();
        const auto answered = connection->flush(pulseDeadline);
        Pulse pulse{generation, base::elapsedMs(asked, clock->now()), {}};
        if (!answered)
            pulse.error = answered.error();
        connection.reset();
        if (const auto self = weak.lock())
            self->post(std::move(pulse));
    }).detach();
}

void CommandWorker::report()
{
    m_news->push(m_status);
}

} // namespace ops::infra
