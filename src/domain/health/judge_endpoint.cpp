#include "domain/health/judge_endpoint.h"

#include "base/json_text.h"
#include "domain/health/contradiction.h"
#include "domain/repeated_json_key.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int httpOk = 200;
constexpr qsizetype mostShownBody = 160;
constexpr const char* byteOrderMark = "\xef\xbb\xbf";

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

HealthFinding lateFinding(HttpReach reach)
{
    switch (reach) {
    case HttpReach::Connecting:
        return HealthFinding::NotTaken;
    case HttpReach::Asked:
        return HealthFinding::TakenNoAnswer;
    case HttpReach::Answering:
        return HealthFinding::AnswerUnfinished;
    case HttpReach::Unknown:
        break;
    }
    return HealthFinding::NoAnswer;
}

// From what curl says when its time is up. In its older versions' words as well.
HttpReach curlsReach(const QByteArray& output, const QByteArray& errors)
{
    for (const char* words : {"Connection timed out", "Connection timeout", "Connection time-out", "Failed to connect"})
        if (errors.contains(words))
            return HttpReach::Connecting;
    if (!errors.contains("Operation timed out"))
        return HttpReach::Unknown; // while it looked for the address
    return output.isEmpty() ? HttpReach::Asked : HttpReach::Answering;
}

HealthVerdict failureOf(const HttpAnswer& answer)
{
    HealthFinding finding = HealthFinding::BrokenAnswer;
    switch (answer.error->code) {
    case ErrorCode::Refused:
        finding = HealthFinding::PortClosed;
        break;
    case ErrorCode::TimedOut:
        // Nothing came: what stands there is said by the finding, in the operator's language.
        return {HealthGrade::Failed, lateFinding(answer.reach), {}, {}, base::toLogLine(*answer.error)};
    case ErrorCode::NotFound:
        finding = HealthFinding::NameUnknown;
        break;
    case ErrorCode::Cancelled:
        return {HealthGrade::Unknown, HealthFinding::Cancelled, {}, {}, {}};
    case ErrorCode::Unavailable:
        return {HealthGrade::Unknown, HealthFinding::ToolMissing, oneLine(answer.error->detail), {}, {}};
    case ErrorCode::LinkDown:
        // Before any status: there is no way to it. After one: the answer was cut off.
        if (answer.status == 0)
            return {HealthGrade::Unknown, HealthFinding::Unreachable, oneLine(answer.error->detail), {}, {}};
        break;
    case ErrorCode::TooLarge:
        finding = HealthFinding::AnswerTooLong;
        break;
    case ErrorCode::ProtocolError:
        if (answer.tlsFailed)
            finding = HealthFinding::TlsFailed;
        break;
    default:
        break;
    }
    return {HealthGrade::Failed, finding, oneLine(answer.error->detail), {}, base::toLogLine(*answer.error)};
}

// As JSON writes it: the string "true" has quotes, the word does not.
QString literalOf(const QJsonValue& value)
{
    if (value.isString())
        return QString::fromUtf8(base::jsonString(value.toString()));
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

// The body itself where one line holds it; of a longer one the field that is judged, with a sign that there is more.
QString shownBody(const QByteArray& body, const QString& field, const QJsonValue& value)
{
    QString whole = oneLine(QString::fromUtf8(body), body.size());
    if (whole.size() <= mostShownBody)
        return whole;
    return QStringLiteral("{%1:%2, …}")
        .arg(oneLine(QString::fromUtf8(base::jsonString(field)), 60), oneLine(literalOf(value), 60));
}

QString withStatus(int status, const QString& text)
{
    if (status == httpOk)
        return text;
    // An error's page mostly says the status itself: "502 Bad Gateway", "404: This page could not be found."
    const QString number = QString::number(status);
    const QChar next = text.size() > number.size() ? text.at(number.size()) : QChar();
    if (text.startsWith(number) && !next.isLetterOrNumber())
        return QStringLiteral("HTTP ") + text;
    return QStringLiteral("HTTP %1 %2").arg(number, text).trimmed();
}

QString withTarget(const HttpAnswer& answer, const QString& text)
{
    return answer.status != httpOk && !answer.location.isEmpty()
               ? text + QStringLiteral(" -> ") + oneLine(answer.location, 80)
               : text;
}

// A status that is not 200, whatever the body says.
void judgeStatus(HealthVerdict& verdict, const HttpAnswer& answer)
{
    const bool sendsOn = answer.status >= 300 && answer.status < 400 && !answer.location.isEmpty();
    verdict.finding = sendsOn ? HealthFinding::Redirected : HealthFinding::WrongStatus;
    if (sendsOn)
        verdict.who = oneLine(answer.location, 80);
}

// The expected word, or one like it, came with status 200: whether the rest of the answer bears it out.
void judgeRest(HealthVerdict& verdict, const HealthCheck& check, const QByteArray& json, const QJsonObject& object)
{
    const QJsonValue value = object.value(check.expectedField);
    verdict.grade = HealthGrade::Differs;
    if (const auto key = repeatedJsonKey(json, [](const QString&) { return false; })) {
        verdict.finding = HealthFinding::RepeatedKey;
        verdict.who = oneLine(*key, 80);
    } else if (const auto member = contradiction(object, check.expectedField)) {
        verdict.finding = HealthFinding::Contradicts;
        verdict.who = *member;
    } else if (!value.isString() || value.toString() != check.expectedText) {
        verdict.finding = HealthFinding::OtherWord;
        verdict.who = oneLine(literalOf(value), 60);
    } else {
        verdict.grade = HealthGrade::Ok;
        verdict.finding = HealthFinding::AsExpected;
    }
}

// An answer that has the runbook's field.
void judgeField(HealthVerdict& verdict, const HealthCheck& check, const HttpAnswer& answer, const QByteArray& json,
                const QJsonObject& object)
{
    const QJsonValue value = object.value(check.expectedField);
    const QString word = value.isBool() && value.toBool() ? QStringLiteral("true") : value.toString();
    verdict.who.clear();
    verdict.actual = withTarget(answer, withStatus(answer.status, shownBody(json, check.expectedField, value)));
    if (word != check.expectedText && !isWellWord(word.trimmed())) {
        verdict.finding = HealthFinding::SaysUnwell;
    } else if (answer.status == httpOk) {
        judgeRest(verdict, check, json, object);
    } else {
        judgeStatus(verdict, answer); // a well word under it contradicts itself: the status decides
    }
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
    // Go's own words for a route that a program does not know; which program, only a header would tell.
    if (text == "404 page not found" && answer.server.isEmpty())
        return QLatin1String(goServer);
    if (answer.status == httpOk && isHtml(answer) && !title.isEmpty())
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
    const bool isMarked = answer.body.startsWith(byteOrderMark);
    const QByteArray body = isMarked ? answer.body.mid(qstrlen(byteOrderMark)) : answer.body;
    const auto json = base::parseJson(body, maxHealthBodyBytes);
    if (json && json->isObject() && json->toObject().contains(check.expectedField)) {
        judgeField(verdict, check, answer, body, json->toObject());
        if (isMarked)
            verdict.actual.prepend(QLatin1String("[BOM] ")); // it is to be seen: without it nothing would differ
        if (isMarked && verdict.grade == HealthGrade::Ok) {
            verdict.grade = HealthGrade::Differs;
            verdict.finding = HealthFinding::ByteOrderMark;
        }
        return verdict;
    }
    const bool isPage = isHtml(answer);
    const QString title = isPage ? titleOf(answer.body) : QString();
    const QString shown = !isPage           ? oneLine(QString::fromUtf8(body.left(4096)))
                          : title.isEmpty() ? QStringLiteral("HTML")
                                            : title;
    verdict.actual = withTarget(answer, withStatus(answer.status, shown));
    if (verdict.who == QLatin1String("Grafana") || verdict.who == QLatin1String("Prometheus")) {
        verdict.finding = HealthFinding::OtherService;
    } else if (answer.status != httpOk) {
        judgeStatus(verdict, answer);
    } else if (isPage) {
        verdict.finding = verdict.who.isEmpty() ? HealthFinding::NotJson : HealthFinding::OtherService;
    } else if (!json || !json->isObject()) {
        verdict.finding = HealthFinding::NotJson;
        // The word alone, as plain text: it works, and no JSON reader would take it.
        if (isWellWord(QString::fromUtf8(body.trimmed())))
            verdict.grade = HealthGrade::Differs;
    } else {
        verdict.finding = HealthFinding::FieldMissing;
    }
    return verdict;
}

HttpAnswer readCurl(int exitCode, const QByteArray& output, const QByteArray& errors)
{
    HttpAnswer answer;
    const QString said = oneLine(QString::fromUtf8(errors));
    const auto fail = [&](ErrorCode code, const QString& detail) {
        answer.error = Error{code, detail, QStringLiteral("curl")};
        return answer;
    };
    // curl's own exit codes, from its manual.
    switch (exitCode) {
    case 0:
        break;
    case 6:
        return fail(ErrorCode::NotFound, said);
    case 7:
        return fail(ErrorCode::Refused, said);
    case 28:
        answer.reach = curlsReach(output, errors);
        return fail(ErrorCode::TimedOut, said);
    case 35: // no handshake
    case 51: // another host's certificate, as older ones say
    case 60: // a certificate that is not accepted
        answer.tlsFailed = true;
        return fail(ErrorCode::ProtocolError, said);
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
