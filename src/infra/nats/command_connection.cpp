#include "infra/nats/command_connection.h"

#include "infra/nats/nats_error.h"
#include "infra/nats/received_message.h"

#include <array>

namespace ops::infra {
namespace {

constexpr int64_t connectTimeoutMs = 1500;
constexpr int maxPingsOut = 2;
constexpr int maxReplyBytes = 1024 * 1024;

QString lastErrorText(natsConnection* connection)
{
    const char* text = nullptr;
    if (natsConnection_GetLastError(connection, &text) == NATS_OK || text == nullptr)
        return {};
    return QString::fromUtf8(text);
}

// "<inbox>.<id>-<attempt>" back into its parts; false for anything else.
bool splitReplySubject(const QByteArray& subject, domain::CommandReply& reply)
{
    const QByteArray token = subject.mid(subject.lastIndexOf('.') + 1);
    const qsizetype dash = token.indexOf('-');
    bool isNumber = false;
    const int attempt = token.mid(dash + 1).toInt(&isNumber);
    if (dash <= 0 || !isNumber)
        return false;
    reply.id = base::CommandId(QString::fromLatin1(token.left(dash)));
    reply.attempt = attempt;
    return true;
}

} // namespace

// Shared with the library's threads: each callback that may still come holds a reference of its own, dropped by the
// last call of its kind (subscription completion, connection closed).
struct CommandConnection::Context {
    const base::Clock& clock;
    CommandConnectionEvents events;
};

CommandConnection::CommandConnection(const base::Clock& clock, CommandConnectionEvents events)
    : m_context(std::make_shared<Context>(Context{clock, std::move(events)}))
{
}

CommandConnection::~CommandConnection()
{
    if (m_connection == nullptr)
        return;
    // Closing ends the subscriptions; their completion callbacks and the closed callback release their references.
    natsConnection_Close(m_connection);
    for (natsSubscription* subscription : m_subscriptions)
        natsSubscription_Destroy(subscription);
    natsConnection_Destroy(m_connection);
}

base::Result<std::shared_ptr<natsOptions>> makeCommandOptions(const domain::LinkConfig& config)
{
    std::vector<QByteArray> urls;
    for (const QString& url : config.urls)
        urls.push_back(url.toUtf8());
    std::vector<const char*> pointers;
    pointers.reserve(urls.size());
    for (const QByteArray& url : urls)
        pointers.push_back(url.constData());
    natsOptions* raw = nullptr;
    natsStatus status = natsOptions_Create(&raw);
    const std::shared_ptr<natsOptions> options(raw, natsOptions_Destroy);
    const auto also = [&status](natsStatus next) { status = status == NATS_OK ? next : status; };
    if (status == NATS_OK) {
        also(natsOptions_SetServers(raw, pointers.data(), static_cast<int>(pointers.size())));
        also(natsOptions_SetNoRandomize(raw, true));
        also(natsOptions_SetName(raw, config.clientName.toUtf8().constData()));
        also(natsOptions_SetAllowReconnect(raw, false));
        also(natsOptions_SetTimeout(raw, connectTimeoutMs));
        also(natsOptions_SetPingInterval(raw, domain::linkPingInterval.count()));
        also(natsOptions_SetMaxPingsOut(raw, maxPingsOut));
        also(natsOptions_SetSendAsap(raw, true));
        also(natsOptions_SetNoEcho(raw, true)); // what we say ourselves does not make us a listener
        also(natsOptions_SetIgnoreDiscoveredServers(raw, true));
        if (!config.user.isEmpty())
            also(natsOptions_SetUserInfo(raw, config.user.toUtf8().constData(), config.password.toUtf8().constData()));
    }
    if (status != NATS_OK)
        return mapNatsError(status, {}, withoutCredentials(config.urls.value(0)));
    return options;
}

base::Result<void> CommandConnection::connect(natsOptions* options, const QString& where, const QString& watchSubject)
{
    auto* closedReference = new std::shared_ptr<Context>(m_context);
    natsConnection* connection = nullptr;
    natsStatus status = natsOptions_SetErrorHandler(options, handleError, closedReference);
    if (status == NATS_OK)
        status = natsOptions_SetClosedCB(options, handleClosed, closedReference);
    if (status == NATS_OK)
        status = natsConnection_Connect(&connection, options);
    if (status != NATS_OK) {
        // The closed callback never comes for a connection that never was.
        delete closedReference;
        const char* detail = nats_GetLastError(nullptr);
        return mapNatsError(status, detail != nullptr ? QString::fromUtf8(detail) : QString(), where);
    }
    m_connection = connection;

    natsInbox* inbox = nullptr;
    status = natsInbox_Create(&inbox);
    if (status != NATS_OK)
        return mapNatsError(status, QStringLiteral("no reply subject could be made"), where);
    m_inbox = QByteArray(inbox);
    natsInbox_Destroy(inbox);
    if (const auto listening = subscribe(m_inbox + ".*", handleReply, where); !listening)
        return listening;
    if (!watchSubject.isEmpty())
        if (const auto listening = subscribe(watchSubject.toUtf8(), handleWatched, where); !listening)
            return listening;
    // A round trip now: the subscriptions are in place before the first command, and the path is proven.
    return flush(std::chrono::milliseconds(connectTimeoutMs));
}

base::Result<void> CommandConnection::subscribe(const QByteArray& subject, natsMsgHandler handler, const QString& where)
{
    natsSubscription* subscription = nullptr;
    auto* reference = new std::shared_ptr<Context>(m_context);
    natsStatus status = natsConnection_Subscribe(&subscription, m_connection, subject.constData(), handler, reference);
    if (status != NATS_OK) {
        delete reference;
        return mapNatsError(status, QString::fromUtf8(subject) + QStringLiteral(" could not be subscribed"), where);
    }
    m_subscriptions.push_back(subscription);
    status = natsSubscription_SetOnCompleteCB(subscription, handleDone, reference);
    if (status != NATS_OK)
        return mapNatsError(status, QString::fromUtf8(subject) + QStringLiteral(" could not be subscribed"), where);
    return {};
}

base::Result<void> CommandConnection::publish(const domain::Command& command)
{
    const QByteArray subject = command.subject.toUtf8();
    const QByteArray reply = m_inbox + '.' + command.id.text().toLatin1() + '-' + QByteArray::number(command.attempt);
    const natsStatus status =
        natsConnection_PublishRequest(m_connection, subject.constData(), reply.constData(), command.payload.constData(),
                                      static_cast<int>(command.payload.size()));
    if (status != NATS_OK)
        return mapNatsError(status, lastErrorText(m_connection), command.subject);
    return {};
}

base::Result<void> CommandConnection::flush(std::chrono::milliseconds deadline)
{
    const natsStatus status = natsConnection_FlushTimeout(m_connection, deadline.count());
    if (status != NATS_OK)
        return mapNatsError(status,
                            status == NATS_TIMEOUT ? QStringLiteral("no PONG in %1 ms").arg(deadline.count())
                                                   : lastErrorText(m_connection),
                            server());
    return {};
}

std::optional<base::Error> CommandConnection::denial(const QString& subject) const
{
    // The server's refusal comes before the PONG of a later PING, so after a flush it is here. It carries the subject
    // in quotes; anything else (an older complaint about the inbox) is not about this publish.
    const QString text = lastErrorText(m_connection);
    if (!text.contains(QLatin1String("Permissions Violation for Publish"), Qt::CaseInsensitive) ||
        !text.contains(QLatin1Char('"') + subject + QLatin1Char('"')))
        return std::nullopt;
    return mapNatsError(NATS_NOT_PERMITTED, text, subject);
}

QString CommandConnection::server() const
{
    std::array<char, 256> buffer{};
    if (m_connection == nullptr ||
        natsConnection_GetConnectedUrl(m_connection, buffer.data(), buffer.size()) != NATS_OK)
        return {};
    return withoutCredentials(QString::fromUtf8(buffer.data()));
}

void CommandConnection::handleReply(natsConnection*, natsSubscription*, natsMsg* message, void* closure)
{
    const NatsMsgPtr owned(message);
    const auto& context = *static_cast<std::shared_ptr<Context>*>(closure);
    domain::CommandReply reply;
    reply.at = context->clock.now();
    if (!splitReplySubject(QByteArray(natsMsg_GetSubject(message)), reply))
        return;
    reply.noResponders = natsMsg_IsNoResponders(message);
    reply.payload = QByteArray(natsMsg_GetData(message), qMin(natsMsg_GetDataLength(message), maxReplyBytes));
    context->events.onReply(std::move(reply));
}

void CommandConnection::handleWatched(natsConnection*, natsSubscription*, natsMsg* message, void* closure)
{
    const NatsMsgPtr owned(message);
    const auto& context = *static_cast<std::shared_ptr<Context>*>(closure);
    context->events.onHeard(toTelemetryMessage(message, context->clock.now()));
}

void CommandConnection::handleDone(void* closure)
{
    delete static_cast<std::shared_ptr<Context>*>(closure);
}

void CommandConnection::handleError(natsConnection* connection, natsSubscription*, natsStatus status, void* closure)
{
    // The subscription argument may be gone already (known cnats fault); only the connection is asked.
    const auto& context = *static_cast<std::shared_ptr<Context>*>(closure);
    context->events.onComplaint(mapNatsError(status, lastErrorText(connection), {}));
}

void CommandConnection::handleClosed(natsConnection* connection, void* closure)
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
