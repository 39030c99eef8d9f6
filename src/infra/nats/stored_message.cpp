#include "infra/nats/stored_message.h"

#include "base/json_text.h"
#include "infra/nats/nats_error.h"

#include <QDateTime>
#include <QJsonObject>

namespace ops::infra {
namespace {

constexpr int64_t requestDeadlineMs = 1000;

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

natsStatus ask(natsConnection* connection, const QByteArray& api, const QByteArray& question, NatsMsgPtr& answer)
{
    natsMsg* raw = nullptr;
    const natsStatus status = natsConnection_Request(&raw, connection, api.constData(), question.constData(),
                                                     static_cast<int>(question.size()), requestDeadlineMs);
    answer.reset(raw);
    return status;
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

base::Result<app::StoredMessage> readLastStoredMessage(natsConnection* connection, const QString& stream,
                                                       const QString& subject)
{
    const QByteArray question = "{\"last_by_subj\":" + base::jsonString(subject) + "}";
    NatsMsgPtr answer;
    natsStatus status = ask(connection, "$JS.API.DIRECT.GET." + stream.toUtf8(), question, answer);
    if (status == NATS_OK) {
        const QString code = headerOf(answer.get(), "Status");
        if (!code.isEmpty())
            return base::Error{base::ErrorCode::NotFound,
                               code + QLatin1Char(' ') + headerOf(answer.get(), "Description"), stream};
        app::StoredMessage stored;
        stored.subject = headerOf(answer.get(), "Nats-Subject");
        stored.payload = QByteArray(natsMsg_GetData(answer.get()), natsMsg_GetDataLength(answer.get()));
        stored.sequence = headerOf(answer.get(), "Nats-Sequence").toULongLong();
        stored.storedUtcMs = stampOf(headerOf(answer.get(), "Nats-Time-Stamp"));
        return stored;
    }
    if (status == NATS_NO_RESPONDERS)
        status = ask(connection, "$JS.API.STREAM.MSG.GET." + stream.toUtf8(), question, answer);
    if (status != NATS_OK)
        return mapNatsError(status, {}, stream);
    return fromMessageGet(answer.get(), stream);
}

} // namespace ops::infra
