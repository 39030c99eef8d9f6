#pragma once

#include "base/error.h"
#include "domain/health/health_check.h"
#include "domain/health/health_verdict.h"

#include <QByteArray>

#include <optional>

namespace ops::domain {

// No health answer is longer; what is, is cut and judged as far as it came.
inline constexpr qsizetype maxHealthBodyBytes = 64 * 1024;

// How far a question came that had no whole answer in its time.
enum class HttpReach {
    Unknown,
    Connecting, // nobody took the connection yet, or its TLS was not set up
    Asked,      // the question was sent over it
    Answering,  // an answer has begun
};

// What came back from an HTTP question.
struct HttpAnswer {
    std::optional<base::Error> error;     // no whole answer came
    bool tlsFailed = false;               // and that for the secure connection, over which nothing was asked
    HttpReach reach = HttpReach::Unknown; // where the error is TimedOut
    int status = 0;                       // 0: none
    QString contentType;
    QString server;   // the Server header
    QString location; // where a redirect points
    QByteArray body;

    bool operator==(const HttpAnswer&) const = default;
};

// Exactly the runbook's field and value is Ok, with status 200 and in JSON; everything else says what it is. Nothing
// but the expected word is ever taken for it: "healthy" for "ok" works and differs, "degraded" has failed. Nor is that
// word believed beside a member that contradicts it, or where a key stands twice: that differs as well.
HealthVerdict judgeEndpoint(const HealthCheck& check, const HttpAnswer& answer);

// Who answers, where it gives itself away ("Grafana", "nginx", a page's title); empty: nobody that is known. The title
// of an error's page names the error and no program.
QString identifyService(const HttpAnswer& answer);
// The one of them that is a whole family: Go's HTTP server, which Traefik, Loki and many others are made of.
inline constexpr char goServer[] = "Go net/http";

// What `curl --silent --show-error --include` printed before it ended by itself, as an answer.
HttpAnswer readCurl(int exitCode, const QByteArray& output, const QByteArray& errors);

} // namespace ops::domain
