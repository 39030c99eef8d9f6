#include "infra/nats/command_wire.h"

#include "infra/nats/received_message.h"

namespace ops::infra {
namespace {

constexpr int maxReplyBytes = 1024 * 1024;
constexpr int pendingMessages = 10000;
constexpr int pendingBytes = 64 * 1024 * 1024;

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

base::Result<void> subscribeReplies(NatsConnection& connection, const base::Clock& clock, ReplySink sink)
{
    const auto take = [&clock, sink = std::move(sink)](natsMsg* message) {
        domain::CommandReply reply;
        reply.at = clock.now();
        if (!splitReplySubject(QByteArray(natsMsg_GetSubject(message)), reply))
            return;
        reply.noResponders = natsMsg_IsNoResponders(message);
        reply.payload = QByteArray(natsMsg_GetData(message), qMin(natsMsg_GetDataLength(message), maxReplyBytes));
        sink(std::move(reply));
    };
    return connection.subscribe(QString::fromLatin1(connection.inbox() + ".*"), take, pendingMessages, pendingBytes);
}

base::Result<void> subscribeWatched(NatsConnection& connection, const base::Clock& clock, const QString& subject,
                                    WatchSink sink)
{
    const auto take = [&clock, sink = std::move(sink)](natsMsg* message) {
        sink(toTelemetryMessage(message, clock.now()));
    };
    return connection.subscribe(subject, take, pendingMessages, pendingBytes);
}

base::Result<void> publishCommand(NatsConnection& connection, const domain::Command& command)
{
    const QByteArray reply =
        connection.inbox() + '.' + command.id.text().toLatin1() + '-' + QByteArray::number(command.attempt);
    return connection.publish(command.subject, reply, command.payload);
}

} // namespace ops::infra
