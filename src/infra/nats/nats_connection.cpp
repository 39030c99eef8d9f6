#include "infra/nats/nats_connection.h"

#include "infra/nats/nats_error.h"
#include "infra/nats/unreachable.h"

#include <mutex>

namespace ops::infra {
namespace {

constexpr size_t maxComplaints = 64;
constexpr int64_t drainDeadlineMs = 1000;

QString threadErrorText()
{
    const char* text = nats_GetLastError(nullptr);
    return text != nullptr ? QString::fromUtf8(text) : QString();
}

QString lastErrorText(natsConnection* connection)
{
    const char* text = nullptr;
    if (natsConnection_GetLastError(connection, &text) == NATS_OK || text == nullptr)
        return {};
    return QString::fromUtf8(text);
}

qint64 droppedBy(natsSubscription* subscription)
{
    int64_t count = 0;
    return natsSubscription_GetDropped(subscription, &count) == NATS_OK ? count : 0;
}

} // namespace

QByteArray newInbox()
{
    natsInbox* inbox = nullptr;
    natsInbox_Create(&inbox); // fails without memory only
    QByteArray subject(inbox);
    natsInbox_Destroy(inbox);
    return subject;
}

// Shared with the library's threads: a closed callback that may still come holds a reference of its own and drops it.
struct NatsConnection::Context {
    ConnectionEvents events;
    std::mutex mutex;
    std::vector<base::Error> complaints; // under mutex
};

NatsConnection::NatsConnection(ConnectionEvents events)
    : m_context(std::make_shared<Context>())
{
    m_context->events = std::move(events);
}

NatsConnection::~NatsConnection()
{
    if (m_connection == nullptr)
        return;
    // Closing ends the subscriptions; their completion callbacks and the closed callback release what they hold.
    natsConnection_Close(m_connection);
    for (const auto& [subject, subscription] : m_subscriptions)
        natsSubscription_Destroy(subscription);
    natsConnection_Destroy(m_connection);
}

base::Result<void> NatsConnection::connect(natsOptions* options, const QString& where)
{
    natsStatus status = NATS_OK;
    auto* reference = new std::shared_ptr<Context>(m_context);
    const auto also = [&status](natsStatus next) { status = status == NATS_OK ? next : status; };
    also(natsOptions_SetErrorHandler(options, handleError, reference));
    also(natsOptions_SetClosedCB(options, handleClosed, reference));
    const auto began = std::chrono::steady_clock::now();
    if (status == NATS_OK)
        status = natsConnection_Connect(&m_connection, options);
    if (status == NATS_OK) {
        m_server = where;
        return {};
    }
    const QString text = threadErrorText();
    // The closed callback never comes for a connection that never was.
    delete reference;
    const auto took = std::chrono::steady_clock::now() - began;
    // cnats has one word for an unknown name, a closed port and no route.
    if (status == NATS_NO_SERVER)
        return whyUnreachable(where, took);
    if (status == NATS_TIMEOUT)
        return base::Error{base::ErrorCode::TimedOut,
                           QStringLiteral("it accepts connections, but no NATS server spoke within %1 ms")
                               .arg(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()),
                           where};
    if (status == NATS_CONNECTION_CLOSED)
        return base::Error{base::ErrorCode::LinkDown, QStringLiteral("it closed the connection before it accepted us"),
                           where};
    return mapNatsError(status, text, where);
}

base::Result<void> NatsConnection::subscribe(const QString& subject, MessageHandler handler, int maxMessages,
                                             int maxBytes)
{
    natsSubscription* subscription = nullptr;
    auto* reference = new MessageHandler(std::move(handler));
    const natsStatus status =
        natsConnection_Subscribe(&subscription, m_connection, subject.toUtf8().constData(), handleMessage, reference);
    if (status != NATS_OK) {
        delete reference;
        return mapNatsError(status, threadErrorText(), subject);
    }
    m_subscriptions.emplace(subject, subscription);
    // Where the connection closed in this very moment the handler may still be running and is left behind.
    natsSubscription_SetOnCompleteCB(subscription, handleDone, reference);
    natsSubscription_SetPendingLimits(subscription, maxMessages, maxBytes);
    return {};
}

void NatsConnection::unsubscribe(const QString& subject)
{
    const auto known = m_subscriptions.find(subject);
    if (known == m_subscriptions.end())
        return;
    // Drained, not cut off: what the server has sent already is nobody else's to tell.
    if (natsSubscription_DrainTimeout(known->second, drainDeadlineMs) == NATS_OK)
        natsSubscription_WaitForDrainCompletion(known->second, drainDeadlineMs);
    m_droppedBefore += droppedBy(known->second);
    natsSubscription_Destroy(known->second);
    m_subscriptions.erase(known);
}

base::Result<void> NatsConnection::publish(const QString& subject, const QByteArray& reply, const QByteArray& payload)
{
    const natsStatus status =
        natsConnection_PublishRequest(m_connection, subject.toUtf8().constData(), reply.constData(),
                                      payload.constData(), static_cast<int>(payload.size()));
    if (status != NATS_OK)
        return mapNatsError(status, threadErrorText(), subject);
    return {};
}

base::Result<void> NatsConnection::flush(std::chrono::milliseconds deadline)
{
    const natsStatus status = natsConnection_FlushTimeout(m_connection, deadline.count());
    if (status == NATS_OK)
        return {};
    const QString text =
        status == NATS_TIMEOUT ? QStringLiteral("no PONG in %1 ms").arg(deadline.count()) : lastErrorText(m_connection);
    return mapNatsError(status, text, m_server);
}

std::optional<base::Error> NatsConnection::publishDenial(const QString& subject) const
{
    // The server's refusal comes before the PONG of a later PING, so after a flush it is here. It carries the subject
    // in quotes; anything else (an older complaint about a subscription) is not about this publish.
    const QString text = lastErrorText(m_connection);
    if (!text.contains(QLatin1String("Permissions Violation for Publish"), Qt::CaseInsensitive) ||
        !text.contains(QLatin1Char('"') + subject + QLatin1Char('"')))
        return std::nullopt;
    return mapNatsError(NATS_NOT_PERMITTED, text, subject);
}

std::vector<base::Error> NatsConnection::complaints() const
{
    const std::lock_guard lock(m_context->mutex);
    return m_context->complaints;
}

qint64 NatsConnection::dropped() const
{
    qint64 sum = m_droppedBefore;
    for (const auto& [subject, subscription] : m_subscriptions)
        sum += droppedBy(subscription);
    return sum;
}

bool NatsConnection::isClosed() const
{
    return m_connection == nullptr || natsConnection_IsClosed(m_connection);
}

void NatsConnection::handleMessage(natsConnection*, natsSubscription*, natsMsg* message, void* closure)
{
    const NatsMsgPtr owned(message);
    (*static_cast<MessageHandler*>(closure))(message);
}

void NatsConnection::handleDone(void* closure)
{
    delete static_cast<MessageHandler*>(closure);
}

void NatsConnection::handleError(natsConnection*, natsSubscription*, natsStatus status, void* closure)
{
    // The subscription argument may be gone already (known cnats fault), and the connection's own error text may be
    // overwritten meanwhile; for this call the text of this error is the thread's.
    const auto& context = *static_cast<std::shared_ptr<Context>*>(closure);
    {
        const std::lock_guard lock(context->mutex);
        if (context->complaints.size() >= maxComplaints)
            context->complaints.erase(context->complaints.begin());
        context->complaints.push_back(mapNatsError(status, threadErrorText(), {}));
    }
    context->events.onComplaint();
}

void NatsConnection::handleClosed(natsConnection* connection, void* closure)
{
    auto* reference = static_cast<std::shared_ptr<Context>*>(closure);
    const char* text = nullptr;
    const natsStatus status = natsConnection_GetLastError(connection, &text);
    (*reference)
        ->events.onClosed(mapNatsError(status == NATS_OK ? NATS_CONNECTION_CLOSED : status,
                                       text != nullptr ? QString::fromUtf8(text) : QString(), {}));
    delete reference;
}

} // namespace ops::infra
