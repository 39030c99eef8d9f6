#include "infra/nats/command_worker.h"

#include "infra/nats/command_wire.h"

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr auto flushDeadline = 250ms;
constexpr auto stopConnectWindow = 1000ms; // how long a stop waits for the one immediate connect
constexpr auto lostPause = 250ms;          // a lost link is seen before it is replaced; a stop does not wait for that
constexpr auto replyGrace = 3000ms;        // an unanswering link is kept so long for replies that may still come

base::Instant after(const base::Instant& from, std::chrono::nanoseconds by)
{
    return {from.monoNs + by.count(), from.utcMs + by.count() / 1'000'000};
}

// The bytes themselves are the trouble; on any other error of a publish the connection is.
bool isAboutTheMessage(const base::Error& error)
{
    return error.code == base::ErrorCode::TooLarge || error.code == base::ErrorCode::InvalidInput;
}

// What a message takes in a mailbox, in bytes.
size_t weightOf(const QByteArray& payload)
{
    return static_cast<size_t>(payload.size()) + sizeof(CommandNews);
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

LinkPolicy CommandWorker::policy() const
{
    LinkPolicy policy;
    policy.prepare = [news = m_news, watched = m_watched,
                      clock = &m_clock](NatsConnection& connection, const QString& watchSubject) -> base::Result<void> {
        const auto takeReply = [news](domain::CommandReply reply) {
            const size_t weight = weightOf(reply.payload);
            news->push(std::move(reply), weight);
        };
        if (auto listening = subscribeReplies(connection, *clock, takeReply); !listening)
            return listening;
        if (watchSubject.isEmpty())
            return {};
        return subscribeWatched(connection, *clock, watchSubject, [watched](const app::TelemetryMessage& message) {
            watched->push(message, weightOf(message.payload));
        });
    };
    policy.lostPause = lostPause;
    policy.replyGrace = replyGrace;
    return policy;
}

LinkHooks CommandWorker::hooks()
{
    LinkHooks hooks;
    hooks.post = [weak = weak_from_this()](LinkEvent event) {
        if (const auto self = weak.lock())
            self->m_jobs.post(std::move(event));
    };
    hooks.report = [this](domain::LinkStatus status) {
        status.dropped += static_cast<qint64>(m_news->dropped());
        m_news->pushUrgent(std::move(status));
    };
    hooks.cameUp = [this] {
        for (const Send& send : std::exchange(m_waiting, {}))
            deliver(send);
    };
    hooks.notFound = [this](const base::Error& why) { refuseWaiting(why); }; // their one immediate attempt was this one
    return hooks;
}

void CommandWorker::start()
{
    m_thread = std::thread([self = shared_from_this()] { self->run(); });
}

void CommandWorker::stop()
{
    auto left = m_jobs.stop(); // nothing goes out any more (rule G6)
    // There may be connections among it, whose closing may take its time.
    if (!left.empty())
        std::thread([left = std::move(left)] {}).detach();
    if (m_thread.joinable())
        m_thread.join();
}

void CommandWorker::configure(const domain::LinkConfig& config)
{
    m_jobs.post(Configure{config});
}

void CommandWorker::disconnectLink()
{
    m_jobs.post(Disconnect{});
}

void CommandWorker::send(const domain::Command& command)
{
    // A command overtakes the news of the connection, but never a change of where commands go.
    m_jobs.postBefore(Send{command, m_cancelled},
                      [](const Job& job) { return std::holds_alternative<LinkEvent>(job); });
}

void CommandWorker::cancelStarts()
{
    ++m_cancelled; // for one that the worker has in hand already
    const auto dropped = m_jobs.remove([](const Job& job) {
        const auto* send = std::get_if<Send>(&job);
        return send != nullptr && !domain::isStopKind(send->command.kind);
    });
    for (const Job& job : dropped) {
        const domain::Command& command = std::get<Send>(job).command;
        finish(command, domain::SendVerdict::Refused,
               base::Error{base::ErrorCode::Cancelled, QStringLiteral("a stop came first"), command.subject});
    }
}

void CommandWorker::run()
{
    m_link = std::make_unique<LinkKeeper>(m_clock, policy(), hooks());
    while (!m_jobs.stopped()) {
        base::Instant wake = m_link->nextWake();
        for (const Send& send : m_waiting)
            wake.monoNs = qMin(wake.monoNs, after(send.command.decidedAt, stopConnectWindow).monoNs);
        if (Job job; m_jobs.take(job, std::chrono::nanoseconds(wake.monoNs - m_clock.now().monoNs)))
            handle(std::move(job));
        m_link->onTimer();
        expireWaiting();
    }
    m_link.reset();
}

void CommandWorker::handle(Job job)
{
    if (const auto* send = std::get_if<Send>(&job)) {
        deliver(*send);
    } else if (auto* event = std::get_if<LinkEvent>(&job)) {
        m_link->handle(std::move(*event));
    } else {
        // What waits was meant for the servers of before.
        refuseWaiting({base::ErrorCode::Cancelled, QStringLiteral("the link was given other servers first"), {}});
        if (const auto* configure = std::get_if<Configure>(&job)) {
            m_link->configure(configure->config);
        } else {
            m_link->disconnect();
            m_news->pushUrgent(m_link->status());
        }
    }
}

void CommandWorker::expireWaiting()
{
    const base::Instant now = m_clock.now();
    for (size_t i = 0; i < m_waiting.size();) {
        const domain::Command command = m_waiting[i].command;
        if (base::elapsed(command.decidedAt, now) < stopConnectWindow) {
            ++i;
            continue;
        }
        m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
        finish(command, domain::SendVerdict::Refused,
               m_link->status().error.value_or(base::Error{
                   base::ErrorCode::TimedOut, QStringLiteral("no connection within 1 s"), command.subject}));
    }
}

void CommandWorker::refuseWaiting(const base::Error& why)
{
    for (const Send& send : std::exchange(m_waiting, {}))
        finish(send.command, domain::SendVerdict::Refused, why);
}

// A start is never written to a server that has stopped reading (it could be carried out much later), nor after a stop.
std::optional<base::Error> CommandWorker::refusalOfStart(const Send& send)
{
    const auto alive = m_link->connection()->flush(flushDeadline);
    if (send.cancelledBefore != m_cancelled)
        return base::Error{base::ErrorCode::Cancelled, QStringLiteral("a stop came first"), send.command.subject};
    if (alive)
        return std::nullopt;
    m_link->drop(alive.error());
    return alive.error();
}

void CommandWorker::deliver(const Send& send)
{
    const domain::Command& command = send.command;
    const bool isStop = domain::isStopKind(command.kind);
    const auto connection = m_link->connection();
    if (!connection && isStop && m_link->configured() &&
        base::elapsed(command.decidedAt, m_clock.now()) < stopConnectWindow) {
        m_waiting.push_back(send);
        m_link->searchNow();
        return;
    }
    if (!connection) {
        finish(command, domain::SendVerdict::Refused,
               m_link->status().error.value_or(
                   base::Error{base::ErrorCode::LinkDown, QStringLiteral("not connected"), command.subject}));
        return;
    }
    if (!isStop) {
        if (const auto refusal = refusalOfStart(send)) {
            finish(command, domain::SendVerdict::Refused, refusal);
            return;
        }
    }
    if (const auto published = publishCommand(*connection, command); !published) {
        const base::Error& why = published.error();
        if (!isAboutTheMessage(why)) {
            m_link->drop(why);
            if (isStop) {
                deliver(send); // nothing was written: the one immediate connect
                return;
            }
        }
        finish(command, domain::SendVerdict::Refused, why);
        return;
    }
    if (const auto flushed = connection->flush(flushDeadline); !flushed) {
        finish(command, domain::SendVerdict::Unknown, flushed.error());
        m_link->drop(flushed.error());
        return;
    }
    if (const auto denied = connection->publishDenial(command.subject)) {
        finish(command, domain::SendVerdict::Denied, denied);
        m_link->drop(*denied); // a fresh link has no old refusal to be mistaken for a new one
        return;
    }
    finish(command, domain::SendVerdict::Sent, std::nullopt);
    m_link->noteProven();
    tellOwn(command);
}

// The server has it, so whoever listens hears it; this connection alone is not told.
void CommandWorker::tellOwn(const domain::Command& command)
{
    if (command.subject == m_link->watchSubject())
        m_watched->push({command.subject, command.payload, command.payload.size(), m_link->status().provenAt},
                        weightOf(command.payload));
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
        outcome.server = m_link->status().server;
    m_news->pushUrgent(std::move(outcome));
}

} // namespace ops::infra
