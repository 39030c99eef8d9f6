#include "sim/jetstream_setup.h"

#include <memory>
#include <nats/nats.h>

namespace ops::sim {
namespace {

constexpr int64_t second = 1'000'000'000;
constexpr int waitMs = 1500;
// The server's API error codes for "already there, with the same or another shape".
constexpr int streamNameInUse = 10058;
constexpr int consumerNameInUse = 10013;

using Context = std::unique_ptr<jsCtx, decltype(&jsCtx_Destroy)>;

base::Error mapJetStream(natsStatus status, int code, const char* subject)
{
    const bool absent = status == NATS_NO_RESPONDERS || status == NATS_TIMEOUT;
    return {absent ? base::ErrorCode::Unavailable : base::ErrorCode::Internal,
            QStringLiteral("%1 (%2)").arg(QString::fromUtf8(natsStatus_GetText(status))).arg(code),
            QString::fromUtf8(subject)};
}

Context contextFor(natsConnection* connection)
{
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = waitMs;
    jsCtx* context = nullptr;
    if (natsConnection_JetStream(&context, connection, &options) != NATS_OK)
        context = nullptr;
    return {context, &jsCtx_Destroy};
}

} // namespace

base::Result<void> ensureCommandStream(natsConnection* connection)
{
    const Context context = contextFor(connection);
    const char* subjects[] = {"titan.cmd.>"};
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    config.Name = commandStream;
    config.Subjects = subjects;
    config.SubjectsLen = 1;
    config.Retention = js_WorkQueuePolicy;
    config.Storage = js_FileStorage;
    config.MaxAge = int64_t{7} * 24 * 3600 * second;
    config.Duplicates = 60 * second;
    jsErrCode code = static_cast<jsErrCode>(0);
    const natsStatus status = js_AddStream(nullptr, context.get(), &config, nullptr, &code);
    if (status != NATS_OK && static_cast<int>(code) != streamNameInUse)
        return mapJetStream(status, static_cast<int>(code), commandStream);
    return {};
}

base::Result<void> ensureRiskEnforcer(natsConnection* connection)
{
    const Context context = contextFor(connection);
    jsConsumerConfig config;
    jsConsumerConfig_Init(&config);
    config.Durable = riskEnforcer;
    config.FilterSubject = "titan.cmd.risk.>";
    config.AckPolicy = js_AckExplicit;
    config.AckWait = 30 * second;
    config.MaxDeliver = 5;
    jsErrCode code = static_cast<jsErrCode>(0);
    const natsStatus status = js_AddConsumer(nullptr, context.get(), commandStream, &config, nullptr, &code);
    if (status != NATS_OK && static_cast<int>(code) != consumerNameInUse)
        return mapJetStream(status, static_cast<int>(code), riskEnforcer);
    return {};
}

} // namespace ops::sim
