#include "domain/reply.h"

#include "base/json_text.h"

#include <QJsonObject>

namespace ops::domain {

ReplyMeaning classifyReply(const QByteArray& payload, bool noResponders, const QString& serviceField,
                           const QString& stateField)
{
    if (noResponders)
        return NoResponders{};
    const auto json = base::parseJson(payload, 256 * 1024);
    if (!json)
        return UnreadableReply{json.error().detail};
    if (!json->isObject())
        return UnreadableReply{QStringLiteral("JSON, but not an object")};
    const QJsonObject object = json->toObject();
    const bool hasService = object.value(serviceField).isString();

    // A stream's ack and error have fixed shapes (JetStream API); a service that names itself is never taken for one.
    if (!hasService && object.value(QStringLiteral("stream")).isString()) {
        if (object.value(QStringLiteral("error")).isObject())
            return StreamError{object.value(QStringLiteral("error"))
                                   .toObject()
                                   .value(QStringLiteral("description"))
                                   .toString()
                                   .left(200)};
        if (object.value(QStringLiteral("seq")).isDouble())
            return StreamAck{object.value(QStringLiteral("stream")).toString().left(64),
                             static_cast<quint64>(object.value(QStringLiteral("seq")).toDouble())};
    }
    if (!hasService && object.value(QStringLiteral("error")).isObject() &&
        object.value(QStringLiteral("error")).toObject().contains(QStringLiteral("err_code")))
        return StreamError{
            object.value(QStringLiteral("error")).toObject().value(QStringLiteral("description")).toString().left(200)};

    ServiceReply reply;
    reply.service = object.value(serviceField).toString().left(64);
    const QJsonValue state = object.value(stateField);
    if (state.isString()) {
        reply.stateWord = state.toString().left(64);
        reply.state = parseTradingState(state.toString());
        if (!reply.state)
            reply.complaint = QStringLiteral("unknown state \"%1\"").arg(reply.stateWord);
    } else if (!state.isUndefined()) {
        reply.complaint = QStringLiteral("state is not text");
    }
    for (const QString& key : {QStringLiteral("ts"), QStringLiteral("timestamp")}) {
        const double stamp = object.value(key).toDouble(0);
        if (stamp <= 0 || stamp > 1e15)
            continue;
        reply.stampMs = static_cast<qint64>(stamp < 1e11 ? stamp * 1000 : stamp);
        break;
    }
    if (object.value(QStringLiteral("error")).isString())
        reply.complaint = object.value(QStringLiteral("error")).toString().left(200);
    return reply;
}

} // namespace ops::domain
