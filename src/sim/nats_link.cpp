#include "sim/nats_link.h"

#include <QMetaObject>

#include <deque>
#include <mutex>
#include <nats/nats.h>
#include <variant>
#include <vector>

namespace ops::sim {
namespace {

constexpr size_t maxMailbox = 4096;
constexpr int connectTimeoutMs = 2000;
constexpr int writeDeadlineMs = 500;
constexpr int reconnectWaitMs = 50;

struct LinkState {
    bool up = false;
};
struct LinkError {
    QString text;
};

base::Error mapStatus(natsStatus status, const QString& subject)
{
    const QString text = QString::fromUtf8(natsStatus_GetText(status));
    switch (status) {
    case NATS_CONNECTION_AUTH_FAILED:
        return {base::ErrorCode::AuthFailed, text, subject};
    case NATS_NOT_PERMITTED:
        return {base::ErrorCode::Denied, text, subject};
    case NATS_NO_SERVER:
    case NATS_IO_ERROR:
        return {base::ErrorCode::Refused, text, subject};
    case NATS_TIMEOUT:
        return {base::ErrorCode::TimedOut, text, subject};
    case NATS_INVALID_ARG:
    case NATS_INVALID_SUBJECT:
        return {base::ErrorCode::InvalidInput, text, subject};
    default:
        return {base::ErrorCode::Internal, text, subject};
    }
}

} // namespace

// Where the library's threads leave what they heard. Shared by the link and every callback context, so it outlives
// both; `detach` cuts the way back to a link that is going away.
class Mailbox {
public:
    using Item = std::variant<IncomingMessage, LinkState, LinkError>;

    explicit Mailbox(NatsLink* receiver)
        : m_receiver(receiver)
    {
    }

    void push(Item item)
    {
        const std::lock_guard lock(m_mutex);
        if (m_receiver == nullptr)
            return;
        if (m_items.size() >= maxMailbox) {
            ++m_dropped;
            return;
        }
        m_items.push_back(std::move(item));
        if (m_items.size() == 1)
            QMetaObject::invokeMethod(m_receiver, &NatsLink::drainMailbox, Qt::QueuedConnection);
    }

    std::deque<Item> take(qint64& dropped)
    {
        const std::lock_guard lock(m_mutex);
        dropped = std::exchange(m_dropped, 0);
        return std::exchange(m_items, {});
    }

    void detach()
    {
        const std::lock_guard lock(m_mutex);
        m_receiver = nullptr;
        m_items.clear();
    }

private:
    std::mutex m_mutex;
    NatsLink* m_receiver;
    std::deque<Item> m_items;
    qint64 m_dropped = 0;
};

namespace {

using MailboxRef = std::shared_ptr<Mailbox>;

void onMessage(natsConnection*, natsSubscription*, natsMsg* message, void* closure)
{
    IncomingMessage copy;
    copy.subject = QString::fromUtf8(natsMsg_GetSubject(message));
    if (const char* reply = natsMsg_GetReply(message))
        copy.reply = QString::fromUtf8(reply);
    copy.payload = QByteArray(natsMsg_GetData(message), natsMsg_GetDataLength(message));
    natsMsg_Destroy(message);
    (*static_cast<MailboxRef*>(closure))->push(std::move(copy));
}

void onSubscriptionComplete(void* closure)
{
    delete static_cast<MailboxRef*>(closure);
}

void onError(natsConnection* connection, natsSubscription*, natsStatus status, void* closure)
{
    const char* last = nullptr;
    QString text = QString::fromUtf8(natsStatus_GetText(status));
    if (natsConnection_GetLastError(connection, &last) != NATS_OK && last != nullptr && *last != '\0')
        text = QString::fromUtf8(last);
    (*static_cast<MailboxRef*>(closure))->push(LinkError{text});
}

void onDisconnected(natsConnection*, void* closure)
{
    (*static_cast<MailboxRef*>(closure))->push(LinkState{false});
}

void onReconnected(natsConnection*, void* closure)
{
    (*static_cast<MailboxRef*>(closure))->push(LinkState{true});
}

// For the callbacks of a connection, for as long as the program runs: no callback is its last one. A drain that fails
// complains from a thread of its own, and may do so when the connection is closed and has said so.
MailboxRef* contextFor(const MailboxRef& mailbox)
{
    static auto& contexts = *new std::deque<MailboxRef>; // such a thread may outlive what is destroyed at the end
    return &contexts.emplace_back(mailbox);
}

} // namespace

NatsLink::NatsLink(QObject* parent)
    : QObject(parent)
{
}

NatsLink::~NatsLink()
{
    close();
}

base::Result<void> NatsLink::open(const Config& config)
{
    close();
    natsOptions* options = nullptr;
    if (const natsStatus created = natsOptions_Create(&options); created != NATS_OK)
        return mapStatus(created, config.urls.join(QLatin1Char(' ')));
    const std::unique_ptr<natsOptions, decltype(&natsOptions_Destroy)> guard(options, &natsOptions_Destroy);

    std::vector<QByteArray> urls;
    std::vector<const char*> servers;
    urls.reserve(static_cast<size_t>(config.urls.size()));
    servers.reserve(static_cast<size_t>(config.urls.size()));
    for (const QString& url : config.urls)
        urls.push_back(url.toUtf8());
    for (const QByteArray& url : urls)
        servers.push_back(url.constData());

    m_mailbox = std::make_shared<Mailbox>(this);
    MailboxRef* const context = contextFor(m_mailbox);
    natsStatus status = natsOptions_SetServers(options, servers.data(), static_cast<int>(servers.size()));
    const auto set = [&](natsStatus next) {
        if (status == NATS_OK)
            status = next;
    };
    if (!config.name.isEmpty())
        set(natsOptions_SetName(options, config.name.toUtf8().constData()));
    if (!config.user.isEmpty())
        set(natsOptions_SetUserInfo(options, config.user.toUtf8().constData(), config.password.constData()));
    set(natsOptions_SetNoRandomize(options, true));
    set(natsOptions_SetSendAsap(options, true));
    set(natsOptions_SetTimeout(options, connectTimeoutMs));
    set(natsOptions_SetWriteDeadline(options, writeDeadlineMs));
    set(natsOptions_SetMaxReconnect(options, std::numeric_limits<int>::max()));
    set(natsOptions_SetReconnectWait(options, reconnectWaitMs));
    set(natsOptions_SetReconnectJitter(options, 10, 10));
    set(natsOptions_SetErrorHandler(options, onError, context));
    set(natsOptions_SetDisconnectedCB(options, onDisconnected, context));
    set(natsOptions_SetReconnectedCB(options, onReconnected, context));
    if (status == NATS_OK)
        status = natsConnection_Connect(&m_connection, options);
    if (status != NATS_OK) {
        m_connection = nullptr;
        return mapStatus(status, config.urls.join(QLatin1Char(' ')));
    }
    return {};
}

bool NatsLink::isConnected() const
{
    return m_connection != nullptr && natsConnection_Status(m_connection) == NATS_CONN_STATUS_CONNECTED;
}

base::Result<void> NatsLink::subscribe(const QString& subject)
{
    if (m_connection == nullptr || m_subscriptions.contains(subject))
        return {};
    auto context = std::make_unique<MailboxRef>(m_mailbox);
    natsSubscription* subscription = nullptr;
    const natsStatus status =
        natsConnection_Subscribe(&subscription, m_connection, subject.toUtf8().constData(), onMessage, context.get());
    if (status != NATS_OK)
        return mapStatus(status, subject);
    // Only after its completion callback has a subscription stopped calling us; then the context can go.
    if (natsSubscription_SetOnCompleteCB(subscription, onSubscriptionComplete, context.get()) == NATS_OK)
        (void)context.release();
    m_subscriptions.emplace(subject, subscription);
    return {};
}

void NatsLink::unsubscribe(const QString& subject)
{
    const auto it = m_subscriptions.find(subject);
    if (it == m_subscriptions.end())
        return;
    natsSubscription_Unsubscribe(it->second);
    natsSubscription_Destroy(it->second);
    m_subscriptions.erase(it);
}

QStringList NatsLink::subscriptions() const
{
    QStringList out;
    for (const auto& [subject, subscription] : m_subscriptions)
        out.append(subject);
    return out;
}

void NatsLink::publish(const QString& subject, const QByteArray& payload, const QString& reply)
{
    if (!isConnected())
        return;
    const QByteArray subjectBytes = subject.toUtf8();
    const int size = static_cast<int>(payload.size());
    const natsStatus status =
        reply.isEmpty() ? natsConnection_Publish(m_connection, subjectBytes.constData(), payload.constData(), size)
                        : natsConnection_PublishRequest(m_connection, subjectBytes.constData(),
                                                        reply.toUtf8().constData(), payload.constData(), size);
    if (status != NATS_OK)
        Q_EMIT errorReported(
            QStringLiteral("publish to %1 failed: %2").arg(subject, QString::fromUtf8(natsStatus_GetText(status))));
}

void NatsLink::flush(int timeoutMs)
{
    if (isConnected())
        natsConnection_FlushTimeout(m_connection, timeoutMs);
}

void NatsLink::startDrain()
{
    if (isConnected())
        natsConnection_DrainTimeout(m_connection, 500);
}

bool NatsLink::isClosed() const
{
    return m_connection == nullptr || natsConnection_IsClosed(m_connection);
}

void NatsLink::close()
{
    if (m_mailbox)
        m_mailbox->detach();
    if (m_connection != nullptr)
        natsConnection_Close(m_connection);
    for (const auto& [subject, subscription] : m_subscriptions)
        natsSubscription_Destroy(subscription);
    m_subscriptions.clear();
    if (m_connection != nullptr)
        natsConnection_Destroy(m_connection);
    m_connection = nullptr;
    m_mailbox.reset();
}

void NatsLink::drainMailbox()
{
    if (!m_mailbox)
        return;
    qint64 dropped = 0;
    const auto items = m_mailbox->take(dropped);
    if (dropped > 0)
        Q_EMIT errorReported(QStringLiteral("%1 messages dropped, too many at once").arg(dropped));
    for (const Mailbox::Item& item : items) {
        if (const auto* message = std::get_if<IncomingMessage>(&item))
            Q_EMIT messageArrived(*message);
        else if (const auto* error = std::get_if<LinkError>(&item))
            Q_EMIT errorReported(error->text);
        else if (std::get<LinkState>(item).up)
            Q_EMIT connectionRestored();
        else
            Q_EMIT connectionLost();
    }
}

} // namespace ops::sim
