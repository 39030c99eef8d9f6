#pragma once

#include "base/error.h"
#include "domain/health/health_check.h"
#include "domain/health/health_verdict.h"
#include "domain/host/host_outcome.h"

#include <QByteArray>

#include <optional>

namespace ops::domain {

// No health answer is longer; what is, is cut and judged as far as it came.
inline constexpr qsizetype maxHealthBodyBytes = 64 * 1024;

// What came back from an HTTP question.
struct HttpAnswer {
    std::optional<base::Error> error; // no whole answer came
    int status = 0;                   // 0: none
    QString contentType;
    QString server;   // the Server header
    QString location; // where a redirect points
    QByteArray body;

    bool operator==(const HttpAnswer&) const = default;
};

// Exactly the runbook's field and value is Ok, with status 200 and in JSON; everything else says what it is. Nothing
// but the expected word is ever taken for it: "healthy" for "ok" works and differs, "degraded" has failed.
HealthVerdict judgeEndpoint(const HealthCheck& check, const HttpAnswer& answer);

// Who answers, where it gives itself away ("Grafana", "nginx", a page's title); empty: nobody that is known.
QString identifyService(const HttpAnswer& answer);

// What `curl --silent --show-error --include` printed, as an answer.
HttpAnswer readCurl(const HostOutcome& outcome, const QByteArray& output, const QByteArray& errors);

} // namespace ops::domain
