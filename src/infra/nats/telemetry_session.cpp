#include "infra/nats/telemetry_session.h"

#include "infra/nats/received_message.h"
#include "infra/nats/stored_message.h"

#include <thread>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr auto refusedPause = 7ms; // a server that listens again is found within 10 ms
constexpr auto jitter = 3ms;
constexpr int pendingMessages = 50000;
constexpr int pendingBytes = 64 * 1024 * 1024;

} // namespace

size_t telemetryWeight(const app::TelemetryMessage& message)
{
    return static_cast<size_t>(message.payload.size()) + sizeof(TelemetryNews);
}

TelemetrySession::Wanted::Wanted(QStringList subjects)
    : m_subjects(std::move(subjects))
{
}

void TelemetrySession::Wanted::setHeardElsewhere(const QString& subject)
{
    const std::lock_guard lock(m_mutex);
    m_heardElsewhere = subject;
}

base::Result<void> TelemetrySession::Wanted::bringUp(NatsConnection& connection,
                                                     const NatsConnection::MessageHandler& handler) const
{
    QString heardElsewhere;
    {
        const std::lock_guard lock(m_mutex);
        heardElsewhere = m_heardElsewhere;
    }
    for (const QString& subject : m_subjects) {
        if (subject == heardElsewhere) {
            connection.unsubscribe(subject);
        } else if (!connection.isSubscribed(subject)) {
            auto done = connection.subscribe(subject, handler, pendingMessages, pendingBytes);
            if (!done)
                return done;
        }
    }
    return {};
}

TelemetrySession::TelemetrySession(const base::Clock& clock, std::shared_ptr<Mailbox<TelemetryNews>> news,
                                   domain::LinkConfig config, QStringList subjects)
    : m_clock(clock)
    , m_news(std::move(news))
    , m_config(std::move(config))
    , m_wanted(std::make_shared<Wanted>(std::move(subjects)))
{
}

TelemetrySession::~TelemetrySession() = default;

void TelemetrySession::start()
{
    std::thread([self = shared_from_this()] { self->run(); }).detach();
}

void TelemetrySession::stop()
{
    auto left = m_jobs.stop();
    // There may be connections among it, whose closing may take its time.
    if (!left.empty())
        std::thread([left = std::move(left)] {}).detach();
}

void TelemetrySession::setHeardElsewhere(const QString& subject)
{
    m_wanted->setHeardElsewhere(subject);
    m_jobs.post(Handover{});
}

void TelemetrySession::readLastStored(const QString& stream, const QString& subject)
{
    m_jobs.post(Question{stream, subject});
}

LinkPolicy TelemetrySession::policy() const
{
    LinkPolicy policy;
    policy.refusedPause = refusedPause;
    policy.jitter = jitter;
    policy.prepare = [wanted = m_wanted, handler = messageHandler()](NatsConnection& connection, const QString&) {
        return wanted->bringUp(connection, handler);
    };
    return policy;
}

NatsConnection::MessageHandler TelemetrySession::messageHandler() const
{
    return [news = m_news, clock = &m_clock](natsMsg* message) {
        app::TelemetryMessage telemetry = toTelemetryMessage(message, clock->now());
        const size_t weight = telemetryWeight(telemetry);
        news->push(std::move(telemetry), weight);
    };
}

LinkHooks TelemetrySession::hooks()
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
        bringUp(); // what has changed while it was connecting
        for (const Question& question : std::exchange(m_questions, {}))
            ask(question);
    };
    hooks.notFound = [this](const base::Error& why) {
        for (const Question& question : std::exchange(m_questions, {}))
            m_news->pushUrgent(StoredMissing{{why.code, why.detail, question.stream}});
    };
    return hooks;
}

void TelemetrySession::run()
{
    m_link = std::make_unique<LinkKeeper>(m_clock, policy(), hooks());
    m_link->configure(m_config);
    while (!m_jobs.stopped()) {
        const qint64 wait = m_link->nextWake().monoNs - m_clock.now().monoNs;
        if (Job job; m_jobs.take(job, std::chrono::nanoseconds(wait)))
            handle(std::move(job));
        m_link->onTimer();
    }
    m_link.reset();
}

void TelemetrySession::handle(Job job)
{
    if (const auto* question = std::get_if<Question>(&job))
        ask(*question);
    else if (std::holds_alternative<Handover>(job))
        bringUp();
    else if (auto* event = std::get_if<LinkEvent>(&job))
        m_link->handle(std::move(*event));
}

void TelemetrySession::bringUp()
{
    const auto connection = m_link->connection();
    if (!connection)
        return;
    // A link that cannot hear what it should is replaced.
    if (const auto done = m_wanted->bringUp(*connection, messageHandler()); !done)
        m_link->drop(done.error());
}

void TelemetrySession::ask(const Question& question)
{
    const auto connection = m_link->connection();
    if (!connection && m_link->status().phase == domain::LinkPhase::Connecting) {
        m_questions.push_back(question);
        return;
    }
    if (!connection) {
        m_news->pushUrgent(
            StoredMissing{{base::ErrorCode::LinkDown, QStringLiteral("not connected"), question.stream}});
        return;
    }
    // On a thread of its own: the link is watched meanwhile.
    std::thread([connection, question, news = m_news] {
        const auto answer = readLastStoredMessage(*connection, question.stream, question.subject);
        if (answer)
            news->pushUrgent(*answer);
        else
            news->pushUrgent(StoredMissing{answer.error()});
    }).detach();
}

} // namespace ops::infra
