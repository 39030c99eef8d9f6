#include "domain/health/judge_endpoint.h"

#include "base/json_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int httpOk = 200;

// What services say that are well, beside the runbook's own word.
constexpr std::array wellWords{"ok", "healthy", "up", "pass", "passing", "alive", "ready", "true", "operational"};

bool isWellWord(const QString& word)
{
    for (const char* well : wellWords)
        if (word.compare(QLatin1String(well), Qt::CaseInsensitive) == 0)
            return true;
    return false;
}

QString titleOf(const QByteArray& body)
{
    const QByteArray lower = body.left(4096).toLower();
    const qsizetype open = lower.indexOf("<title");
    const qsizetype begin = open < 0 ? -1 : lower.indexOf('>', open) + 1;
    const qsizetype end = begin <= 0 ? -1 : lower.indexOf("</title", begin);
    return end < 0 ? QString() : oneLine(QString::fromUtf8(body.mid(begin, end - begin)), 60);
}

bool isHtml(const HttpAnswer& answer)
{
    const QByteArray start = answer.body.left(256).trimmed().toLower();
    return answer.contentType.contains(QLatin1String("text/html"), Qt::CaseInsensitive) ||
           start.startsWith("<!doctype html") || start.startsWith("<html");
}

HealthVerdict failureOf(const HttpAnswer& answer)
{
    HealthFinding finding = HealthFinding::BrokenAnswer;
    switch (answer.error->code) {
    case ErrorCode::Refused:
        finding = HealthFinding::PortClosed;
        break;
    case ErrorCode::TimedOut:
        finding = HealthFinding::NoAnswer;
        break;
    case ErrorCode::NotFound:
        finding = HealthFinding::NameUnknown;
        break;
    case ErrorCode::Cancelled:
        return {HealthGrade::Unknown, HealthFinding::Cancelled, {}, {}, {}};
    case ErrorCode::Unavailable:
        return {HealthGrade::Unknown, HealthFinding::ToolMissing, oneLine(answer.error->detail), {}, {}};
    default:
        break;
    }
    return {HealthGrade::Failed, finding, oneLine(answer.error->detail), {}, base::toLogLine(*answer.error)};
}

QString valueText(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toDouble());
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.isNull() ? QStringLiteral("null") : QString();
}

QString withStatus(int status, const QString& text)
{
    return status == httpOk ? text : QStringLiteral("HTTP %1 %2").arg(status).arg(text).trimmed();
}

} // namespace

QString identifyService(const HttpAnswer& answer)
{
    QString title = titleOf(answer.body);
    const QByteArray text = answer.body.left(4096).trimmed();
    const auto json = base::parseJson(answer.body, maxHealthBodyBytes);
    const QJsonObject object = json ? json->toObject() : QJsonObject();
    const bool grafanaJson = object.contains(QLatin1String("database")) && object.contains(QLatin1String("commit")) &&
                             object.contains(QLatin1String("version"));
    if (grafanaJson || title.contains(QLatin1String("Grafana"), Qt::CaseInsensitive))
        return QStringLiteral("Grafana");
    if (text.startsWith("Prometheus Server is") || title.contains(QLatin1String("Prometheus")))
        return QStringLiteral("Prometheus");
    if (text == "404 page not found")
        return QStringLiteral("Traefik"); // Go's own words, which Traefik answers for a route it does not know
    if (isHtml(answer) && !title.isEmpty())
        return title;
    return object.isEmpty() ? oneLine(answer.server, 40) : QString();
}

HealthVerdict judgeEndpoint(const HealthCheck& check, const HttpAnswer& answer)
{
    if (answer.error)
        return failureOf(answer);
    HealthVerdict verdict;
    verdict.grade = HealthGrade::Failed;
    verdict.output = QString::fromUtf8(answer.body.left(maxHealthBodyBytes));
    verdict.who = identifyService(answer);
    const QString shortBody = oneLine(QString::fromUtf8(answer.body.left(4096)));
    const auto json = base::parseJson(answer.body, maxHealthBodyBytes);
    if (json && json->isObject() && json->toObject().contains(check.expectedField)) {
        const QString word = valueText(json->toObject().value(check.expectedField));
        verdict.who.clear();
        verdict.actual = withStatus(answer.status, QString::fromUtf8('{' + base::jsonString(check.expectedField) + ':' +
                                                                     base::jsonString(oneLine(word, 60)) + '}'));
        const bool exact = json->toObject().value(check.expectedField).isString() && word == check.expectedText;
        if (exact || isWellWord(word)) {
            // A well word under a status that is none contradicts itself: the status decides.
            const bool right = answer.status == httpOk;
            verdict.finding = !right  ? HealthFinding::WrongStatus
                              : exact ? HealthFinding::AsExpected
                                      : HealthFinding::OtherWord;
            verdict.grade = !right ? HealthGrade::Failed : exact ? HealthGrade::Ok : HealthGrade::Differs;
        } else {
            verdict.finding = HealthFinding::SaysUnwell;
        }
        return verdict;
    }
    verdict.actual = withStatus(answer.status, shortBody);
    if (isHtml(answer) || verdict.who == QLatin1String("Grafana") || verdict.who == QLatin1String("Prometheus")) {
        const QString page = titleOf(answer.body);
        if (isHtml(answer))
            verdict.actual = withStatus(answer.status, page.isEmpty() ? QStringLiteral("HTML") : page);
        verdict.finding = verdict.who.isEmpty() ? HealthFinding::NotJson : HealthFinding::OtherService;
    } else if (answer.status != httpOk) {
        verdict.finding = HealthFinding::WrongStatus;
        if (!answer.location.isEmpty())
            verdict.actual += QStringLiteral(" -> ") + oneLine(answer.location, 80);
    } else if (!json || !json->isObject()) {
        verdict.finding = HealthFinding::NotJson;
        // The word alone, as plain text: it works, and no JSON reader would take it.
        if (isWellWord(QString::fromUtf8(answer.body.trimmed())))
            verdict.grade = HealthGrade::Differs;
    } else {
        verdict.finding = HealthFinding::FieldMissing;
    }
    return verdict;
}

HttpAnswer readCurl(const HostOutcome& outcome, const QByteArray& output, const QByteArray& errors)
{
    HttpAnswer answer;
    const QString said = oneLine(QString::fromUtf8(errors));
    const auto fail = [&](ErrorCode code, const QString& detail) {
        answer.error = Error{code, detail, QStringLiteral("curl")};
        return answer;
    };
    if (outcome.end == HostEnd::TimedOut)
        return fail(ErrorCode::TimedOut, said);
    if (outcome.end != HostEnd::Exited)
        return fail(outcome.error ? outcome.error->code : ErrorCode::Internal,
                    outcome.error ? outcome.error->detail : said);
    // curl's own exit codes, from its manual.
    switch (outcome.exitCode.value_or(-1)) {
    case 0:
        break;
    case 6:
        return fail(ErrorCode::NotFound, said);
    case 7:
        return fail(ErrorCode::Refused, said);
    case 28:
        return fail(ErrorCode::TimedOut, said);
    case 126:
    case 127:
        return fail(ErrorCode::Unavailable, said);
    default:
        return fail(ErrorCode::ProtocolError, said);
    }
    QByteArray rest = output;
    while (rest.startsWith("HTTP/")) {
        qsizetype end = rest.indexOf("\r\n\r\n");
        const qsizetype gap = end < 0 ? 2 : 4;
        if (end < 0)
            end = rest.indexOf("\n\n");
        const QByteArray head = end < 0 ? rest : rest.left(end);
        rest = end < 0 ? QByteArray() : rest.mid(end + gap);
        const QByteArrayList lines = head.split('\n');
        answer.status = lines.constFirst().split(' ').value(1).trimmed().toInt();
        for (const QByteArray& line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            const QByteArray name = line.left(colon).trimmed().toLower();
            const QString value = QString::fromLatin1(line.mid(colon + 1).trimmed());
            if (name == "content-type")
                answer.contentType = value;
            else if (name == "server")
                answer.server = value;
            else if (name == "location")
                answer.location = value;
        }
        if (answer.status >= httpOk)
            break; // before it: 100 Continue
    }
    if (answer.status == 0)
        return fail(ErrorCode::ProtocolError, oneLine(QString::fromUtf8(output.left(4096))));
    answer.body = rest.left(maxHealthBodyBytes);
    return answer;
}

} // namespace ops::domain
