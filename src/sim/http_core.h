#pragma once

#include "sim/service_core.h"

#include <QByteArray>

namespace ops::sim {

struct HttpReply {
    int status = 404;
    QByteArray contentType;
    QByteArray body;

    bool operator==(const HttpReply&) const = default;
};

struct HttpContext {
    bool natsConnected = true;
    qint64 nowMs = 0;
    qint64 startedMs = 0;
};

// What a service answers to `method path` (without query), e.g. GET /health. Pure.
HttpReply answerHttp(const CoreConfig& config, const CoreState& state, const HttpContext& context,
                     const QByteArray& method, const QByteArray& path);

// How long a service gives out an old answer to GET /health: the public Brain for ten seconds.
qint64 healthCacheMs(const CoreConfig& config);

} // namespace ops::sim
