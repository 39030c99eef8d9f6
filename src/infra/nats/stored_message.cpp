#include "infra/nats/stored_message.h"

#include "base/json_text.h"
#include "infra/nats/nats_error.h"

#include <QDateTime>
#include <QJsonObject>

namespace ops::infra {
namespace {

constexpr std::chrono::milliseconds requestDeadline{1000};

QString headerOf(natsMsg* message, const char* key)
{
    const char* value = nullptr;
    return natsMsgHeader_Get(message, key, &value) == NATS_OK && value != nullptr ? QString::fromUtf8(value)
                                                                                  : QString();
}

qint64 stampOf(const QString& text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
}

// Not natsConnection_Request: to that, a request which the server does not allow looks like one that nobody answers.
base::Result<NatsMsgPtr> ask(NatsConnection& connection, const QString& api, const QByteArray& question,
                             const QString& stream)
{
    const QByteArray inbox = newInbox();
    natsSubscription* raw = nullptr;
    natsStatus status = natsConnection_SubscribeSync(&raw, connection.handle(), inbox.constData());
    const std::unique_ptr<natsSubscription, void (*)(natsSubscription*)> answers(raw, natsSubscription_Destroy);
    if (status != NATS_OK)
        return mapNatsError(status, {}, stream);
    if (const auto asked = connection.publish(api, inbox, question); !asked)
        return asked.error();
    if (const auto flushed = connection.flush(requestDeadline); !flushed)
        return flushed.error();
    if (const auto denied = connection.publishDenial(api))
        return *denied;
    natsMsg* message = nullptr;
    status = natsSubscription_NextMsg(&message, answers.get(), requestDeadline.count());
    NatsMsgPtr answer(message);
    if (status == NATS_OK && natsMsg_IsNoResponders(message))
        status = NATS_NO_RESPONDERS;
    if (status != NATS_OK)
        return mapNatsError(status, {}, stream);
    return answer;
}

base::Result<app::StoredMessage> fromDirectGet(natsMsg* answer, const QString& stream)
{
    const QString code = headerOf(answer, "Status");
    if (!code.isEmpty())
        return base::Error{base::ErrorCode::NotFound, code + QLatin1Char(' ') + headerOf(answer, "Description"),
                           stream};
    app::StoredMessage stored;
    stored.subject = headerOf(answer, "Nats-Subject");
    stored.payload = QByteArray(natsMsg_GetData(answer), natsMsg_GetDataLength(answer));
    stored.sequence = headerOf(answer, "Nats-Sequence").toULongLong();
    stored.storedUtcMs = stampOf(headerOf(answer, "Nats-Time-Stamp"));
    if (stored.subject.isEmpty() || stored.sequence == 0)
        return base::Error{base::ErrorCode::ProtocolError, QStringLiteral("no message in the answer"), stream};
    return stored;
}

base::Result<app::StoredMessage> fromMessageGet(natsMsg* answer, const QString& stream)
{
    const auto json = base::parseJson(QByteArray(natsMsg_GetData(answer), natsMsg_GetDataLength(answer)));
    if (!json)
        return base::Error{base::ErrorCode::ProtocolError, json.error().detail, stream};
    const QJsonObject error = json->toObject().value(QStringLiteral("error")).toObject();
    if (!error.isEmpty())
        return base::Error{base::ErrorCode::NotFound, error.value(QStringLiteral("description")).toString(), stream};
    const QJsonObject message = json->toObject().value(QStringLiteral("message")).toObject();
    if (message.isEmpty())
        return base::Error{base::ErrorCode::ProtocolError, QStringLiteral("no message in the answer"), stream};
    app::StoredMessage stored;
    stored.subject = message.value(QStringLiteral("subject")).toString();
    stored.payload = QByteArray::fromBase64(message.value(QStringLiteral("data")).toString().toLatin1());
    stored.sequence = static_cast<quint64>(message.value(QStringLiteral("seq")).toDouble());
    stored.storedUtcMs = stampOf(message.value(QStringLiteral("time")).toString());
    return stored;
}

} // namespace

base::Result<app::StoredMessage> readLastStoredMessage(NatsConnection& connection, const QString& stream,
                                                       const QString& subject)
{
    const QByteArray question = "{\"last_by_subj\":" + base::jsonString(subject) + "}";
    // The stream's leader first: it always knows, whereas direct gets have to be switched on for a stream (where they
    // are not, nobody answers), and are answered by replicas that may be behind.
    const auto answer = ask(connection, QStringLiteral("$JS.API.STREAM.MSG.GET.") + stream, question, stream);
    if (answer)
        return fromMessageGet(answer.value().get(), stream);
    const base::Error& why = answer.error();
    if (why.code != base::ErrorCode::Denied && why.code != base::ErrorCode::TimedOut)
        return why;
    const auto direct = ask(connection, QStringLiteral("$JS.API.DIRECT.GET.") + stream, question, stream);
    return direct ? fromDirectGet(direct.value().get(), stream) : why;
}

} // namespace ops::infra
