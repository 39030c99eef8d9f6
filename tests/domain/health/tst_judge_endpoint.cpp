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
            R"({"status":"ok"})");
        row("healthy for ok", answered(200, R"({"status":"healthy"})"), differs, HealthFinding::OtherWord,
            R"({"status":"healthy"})");
        row("another case", answered(200, R"({"status":"OK"})"), differs, HealthFinding::OtherWord,
            R"({"status":"OK"})");
        row("true", answered(200, R"({"status":true})"), differs, HealthFinding::OtherWord, R"({"status":"true"})");
        row("degraded with 200", answered(200, R"({"status":"degraded"})"), bad, HealthFinding::SaysUnwell,
            R"({"status":"degraded"})");
        row("unhealthy with 503", answered(503, R"({"status":"unhealthy"})"), bad, HealthFinding::SaysUnwell,
            R"(HTTP 503 {"status":"unhealthy"})");
        row("unhealthy with 200", answered(200, R"({"status":"unhealthy"})"), bad, HealthFinding::SaysUnwell,
            R"({"status":"unhealthy"})");
        row("a word nobody knows", answered(200, R"({"status":"okay-ish"})"), bad, HealthFinding::SaysUnwell,
            R"({"status":"okay-ish"})");
        row("no word", answered(200, R"({"status":""})"), bad, HealthFinding::SaysUnwell, R"({"status":""})");
        row("null", answered(200, R"({"status":null})"), bad, HealthFinding::SaysUnwell, R"({"status":"null"})");
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
        row("timed out", failed(base::ErrorCode::TimedOut), bad, HealthFinding::NoAnswer, "as it was said");
        row("no HTTP", failed(base::ErrorCode::ProtocolError), bad, HealthFinding::BrokenAnswer, "as it was said");
        row("cut off", failed(base::ErrorCode::LinkDown), bad, HealthFinding::BrokenAnswer, "as it was said");
        row("too long", failed(base::ErrorCode::TooLarge), bad, HealthFinding::BrokenAnswer, "as it was said");
        row("no such name", failed(base::ErrorCode::NotFound), bad, HealthFinding::NameUnknown, "as it was said");
        // The question was not put: nothing is known of the service.
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
        QTest::newRow("Traefik") << answered(404, "404 page not found\n", "text/plain") << QStringLiteral("Traefik")
                                 << HealthFinding::WrongStatus;
        auto nginx = answered(502, "Bad Gateway", "text/plain");
        nginx.server = QStringLiteral("nginx/1.22.1");
        QTest::newRow("nginx") << nginx << QStringLiteral("nginx/1.22.1") << HealthFinding::WrongStatus;
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
        QCOMPARE(verdict.finding, HealthFinding::WrongStatus);
        QCOMPARE(verdict.actual, QStringLiteral("HTTP 302 -> /login"));
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
        const HttpAnswer answer = domain::readCurl(domain::exitedWith(code), output, {});
        QVERIFY(!answer.error);
        QTEST(answer.status, "status");
        QTEST(answer.body, "body");
    }

    void curlsFailuresKeepTheirMeaning_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<base::ErrorCode>("error");
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
        const HttpAnswer answer = domain::readCurl(domain::exitedWith(code), output, "curl: (7) why");
        QVERIFY(answer.error.has_value());
        QTEST(answer.error->code, "error");
    }
};

QTEST_GUILESS_MAIN(TestJudgeEndpoint)
#include "tst_judge_endpoint.moc"
