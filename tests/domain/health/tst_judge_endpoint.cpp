#include "domain/health/judge_endpoint.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::HealthFinding;
using domain::HealthGrade;
using domain::HttpAnswer;

namespace {

domain::HealthCheck statusOk()
{
    domain::HealthCheck check;
    check.kind = domain::HealthCheckKind::Endpoint;
    check.expectedField = QStringLiteral("status");
    check.expectedText = QStringLiteral("ok");
    return check;
}

HttpAnswer answered(int status, const QByteArray& body, const char* type = "application/json")
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = body;
    answer.contentType = QString::fromLatin1(type);
    return answer;
}

HttpAnswer failed(base::ErrorCode code)
{
    HttpAnswer answer;
    answer.error = base::Error{code, QStringLiteral("as it was said"), QStringLiteral("http://localhost:3100/health")};
    return answer;
}

} // namespace

// What an answer of an endpoint means; the traps are those of the shared pages on Titan as it really is.
class TestJudgeEndpoint final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H6
    void onlyTheRunbooksWordIsOk_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<HealthGrade>("grade");
        QTest::addColumn<HealthFinding>("finding");
        QTest::addColumn<QString>("actual");
        const auto row = [](const char* what, const HttpAnswer& answer, HealthGrade grade, HealthFinding finding,
                            const char* actual) {
            QTest::newRow(what) << answer << grade << finding << QString::fromUtf8(actual);
        };
        const auto ok = HealthGrade::Ok;
        const auto differs = HealthGrade::Differs;
        const auto bad = HealthGrade::Failed;
        row("as expected", answered(200, R"({"status":"ok"})"), ok, HealthFinding::AsExpected, R"({"status":"ok"})");
        row("more beside it", answered(200, R"({ "uptime": 3, "status": "ok" })"), ok, HealthFinding::AsExpected,
            R"({ "uptime": 3, "status": "ok" })");
        row("healthy for ok", answered(200, R"({"status":"healthy"})"), differs, HealthFinding::OtherWord,
            R"({"status":"healthy"})");
        row("another case", answered(200, R"({"status":"OK"})"), differs, HealthFinding::OtherWord,
            R"({"status":"OK"})");
        row("true", answered(200, R"({"status":true})"), differs, HealthFinding::OtherWord, R"({"status":true})");
        row("a blank behind it", answered(200, R"({"status":"ok "})"), differs, HealthFinding::OtherWord,
            R"({"status":"ok "})");
        row("a new line behind it", answered(200, R"({"status":"ok\n"})"), differs, HealthFinding::OtherWord,
            R"({"status":"ok\n"})");
        row("degraded with 200", answered(200, R"({"status":"degraded"})"), bad, HealthFinding::SaysUnwell,
            R"({"status":"degraded"})");
        row("unhealthy with 503", answered(503, R"({"status":"unhealthy"})"), bad, HealthFinding::SaysUnwell,
            R"(HTTP 503 {"status":"unhealthy"})");
        row("unhealthy with 200", answered(200, R"({"status":"unhealthy"})"), bad, HealthFinding::SaysUnwell,
            R"({"status":"unhealthy"})");
        row("a word nobody knows", answered(200, R"({"status":"okay-ish"})"), bad, HealthFinding::SaysUnwell,
            R"({"status":"okay-ish"})");
        row("no word", answered(200, R"({"status":""})"), bad, HealthFinding::SaysUnwell, R"({"status":""})");
        row("null", answered(200, R"({"status":null})"), bad, HealthFinding::SaysUnwell, R"({"status":null})");
        row("ok under 503", answered(503, R"({"status":"ok"})"), bad, HealthFinding::WrongStatus,
            R"(HTTP 503 {"status":"ok"})");
        row("ok under 401", answered(401, R"({"status":"ok"})"), bad, HealthFinding::WrongStatus,
            R"(HTTP 401 {"status":"ok"})");
        row("ok further in", answered(200, R"({"data":{"status":"ok"}})"), bad, HealthFinding::FieldMissing,
            R"({"data":{"status":"ok"}})");
        row("ok in a list", answered(200, R"([{"status":"ok"}])"), bad, HealthFinding::NotJson, R"([{"status":"ok"}])");
        row("plain ok", answered(200, "ok\n", "text/plain"), differs, HealthFinding::NotJson, "ok");
        row("plain words", answered(200, "all good", "text/plain"), bad, HealthFinding::NotJson, "all good");
        row("nothing", answered(200, ""), bad, HealthFinding::NotJson, "");
        row("cut JSON", answered(200, R"({"status":"ok")"), bad, HealthFinding::NotJson, R"({"status":"ok")");
        row("two bodies", answered(200, R"({"status":"ok"}{"status":"ok"})"), bad, HealthFinding::NotJson,
            R"({"status":"ok"}{"status":"ok"})");
        row("401", answered(401, R"({"error":"Missing signature"})"), bad, HealthFinding::WrongStatus,
            R"(HTTP 401 {"error":"Missing signature"})");
        row("500", answered(500, ""), bad, HealthFinding::WrongStatus, "HTTP 500");
        row("204", answered(204, ""), bad, HealthFinding::WrongStatus, "HTTP 204");
        row("refused", failed(base::ErrorCode::Refused), bad, HealthFinding::PortClosed, "as it was said");
        auto late = failed(base::ErrorCode::TimedOut);
        row("timed out", late, bad, HealthFinding::NoAnswer, "");
        late.reach = domain::HttpReach::Connecting;
        row("nobody took the connection", late, bad, HealthFinding::NotTaken, "");
        late.reach = domain::HttpReach::Asked;
        row("asked in vain", late, bad, HealthFinding::TakenNoAnswer, "");
        late.reach = domain::HttpReach::Answering;
        row("answered in part", late, bad, HealthFinding::AnswerUnfinished, "");
        row("no HTTP", failed(base::ErrorCode::ProtocolError), bad, HealthFinding::BrokenAnswer, "as it was said");
        auto cutOff = failed(base::ErrorCode::LinkDown);
        cutOff.status = 200; // it began to answer
        row("cut off", cutOff, bad, HealthFinding::BrokenAnswer, "as it was said");
        row("too long", failed(base::ErrorCode::TooLarge), bad, HealthFinding::AnswerTooLong, "as it was said");
        auto expired = failed(base::ErrorCode::ProtocolError);
        expired.tlsFailed = true;
        row("an expired certificate", expired, bad, HealthFinding::TlsFailed, "as it was said");
        row("no such name", failed(base::ErrorCode::NotFound), bad, HealthFinding::NameUnknown, "as it was said");
        // The question was not put: nothing is known of the service.
        row("no way to it", failed(base::ErrorCode::LinkDown), HealthGrade::Unknown, HealthFinding::Unreachable,
            "as it was said");
        row("no curl", failed(base::ErrorCode::Unavailable), HealthGrade::Unknown, HealthFinding::ToolMissing,
            "as it was said");
        row("cancelled", failed(base::ErrorCode::Cancelled), HealthGrade::Unknown, HealthFinding::Cancelled, "");
    }
    void onlyTheRunbooksWordIsOk()
    {
        QFETCH(HttpAnswer, answer);
        const auto verdict = domain::judgeEndpoint(statusOk(), answer);
        QTEST(verdict.grade, "grade");
        QTEST(verdict.finding, "finding");
        QTEST(verdict.actual, "actual");
    }

    void aPortOfSomebodyElseIsNamed_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<QString>("who");
        QTest::addColumn<HealthFinding>("finding");
        const auto other = HealthFinding::OtherService;
        QTest::newRow("Grafana's own health") << answered(200, R"({"commit":"c","database":"ok","version":"11.0.0"})")
                                              << QStringLiteral("Grafana") << other;
        QTest::newRow("Grafana's page") << answered(200, "<!DOCTYPE html>\n<html><head><title>Grafana</title>",
                                                    "text/html; charset=UTF-8")
                                        << QStringLiteral("Grafana") << other;
        QTest::newRow("Grafana, not found")
            << answered(404, "<!doctype html><title>Grafana</title>", "text/html; charset=UTF-8")
            << QStringLiteral("Grafana") << other;
        QTest::newRow("a console's index page")
            << answered(200, "<html><title>Titan\nConsole</title></html>", "text/html")
            << QStringLiteral("Titan Console") << other;
        QTest::newRow("a page without a title")
            << answered(200, "<html><body>hi</body></html>", "text/html") << QString() << HealthFinding::NotJson;
        QTest::newRow("Prometheus") << answered(200, "Prometheus Server is Healthy.\n", "text/plain")
                                    << QStringLiteral("Prometheus") << other;
        // Traefik's, Loki's and every other Go program's.
        QTest::newRow("Go") << answered(404, "404 page not found\n", "text/plain") << QStringLiteral("Go net/http")
                            << HealthFinding::WrongStatus;
        auto caddy = answered(404, "404 page not found\n", "text/plain");
        caddy.server = QStringLiteral("Caddy");
        QTest::newRow("Go, and it says which") << caddy << QStringLiteral("Caddy") << HealthFinding::WrongStatus;
        auto nginx = answered(502, "Bad Gateway", "text/plain");
        nginx.server = QStringLiteral("nginx/1.22.1");
        QTest::newRow("nginx") << nginx << QStringLiteral("nginx/1.22.1") << HealthFinding::WrongStatus;
        // The title of an error's page is the error, not who answers.
        auto page = answered(502, "<html><head><title>502 Bad Gateway</title></head></html>", "text/html");
        QTest::newRow("an error's page") << page << QString() << HealthFinding::WrongStatus;
        page.server = QStringLiteral("nginx/1.22.1");
        QTest::newRow("an error's page of nginx")
            << page << QStringLiteral("nginx/1.22.1") << HealthFinding::WrongStatus;
    }
    void aPortOfSomebodyElseIsNamed()
    {
        QFETCH(HttpAnswer, answer);
        const auto verdict = domain::judgeEndpoint(statusOk(), answer);
        QCOMPARE(verdict.grade, HealthGrade::Failed);
        QTEST(verdict.who, "who");
        QTEST(verdict.finding, "finding");
    }

    void aRedirectSaysWhereTo()
    {
        auto answer = answered(302, "", "text/plain");
        answer.location = QStringLiteral("/login");
        const auto verdict = domain::judgeEndpoint(statusOk(), answer);
        QCOMPARE(verdict.finding, HealthFinding::Redirected);
        QCOMPARE(verdict.actual, QStringLiteral("HTTP 302 -> /login"));
        QCOMPARE(verdict.who, QStringLiteral("/login"));
        answer.body = R"({"status":"ok"})";
        const auto withBody = domain::judgeEndpoint(statusOk(), answer);
        QCOMPARE(withBody.grade, HealthGrade::Failed);
        QCOMPARE(withBody.finding, HealthFinding::Redirected);
        QCOMPARE(withBody.actual, QStringLiteral(R"(HTTP 302 {"status":"ok"} -> /login)"));
        QCOMPARE(withBody.who, QStringLiteral("/login"));
    }

    // rule: H6
    void anAnswerThatContradictsItselfIsNotOk_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QString>("member");
        const auto row = [](const char* rest, const char* member) {
            QTest::newRow(rest) << QByteArray(rest) << QString::fromUtf8(member);
        };
        row(R"("database":"down","error":"db unreachable")", "database: down");
        row(R"("error":"db unreachable")", "error: db unreachable");
        row(R"("errors":["db"])", R"(errors: ["db"])");
        row(R"("errors":3)", "errors: 3");
        row(R"("error":true)", "error: true");
        row(R"("error":{"code":7})", R"(error: {"code":7})");
        row(R"("error":"last\u202eko")", "error: last ko");
        row(R"("checks":{"redis":{"status":"Failed"}})", "checks.redis.status: Failed");
        row(R"("checks":[{"status":"ok"},{"status":"unhealthy"}])", "checks[1].status: unhealthy");
        row(R"("nodes":["up","down"])", "nodes[1]: down");
        row(R"("db":"error: connection refused")", "db: error: connection refused");
        row(R"("db":"not connected")", "db: not connected");
        row(R"("db":"NOT_READY")", "db: NOT_READY");
        row(R"("db":"timed out")", "db: timed out");
        row(R"("db":"degraded")", "db: degraded");
        row(R"("healthy":false)", "healthy: false");
        row(R"("db":{"connected":false})", "db.connected: false");
        // All is well.
        row(R"("error":null)", "");
        row(R"("error":"")", "");
        row(R"("error":"none","errors":[],"failed":0,"failures":{}, "fault":false)", "");
        row(R"("errors":{"total":0,"last":null})", "");
        row(R"("database":"up","redis":"ok","uptime":3)", "");
        row(R"("logLevel":"error","log_level":"error","previousState":"down")", "");
        row(R"("lastError":"connection refused yesterday")", "");
        row(R"("summary":"errors: 0","note":"downstream ready","mode":"fail-safe")", "");
        row(R"("halted":false,"maintenance":false,"simulated":false)", "");
        row(R"("errorRate":0.01,"message":"no errors")", "");
    }
    void anAnswerThatContradictsItselfIsNotOk()
    {
        QFETCH(QByteArray, rest);
        QFETCH(QString, member);
        for (const char* const word : {"ok", "healthy"}) {
            const QByteArray body = "{\"status\":\"" + QByteArray(word) + "\"," + rest + "}";
            const auto verdict = domain::judgeEndpoint(statusOk(), answered(200, body));
            if (member.isEmpty()) {
                QCOMPARE(verdict.grade, qstrcmp(word, "ok") == 0 ? HealthGrade::Ok : HealthGrade::Differs);
                QVERIFY(verdict.finding != HealthFinding::Contradicts);
                continue;
            }
            QCOMPARE(verdict.grade, HealthGrade::Differs);
            QCOMPARE(verdict.finding, HealthFinding::Contradicts);
            QCOMPARE(verdict.who, member);
        }
    }

    // rule: H6
    void aKeyThatStandsTwiceIsNotOk_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::newRow("the word") << QByteArray(R"({"status":"error","status":"ok"})") << QStringLiteral("$.status");
        QTest::newRow("escaped") << QByteArray(R"({"st\u0061tus":"error","status":"ok"})")
                                 << QStringLiteral("$.status");
        QTest::newRow("further in") << QByteArray(R"({"status":"ok","db":{"up":"no","up":"yes"}})")
                                    << QStringLiteral("$.db.up");
    }
    void aKeyThatStandsTwiceIsNotOk()
    {
        QFETCH(QByteArray, body);
        const auto verdict = domain::judgeEndpoint(statusOk(), answered(200, body));
        QCOMPARE(verdict.grade, HealthGrade::Differs);
        QCOMPARE(verdict.finding, HealthFinding::RepeatedKey);
        QTEST(verdict.who, "path");
        QCOMPARE(verdict.actual, QString::fromUtf8(body));
        QCOMPARE(domain::judgeEndpoint(statusOk(), answered(200, R"({"status":"ok","status":"error"})")).finding,
                 HealthFinding::SaysUnwell);
    }

    // Found looks like Expected: what differs is to be seen.
    void aByteOrderMarkIsNamed()
    {
        const QByteArray mark("\xef\xbb\xbf");
        const auto verdict = domain::judgeEndpoint(statusOk(), answered(200, mark + R"({"status":"ok"})"));
        QCOMPARE(verdict.grade, HealthGrade::Differs);
        QCOMPARE(verdict.finding, HealthFinding::ByteOrderMark);
        QCOMPARE(verdict.actual, QStringLiteral(R"([BOM] {"status":"ok"})"));
        const auto unwell = domain::judgeEndpoint(statusOk(), answered(200, mark + R"({"status":"down"})"));
        QCOMPARE(unwell.finding, HealthFinding::SaysUnwell);
    }

    // A long answer leaves its word to be seen, with a sign that there is more; the rest is told in full.
    void aLongAnswerIsShortenedAroundItsWord()
    {
        const QByteArray body = "{\"checks\":\"" + QByteArray(500, 'x') + "\",\"status\":\"ok\"}";
        const auto verdict = domain::judgeEndpoint(statusOk(), answered(200, body));
        QCOMPARE(verdict.grade, HealthGrade::Ok);
        QCOMPARE(verdict.actual, QString::fromUtf8(R"({"status":"ok", …})"));
        QCOMPARE(verdict.output, QString::fromUtf8(body));
    }

    void anErrorsPageSaysItsStatusOnce_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("actual");
        const auto row = [](const char* what, int status, const char* title, const char* location, const char* actual) {
            QTest::newRow(what) << status << "<!DOCTYPE html><html><title>" + QByteArray(title) + "</title></html>"
                                << QString::fromLatin1(location) << QString::fromLatin1(actual);
        };
        row("nginx", 502, "502 Bad Gateway", "", "HTTP 502 Bad Gateway");
        row("Next.js", 404, "404: This page could not be found.", "", "HTTP 404: This page could not be found.");
        row("a redirect", 302, "302 Found", "/login", "HTTP 302 Found -> /login");
        row("another title", 404, "Oh no", "", "HTTP 404 Oh no");
        row("another number", 404, "4040 pages", "", "HTTP 404 4040 pages");
        row("no title", 503, "", "", "HTTP 503 HTML");
    }
    void anErrorsPageSaysItsStatusOnce()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, location);
        auto answer = answered(status, body, "text/html");
        answer.location = location;
        const auto verdict = domain::judgeEndpoint(statusOk(), answer);
        QCOMPARE(verdict.grade, HealthGrade::Failed);
        QCOMPARE(verdict.finding, location.isEmpty() ? HealthFinding::WrongStatus : HealthFinding::Redirected);
        QTEST(verdict.actual, "actual");
    }

    void anotherVariantExpectsAnotherWord()
    {
        auto check = statusOk();
        check.expectedText = QStringLiteral("healthy");
        QCOMPARE(domain::judgeEndpoint(check, answered(200, R"({"status":"healthy"})")).grade, HealthGrade::Ok);
        QCOMPARE(domain::judgeEndpoint(check, answered(200, R"({"status":"ok"})")).grade, HealthGrade::Differs);
    }

    // rule: G7
    void whatComesIsOneShortLine()
    {
        const QByteArray hostile = "\x1b[2J<b>" + QByteArray(5000, 'x') + "\r\nlast";
        const auto verdict = domain::judgeEndpoint(statusOk(), answered(200, hostile, "text/plain"));
        QVERIFY(verdict.actual.size() <= 160);
        for (const QChar character : verdict.actual)
            QVERIFY(character.isPrint());
    }

    void curlIsReadAsAnAnswer_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("whole") << 0
                               << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: x\r\n"
                                             "\r\n{\"status\":\"ok\"}")
                               << 200 << QByteArray(R"({"status":"ok"})");
        QTest::newRow("HTTP/2") << 0 << QByteArray("HTTP/2 503 \r\n\r\nno") << 503 << QByteArray("no");
        QTest::newRow("after a 100") << 0 << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nyes")
                                     << 200 << QByteArray("yes");
        QTest::newRow("a body like a head") << 0 << QByteArray("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 500 no\r\n\r\n") << 200
                                            << QByteArray("HTTP/1.1 500 no\r\n\r\n");
        QTest::newRow("bare newlines") << 0 << QByteArray("HTTP/1.0 200 OK\nA: b\n\nyes") << 200 << QByteArray("yes");
        QTest::newRow("no body") << 0 << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << QByteArray();
    }
    void curlIsReadAsAnAnswer()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, output);
        const HttpAnswer answer = domain::readCurl(code, output, {});
        QVERIFY(!answer.error);
        QTEST(answer.status, "status");
        QTEST(answer.body, "body");
    }

    // As curl 7.88 says it to sockets that are so; older versions' words from its sources.
    void howFarCurlCame_data()
    {
        using domain::HttpReach;
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<HttpReach>("reach");
        const auto row = [](const char* errors, const char* output, HttpReach reach) {
            QTest::newRow(errors) << QByteArray(output) << reach;
        };
        row("curl: (28) Connection timed out after 5001 milliseconds", "", HttpReach::Connecting);
        row("curl: (28) Connection timeout after 5001 ms", "", HttpReach::Connecting);
        row("curl: (28) Connection time-out", "", HttpReach::Connecting);
        row("curl: (28) Failed to connect to localhost port 3100 after 5001 ms: Timeout was reached", "",
            HttpReach::Connecting);
        row("curl: (28) Operation timed out after 5001 milliseconds with 0 bytes received", "", HttpReach::Asked);
        row("curl: (28) Operation timed out after 5001 milliseconds with 0 out of 100 bytes received",
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n", HttpReach::Answering);
        row("curl: (28) Resolving timed out after 5001 milliseconds", "", HttpReach::Unknown);
        row("curl: (28) another word", "", HttpReach::Unknown);
    }
    void howFarCurlCame()
    {
        QFETCH(QByteArray, output);
        const HttpAnswer answer = domain::readCurl(28, output, QTest::currentDataTag());
        QCOMPARE(answer.error->code, base::ErrorCode::TimedOut);
        QTEST(answer.reach, "reach");
    }

    void curlsFailuresKeepTheirMeaning_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<base::ErrorCode>("error");
        for (const int tls : {35, 51, 60})
            QTest::addRow("TLS, %d", tls) << tls << QByteArray() << base::ErrorCode::ProtocolError;
        QTest::newRow("no such name") << 6 << QByteArray() << base::ErrorCode::NotFound;
        QTest::newRow("refused") << 7 << QByteArray() << base::ErrorCode::Refused;
        QTest::newRow("timed out") << 28 << QByteArray() << base::ErrorCode::TimedOut;
        QTest::newRow("empty reply") << 52 << QByteArray() << base::ErrorCode::ProtocolError;
        QTest::newRow("no curl") << 127 << QByteArray() << base::ErrorCode::Unavailable;
        QTest::newRow("HTTP/0.9") << 0 << QByteArray("ready") << base::ErrorCode::ProtocolError;
        QTest::newRow("nothing") << 0 << QByteArray() << base::ErrorCode::ProtocolError;
    }
    void curlsFailuresKeepTheirMeaning()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, output);
        const HttpAnswer answer = domain::readCurl(code, output, "curl: (7) why");
        QVERIFY(answer.error.has_value());
        QTEST(answer.error->code, "error");
        QCOMPARE(answer.tlsFailed, QByteArray(QTest::currentDataTag()).startsWith("TLS"));
    }
};

QTEST_GUILESS_MAIN(TestJudgeEndpoint)
#include "tst_judge_endpoint.moc"
