#pragma once

#include "domain/health/judge_endpoint.h"
#include "domain/link.h"

#include <optional>

namespace ops::domain {

// The servers as the environment names them, beside what our links are given for them. Through an ssh host that is the
// near end of a forward, which says nothing of where the link leads.
struct NatsPlaces {
    QStringList urls;      // what the links are given, in the environment's order
    QStringList named;     // the same servers, as the environment names them; empty: not known
    QString monitoringUrl; // as the environment names it
    QString through;       // the ssh host; empty: they are reached as they are named
};

// What our own two connections know of the NATS server, and what its monitoring port says.
struct NatsAnswer {
    LinkStatus command;
    LinkStatus telemetry;
    std::optional<HttpAnswer> healthz; // none: the environment names no monitoring port
    base::Instant at;                  // when this was looked at
    NatsPlaces places = {};
};

// The runbook's `nats server ping` without the CLI: the server answers the pings of our links (one every
// linkPingInterval, each not older than three of them) and says on its monitoring port that it is well. A round trip of
// one connection is enough to say that the server answers; a link that is down beside it is shown in the banner. Which
// server it is is said: the runbook asks one, our links take the next where that one does not answer.
HealthVerdict judgeNats(const NatsAnswer& answer);

// The newest round trip that counts, in ms; none: no link has one.
std::optional<double> natsRoundTrip(const NatsAnswer& answer);

} // namespace ops::domain
