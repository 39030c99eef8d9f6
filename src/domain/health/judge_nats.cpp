#include "domain/health/judge_nats.h"

#include "base/json_text.h"
#include "base/time_text.h"

#include <QJsonObject>

namespace ops::domain {
namespace {

constexpr int httpOk = 200;
constexpr int httpUnavailable = 503;

bool answersPings(const LinkStatus& link, const base::Instant& now)
{
    return link.up() && base::elapsed(link.provenAt, now) <= 3 * linkPingInterval;
}

} // namespace

std::optional<double> natsRoundTrip(const NatsAnswer& answer)
{
    for (const LinkStatus& link : {answer.command, answer.telemetry})
        if (answersPings(link, answer.at) && link.rttMs)
            return link.rttMs;
    return std::nullopt;
}

HealthVerdict judgeNats(const NatsAnswer& answer)
{
    HealthVerdict verdict;
    verdict.grade = HealthGrade::Failed;
    if (!answer.command.up() && !answer.telemetry.up()) {
        verdict.finding = HealthFinding::LinkDown;
        const auto& error = answer.command.error ? answer.command.error : answer.telemetry.error;
        verdict.actual = error ? oneLine(error->detail) : QString();
        return verdict;
    }
    if (!answersPings(answer.command, answer.at) && !answersPings(answer.telemetry, answer.at)) {
        verdict.finding = HealthFinding::LinkSilent;
        return verdict;
    }
    const auto roundTrip = natsRoundTrip(answer);
    verdict.actual = roundTrip ? QStringLiteral("PONG %1").arg(base::latencyText(*roundTrip)) : QStringLiteral("PONG");
    if (!answer.healthz) {
        verdict.grade = HealthGrade::Ok;
        verdict.finding = HealthFinding::AsExpected;
        return verdict;
    }
    verdict.output = QString::fromUtf8(answer.healthz->body);
    const auto json = base::parseJson(answer.healthz->body, maxHealthBodyBytes);
    const QString status = json ? json->toObject().value(QLatin1String("status")).toString() : QString();
    if (!answer.healthz->error && answer.healthz->status == httpOk && status == QLatin1String("ok")) {
        verdict.grade = HealthGrade::Ok;
        verdict.finding = HealthFinding::AsExpected;
        verdict.actual += QStringLiteral(" · /healthz ok");
    } else if (!answer.healthz->error && (answer.healthz->status == httpUnavailable || !status.isEmpty())) {
        // The server's own word: JetStream is not up, or it is ending.
        verdict.finding = HealthFinding::SaysUnwell;
        const QString why = json ? json->toObject().value(QLatin1String("error")).toString() : QString();
        verdict.actual += QStringLiteral(" · /healthz %1").arg(oneLine(why.isEmpty() ? status : why, 100));
    } else {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::MonitoringSilent;
        const QString why = answer.healthz->error ? answer.healthz->error->detail
                                                  : QStringLiteral("HTTP %1").arg(answer.healthz->status);
        verdict.actual += QStringLiteral(" · /healthz %1").arg(oneLine(why, 100));
    }
    return verdict;
}

} // namespace ops::domain
