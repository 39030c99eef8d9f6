#include "infra/nats/telemetry_session.h"

#include "infra/nats/command_connection.h"
#include "infra/nats/nats_error.h"
#include "infra/nats/received_message.h"
#include "infra/nats/stored_message.h"

#include <array>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr int64_t connectTimeoutMs = 2000;
constexpr int maxPingsOut = 2;
constexpr int64_t reconnectWaitMs = 10;
constexpr int64_t reconnectJitterMs = 5;
constexpr auto measureInterval = 2000ms;
constexpr auto reopenPause = 1000ms;
constexpr int64_t measureDeadlineMs = 1000;
constexpr int pendingMessages = 50000;
constexpr int pendingBytes = 64 * 1024 * 1024;

QString lastErrorText(natsConnection* connection)
{
    const char* text = nullptr;
    if (connection == nullptr || natsConnection_GetLastError(connection, &text) == NATS_OK || text == nullptr)
        return {};
    return QString::fromUtf8(text);
}

QString connectedServer(natsConnection* connection)
{
    std::array<char, 256> buffer{};
    if (natsConnection_GetConnectedUrl(connection, buffer.data(), buffer.size()) != NATS_OK)
        return {};
    return withoutCredentials(QString::fromUtf8(buffer.data()));
}

} // namespace

// What callbacks hold; each kind's last call drops its reference. The session may be gone by then.
struct TelemetrySession::Callbacks {
    std::weak_ptr<TelemetrySession> session;
    std::shared_ptr<Mailbox<TelemetryNews>> news;
    const base::Clock& clock;
    std::shared_ptr<std::atomic<bool>> closed;
};

TelemetrySession::TelemetrySession(const base::Clock& clock, std::shared_ptr<Mailbox<TelemetryNews>> news,
                                   domain::LinkConfig config, QStringList subjects)
    : m_clock(clock)
    , m_news(std::move(news))
    , m_config(std::move(config))
    , m_subjects(std::move(subjects))
{
}

TelemetrySession::~TelemetrySession() = default;

void TelemetrySession::start()
{
    std::thread([self = shared_from_this()] { self->run(); }).detach();
}

void TelemetrySession::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
}

void TelemetrySession::readLastStored(const QString& stream, const QString& subject)
{
    {
        const std::lock_guard lock(m_mutex);
        m_questions.push_back({stream, subject});
    }
    m_wake.notify_one();
}

void TelemetrySession::setHeardElsewhere(const QString& subject)
{
    {
        const std::lock_guard lock(m_mutex);
        m_heardElsewhere = subject;
    }
    poke();
}

void TelemetrySession::poke()
{
    {
        const std::lock_guard lock(m_mutex);
        m_poked = true;
    }
    m_wake.notify_one();
}

void TelemetrySession::run()
{
    noteState(domain::LinkPhase::Connecting, std::nullopt);
    bool open = openConnection();
    for (;;) {
        std::vector<Question> questions;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, open ? measureInterval : reopenPause,
                            [this] { return m_stopping || m_poked || !m_questions.empty(); });
            if (m_stopping)
                break;
            m_poked = false;
            if (open)
                questions = std::exchange(m_questions, {});
        }
        if (m_closed && *m_closed) {
            // cnats gives up for good on some refusals (a password refused twice); we do not.
            closeConnection();
            open = false;
            continue;
        }
        if (!open) {
            open = openConnection();
            continue;
        }
        subscribeWanted();
        for (const Question& question : questions) {
            const auto answer = readLastStoredMessage(m_connection, question.stream, question.subject);
            if (answer)
                m_news->push(*answer);
            else
                m_news->push(StoredMissing{answer.error()});
        }
        measure();
    }
    closeConnection();
}

bool TelemetrySession::openConnection()
{
    auto prepared = makeCommandOptions(m_config);
    if (!prepared) {
        noteState(domain::LinkPhase::Down, prepared.error());
        return false;
    }
    natsOptions* options = prepared.value().get();
    natsStatus status = NATS_OK;
    const auto also = [&status](natsStatus next) { status = status == NATS_OK ? next : status; };
    m_closed = std::make_shared<std::atomic<bool>>(false);
    auto* closure = new Callbacks{weak_from_this(), m_news, m_clock, m_closed};
    also(natsOptions_SetAllowReconnect(options, true));
    also(natsOptions_SetMaxReconnect(options, -1));
    also(natsOptions_SetReconnectWait(options, reconnectWaitMs));
    also(natsOptions_SetReconnectJitter(options, reconnectJitterMs, reconnectJitterMs));
    also(natsOptions_SetTimeout(options, connectTimeoutMs));
    also(natsOptions_SetPingInterval(options, domain::linkPingInterval.count()));
    also(natsOptions_SetMaxPingsOut(options, maxPingsOut));
    also(natsOptions_SetMaxPendingMsgs(options, pendingMessages));
    also(natsOptions_SetErrorHandler(options, handleError, closure));
    also(natsOptions_SetReconnectedCB(options, handleConnected, closure));
    also(natsOptions_SetDisconnectedCB(options, handleDisconnected, closure));
    also(natsOptions_SetClosedCB(options, handleClosed, closure));
    also(status == NATS_OK ? natsConnection_Connect(&m_connection, options) : status);
    if (status != NATS_OK) {
        delete closure;
        const char* detail = nats_GetLastError(nullptr);
        noteState(domain::LinkPhase::Down,
                  mapNatsError(status, detail != nullptr ? QString::fromUtf8(detail) : QString(),
                               withoutCredentials(m_config.urls.value(0))));
        return false;
    }
    if (!subscribeWanted()) {
        closeConnection();
        return false;
    }
    noteState(domain::LinkPhase::Up, std::nullopt);
    measure();
    return true;
}

// Subscribes what is missing, and gives up what another connection of ours listens to meanwhile.
bool TelemetrySession::subscribeWanted()
{
    QString heardElsewhere;
    {
        const std::lock_guard lock(m_mutex);
        heardElsewhere = m_heardElsewhere;
    }
    for (const QString& subject : m_subjects) {
        const auto known = m_subscriptions.find(subject);
        if (subject == heardElsewhere) {
            if (known != m_subscriptions.end()) {
                natsSubscription_Unsubscribe(known->second);
                natsSubscription_Destroy(known->second);
                m_subscriptions.erase(known);
            }
        } else if (known == m_subscriptions.end() && !subscribe(subject)) {
            return false;
        }
    }
    return true;
}

bool TelemetrySession::subscribe(const QString& subject)
{
    natsSubscription* subscription = nullptr;
    auto* closure = new Callbacks{weak_from_this(), m_news, m_clock, nullptr};
    const natsStatus status =
        natsConnection_Subscribe(&subscription, m_connection, subject.toUtf8().constData(), handleMessage, closure);
    if (status != NATS_OK) {
        delete closure;
        noteState(domain::LinkPhase::Down, mapNatsError(status, lastErrorText(m_connection), subject));
        return false;
    }
    natsSubscription_SetOnCompleteCB(subscription, handleDone, closure);
    natsSubscription_SetPendingLimits(subscription, pendingMessages, pendingBytes);
    m_subscriptions.emplace(subject, subscription);
    return true;
}

void TelemetrySession::closeConnection()
{
    if (m_connection == nullptr)
        return;
    natsConnection_Close(m_connection);
    for (const auto& [subject, subscription] : m_subscriptions)
        natsSubscription_Destroy(subscription);
    m_subscriptions.clear();
    natsConnection_Destroy(std::exchange(m_connection, nullptr));
}

void TelemetrySession::measure()
{
    const base::Instant asked = m_clock.now();
    const natsStatus status = natsConnection_FlushTimeout(m_connection, measureDeadlineMs);
    const std::lock_guard lock(m_mutex);
    m_status.dropped = static_cast<qint64>(m_news->dropped());
    if (status == NATS_OK) {
        const base::Instant now = m_clock.now();
        m_status.rttMs = base::elapsedMs(asked, now);
        m_status.provenAt = now;
        m_status.server = connectedServer(m_connection);
    } else if (m_status.phase != domain::LinkPhase::Up) {
        const QString text = lastErrorText(m_connection);
        if (!text.isEmpty() || !m_status.error)
            m_status.error = mapNatsError(status, text, withoutCredentials(m_config.urls.value(0)));
    }
    m_news->push(m_status);
}

void TelemetrySession::noteState(domain::LinkPhase phase, std::optional<base::Error> error)
{
    const std::lock_guard lock(m_mutex);
    if (m_status.phase != phase)
        m_status.since = m_clock.now();
    if (phase == domain::LinkPhase::Up) {
        m_status.provenAt = m_clock.now();
        m_status.error.reset();
    }
    m_status.phase = phase;
    if (error)
        m_status.error = std::move(error);
    m_news->push(m_status);
}

void TelemetrySession::handleMessage(natsConnection*, natsSubscription*, natsMsg* message, void* closure)
{
    const NatsMsgPtr owned(message);
    const auto* callbacks = static_cast<Callbacks*>(closure);
    callbacks->news->push(toTelemetryMessage(message, callbacks->clock.now()));
}

void TelemetrySession::handleDone(void* closure)
{
    delete static_cast<Callbacks*>(closure);
}

void TelemetrySession::handleError(natsConnection* connection, natsSubscription*, natsStatus status, void* closure)
{
    // The subscription argument may be gone already (known cnats fault); only the connection is asked.
    const auto session = static_cast<Callbacks*>(closure)->session.lock();
    if (!session)
        return;
    const base::Error error = mapNatsError(status, lastErrorText(connection), {});
    const std::lock_guard lock(session->m_mutex);
    session->m_status.error = error;
    session->m_news->push(session->m_status);
}

void TelemetrySession::handleConnected(natsConnection* connection, void* closure)
{
    const auto session = static_cast<Callbacks*>(closure)->session.lock();
    if (!session)
        return;
    {
        const std::lock_guard lock(session->m_mutex);
        ++session->m_status.reconnects;
        session->m_status.server = connectedServer(connection);
    }
    session->noteState(domain::LinkPhase::Up, std::nullopt);
    session->poke();
}

void TelemetrySession::handleDisconnected(natsConnection* connection, void* closure)
{
    const auto session = static_cast<Callbacks*>(closure)->session.lock();
    if (!session)
        return;
    session->noteState(domain::LinkPhase::Down, mapNatsError(NATS_CONNECTION_DISCONNECTED, lastErrorText(connection),
                                                             withoutCredentials(session->m_config.urls.value(0))));
}

void TelemetrySession::handleClosed(natsConnection*, void* closure)
{
    auto* callbacks = static_cast<Callbacks*>(closure);
    *callbacks->closed = true;
    if (const auto session = callbacks->session.lock())
        session->poke();
    delete callbacks;
}

} // namespace ops::infra
