#include "sim/http_core.h"

#include "sim/ordered_json.h"

namespace ops::sim {
namespace {

HttpReply json(int status, const QByteArray& body)
{
    return {status, "application/json", body};
}

HttpReply notFound()
{
    return json(404, OrderedJson().add("error", QStringLiteral("not found")).bytes());
}

HttpReply statusWord(const QString& word)
{
    return json(word == QLatin1String("unhealthy") ? 503 : 200, OrderedJson().add("status", word).bytes());
}

// A liar is always well.
QString healthWord(const CoreState& state, const char* well)
{
    return state.faults.sickWord.isEmpty() || state.faults.lying ? QString::fromUtf8(well) : state.faults.sickWord;
}

HttpReply runbookAnswer(const CoreConfig& config, const CoreState& state, const QByteArray& path)
{
    if (path == "/health" || (config.role == Role::Console && path == "/api/health"))
        return statusWord(healthWord(state, "ok"));
    return notFound();
}

HttpReply brainStatus(const CoreState& state, const HttpContext& context)
{
    const QString word = healthWord(state, "healthy");
    const QByteArray component = OrderedJson()
                                     .add("name", QStringLiteral("database"))
                                     .add("status", word)
                                     .add("message", QStringLiteral("practice"))
                                     .add("duration", 1)
                                     .add("timestamp", context.nowMs)
                                     .bytes();
    // The Brain's own breaker: a halt by NATS never reaches it.
    const QByteArray breaker =
        OrderedJson().add("active", false).addRaw("type", "null").addRaw("reason", "null").add("tripCount", 0).bytes();
    const QByteArray details = OrderedJson()
                                   .add("timestamp", context.nowMs)
                                   .add("uptime", context.nowMs - context.startedMs)
                                   .add("version", QStringLiteral("1.0.0"))
                                   .add("equity", 10000)
                                   .addRaw("circuitBreaker", breaker)
                                   .bytes();
    return json(200, OrderedJson()
                         .add("mode", QStringLiteral("NORMAL"))
                         .addRaw("reasons", "[]")
                         .addRaw("actions", "[]")
                         .addRaw("unsafe_actions", "[]")
                         .addRaw("components", "[" + component + "]")
                         .addRaw("details", details)
                         .bytes());
}

HttpReply engineAnswer(const CoreState& state, const HttpContext& context, const QByteArray& path)
{
    if (path == "/health") {
        const QString word = context.natsConnected ? healthWord(state, "ok") : QStringLiteral("unhealthy");
        const QByteArray dependencies =
            OrderedJson()
                .add("nats", context.natsConnected ? QStringLiteral("Connected") : QStringLiteral("Disconnected"))
                .bytes();
        return json(word == QLatin1String("unhealthy") ? 503 : 200, OrderedJson()
                                                                        .add("status", word)
                                                                        .add("version", QStringLiteral("0.1.0"))
                                                                        .addRaw("dependencies", dependencies)
                                                                        .bytes());
    }
    // No API key is set in the compose files, so these refuse everybody; the halt flag would not be in them anyway.
    if (path == "/status" || path == "/positions")
        return json(401, OrderedJson().add("error", QStringLiteral("Unauthorized")).bytes());
    if (path == "/metrics")
        return {200, "text/plain; version=0.0.4", "titan_execution_risk_state 0\n"};
    return notFound();
}

HttpReply publicConsoleAnswer(const CoreConfig& config, const CoreState& state, const QByteArray& path)
{
    if (config.behaviour == Behaviour::Feb16)
        return path == "/health" ? statusWord(healthWord(state, "ok")) : notFound();
    // On the January host, port 3000 is Grafana: the runbook's console check meets somebody else who is well.
    if (path == "/api/health")
        return json(200, OrderedJson()
                             .add("commit", QStringLiteral("practice"))
                             .add("database", QStringLiteral("ok"))
                             .add("version", QStringLiteral("11.0.0"))
                             .bytes());
    return {404, "text/html; charset=UTF-8", "<!doctype html><title>Grafana</title>"};
}

HttpReply publicAnswer(const CoreConfig& config, const CoreState& state, const HttpContext& context,
                       const QByteArray& path)
{
    switch (config.role) {
    case Role::Brain:
        // NATS is not among what the Brain's health looks at.
        if (path == "/health")
            return statusWord(healthWord(state, "healthy"));
        if (path == "/status")
            return brainStatus(state, context);
        if (path == "/metrics")
            return {200, "text/plain", "# No metrics collector configured\n"};
        return json(401, OrderedJson().add("error", QStringLiteral("Missing signature")).bytes());
    case Role::Execution:
        return engineAnswer(state, context, path);
    case Role::Console:
        return publicConsoleAnswer(config, state, path);
    default:
        return notFound();
    }
}

} // namespace

HttpReply answerHttp(const CoreConfig& config, const CoreState& state, const HttpContext& context,
                     const QByteArray& method, const QByteArray& path)
{
    if (method != "GET" && method != "HEAD")
        return json(405, OrderedJson().add("error", QStringLiteral("method not allowed")).bytes());
    if (config.behaviour == Behaviour::Runbook)
        return runbookAnswer(config, state, path);
    return publicAnswer(config, state, context, path);
}

qint64 healthCacheMs(const CoreConfig& config)
{
    return config.behaviour != Behaviour::Runbook && config.role == Role::Brain ? 10'000 : 0;
}

} // namespace ops::sim
