#include "domain/health/judge_nats.h"

#include "base/json_text.h"
#include "base/lateness.h"
#include "base/time_text.h"
#include "domain/health/contradiction.h"
#include "domain/repeated_json_key.h"

#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace ops::domain {
namespace {

constexpr int httpOk = 200;
constexpr int httpUnavailable = 503;
constexpr int natsPort = 4222; // where a URL names none

bool sameHost(const QString& url, const QString& other)
{
    return QUrl(url).host() == QUrl(other).host() || (isLoopback(url) && isLoopback(other));
}

bool sameServer(const QString& url, const QString& other)
{
    return sameHost(url, other) && QUrl(url).port(natsPort) == QUrl(other).port(natsPort);
}

// "titan-nats:4222", "[::1]:4222"
QString placeText(const QString& url)
{
    const QUrl parsed(url);
    const QString host =
        parsed.host().contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(parsed.host()) : parsed.host();
    const int port = parsed.port(parsed.scheme().startsWith(QLatin1String("http")) ? -1 : natsPort);
    return port < 0 ? host : QStringLiteral("%1:%2").arg(host).arg(port);
}

bool answersPings(const LinkStatus& link, const base::Instant& now)
{
    return link.up() && !base::tookLonger(link.provenAt, now, 3 * linkPingInterval);
}

// As the environment names it; a server that it does not name is called what the link calls it.
QString asNamed(const NatsPlaces& places, const QString& server)
{
    for (qsizetype i = 0; i < std::min(places.urls.size(), places.named.size()); ++i)
        if (sameServer(places.urls.at(i), server))
            return places.named.at(i);
    return server;
}

// The URLs of the servers that answer our pings, each once.
QStringList answeringServers(const NatsAnswer& answer)
{
    QStringList servers;
    for (const LinkStatus& link : {answer.command, answer.telemetry})
        if (answersPings(link, answer.at) && !link.server.isEmpty())
            servers << asNamed(answer.places, link.server);
    servers.removeDuplicates();
    return servers;
}

QString serversText(const QStringList& servers, const QString& through)
{
    QStringList texts;
    for (const QString& server : servers)
        texts << placeText(server);
    const QString all = texts.join(QStringLiteral(", "));
    return through.isEmpty() ? all : QStringLiteral("%1 (ssh %2)").arg(all, through);
}

// What the monitoring port adds to the pings that are answered; `place` names it where it is not that server's.
void judgeHealthz(HealthVerdict& verdict, const HttpAnswer& healthz, const QString& place)
{
    verdict.output = QString::fromUtf8(healthz.body);
    const auto json = base::parseJson(healthz.body, maxHealthBodyBytes);
    const QString status = json ? json->toObject().value(QLatin1String("status")).toString() : QString();
    QString said;
    if (!healthz.error && healthz.status == httpOk && status == QLatin1String("ok")) {
        said = QStringLiteral("ok");
        const auto key = repeatedJsonKey(healthz.body, [](const QString&) { return false; });
        const auto member = contradiction(json->toObject(), QStringLiteral("status"));
        if (key || member) {
            verdict.grade = HealthGrade::Differs;
            verdict.finding = key ? HealthFinding::RepeatedKey : HealthFinding::Contradicts;
            verdict.who = oneLine(key.value_or(member.value_or(QString())), 120);
            said = verdict.who;
        }
    } else if (!healthz.error && (healthz.status == httpUnavailable || !status.isEmpty())) {
        // The server's own word: JetStream is not up, or it is ending.
        verdict.grade = HealthGrade::Failed;
        verdict.finding = HealthFinding::SaysUnwell;
        const QString why = json ? json->toObject().value(QLatin1String("error")).toString() : QString();
        // Where nothing but the HTTP status says so, that is to be seen.
        const QString http = QStringLiteral("HTTP %1").arg(healthz.status);
        const bool saysIt = !why.isEmpty() || (!status.isEmpty() && status != QLatin1String("ok"));
        said = saysIt ? (why.isEmpty() ? status : why) : QStringList{http, status}.join(QLatin1Char(' ')).trimmed();
    } else {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::MonitoringSilent;
        said = healthz.error ? healthz.error->detail : QStringLiteral("HTTP %1").arg(healthz.status);
    }
    verdict.actual += QStringLiteral(" · %1/healthz %2").arg(place, oneLine(said, 100));
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
    const NatsPlaces& places = answer.places;
    const QStringList servers = answeringServers(answer);
    QStringList others;
    if (!places.named.isEmpty())
        std::copy_if(servers.begin(), servers.end(), std::back_inserter(others),
                     [&](const QString& url) { return !sameServer(url, places.named.first()); });
    const auto roundTrip = natsRoundTrip(answer);
    verdict.actual = roundTrip ? QStringLiteral("PONG %1").arg(base::latencyText(*roundTrip)) : QStringLiteral("PONG");
    if (!servers.isEmpty())
        verdict.actual += QStringLiteral(" · ") + serversText(servers, places.through);
    if (!others.isEmpty() && others == servers)
        verdict.actual += QStringLiteral(" ≠ ") + placeText(places.named.first());
    verdict.grade = HealthGrade::Ok;
    verdict.finding = HealthFinding::AsExpected;
    // By its name: whether two names are one machine is not known here.
    const bool elsewhere = answer.healthz && !places.monitoringUrl.isEmpty() && !servers.isEmpty() &&
                           std::none_of(servers.begin(), servers.end(),
                                        [&](const QString& url) { return sameHost(url, places.monitoringUrl); });
    if (answer.healthz)
        judgeHealthz(verdict, *answer.healthz, elsewhere ? placeText(places.monitoringUrl) : QString());
    if (verdict.grade == HealthGrade::Failed)
        return verdict;
    if (!others.isEmpty()) {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::OtherServer;
        verdict.who = serversText(others, places.through);
    } else if (elsewhere && verdict.grade == HealthGrade::Ok) {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::MonitoringElsewhere;
    }
    return verdict;
}

} // namespace ops::domain
