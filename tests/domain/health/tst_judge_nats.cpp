#include "domain/health/judge_nats.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::HealthFinding;
using domain::HealthGrade;
using domain::NatsAnswer;

namespace {

constexpr base::Instant now{100'000'000'000, 1'769'792'648'113};

domain::LinkStatus up(std::chrono::nanoseconds age, std::optional<double> rtt = 0.4)
{
    domain::LinkStatus status;
    status.phase = domain::LinkPhase::Up;
    status.rttMs = rtt;
    status.provenAt = {now.monoNs - age.count(), now.utcMs};
    return status;
}

domain::LinkStatus down()
{
    domain::LinkStatus status;
    status.phase = domain::LinkPhase::Down;
    status.error = base::Error{base::ErrorCode::Refused, QStringLiteral("closed port"), {}};
    return status;
}

domain::HttpAnswer healthz(int status, const QByteArray& body)
{
    domain::HttpAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

domain::HttpAnswer refused()
{
    domain::HttpAnswer answer;
    answer.error = base::Error{base::ErrorCode::Refused, QStringLiteral("port closed"), {}};
    return answer;
}

} // namespace

Q_DECLARE_METATYPE(ops::domain::NatsAnswer)

// NATS by our own round trips and the monitoring port.
class TestJudgeNats final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<NatsAnswer>("answer");
        QTest::addColumn<HealthGrade>("grade");
        QTest::addColumn<HealthFinding>("finding");
        QTest::addColumn<QString>("actual");
        const auto row = [](const char* what, const NatsAnswer& answer, HealthGrade grade, HealthFinding finding,
                            const char* actual) {
            QTest::newRow(what) << answer << grade << finding << QString::fromUtf8(actual);
        };
        const auto well = healthz(200, R"({"status":"ok"})");
        row("both say so", {up(200ms), up(100ms), well, now}, HealthGrade::Ok, HealthFinding::AsExpected,
            "PONG 0.4 ms · /healthz ok");
        row("no monitoring port is named", {up(200ms), up(100ms), {}, now}, HealthGrade::Ok, HealthFinding::AsExpected,
            "PONG 0.4 ms");
        row("no round trip measured yet", {up(200ms, {}), up(100ms, {}), well, now}, HealthGrade::Ok,
            HealthFinding::AsExpected, "PONG · /healthz ok");
        row("one link is enough", {down(), up(100ms, 0.7), well, now}, HealthGrade::Ok, HealthFinding::AsExpected,
            "PONG 0.7 ms · /healthz ok");
        row("no link", {down(), down(), well, now}, HealthGrade::Failed, HealthFinding::LinkDown, "closed port");
        row("never connected", {{}, {}, well, now}, HealthGrade::Failed, HealthFinding::LinkDown, "");
        // A frozen server stays connected; what was proven before says nothing of now.
        row("frozen", {up(4s), up(4s), well, now}, HealthGrade::Failed, HealthFinding::LinkSilent, "");
        row("one of two frozen", {up(4s), up(1s, 0.9), well, now}, HealthGrade::Ok, HealthFinding::AsExpected,
            "PONG 0.9 ms · /healthz ok");
        row("monitoring port closed", {up(1s), up(1s), refused(), now}, HealthGrade::Differs,
            HealthFinding::MonitoringSilent, "PONG 0.4 ms · /healthz port closed");
        row("somebody else's port", {up(1s), up(1s), healthz(404, "<html>"), now}, HealthGrade::Differs,
            HealthFinding::MonitoringSilent, "PONG 0.4 ms · /healthz HTTP 404");
        row("200 without the word", {up(1s), up(1s), healthz(200, "{}"), now}, HealthGrade::Differs,
            HealthFinding::MonitoringSilent, "PONG 0.4 ms · /healthz HTTP 200");
        row("ok and an error", {up(1s), up(1s), healthz(200, R"({"status":"ok","error":"no disk"})"), now},
            HealthGrade::Differs, HealthFinding::Contradicts, "PONG 0.4 ms · /healthz error: no disk");
        row("a word twice", {up(1s), up(1s), healthz(200, R"({"status":"error","status":"ok"})"), now},
            HealthGrade::Differs, HealthFinding::RepeatedKey, "PONG 0.4 ms · /healthz $.status");
        row("JetStream is down",
            {up(1s), up(1s), healthz(503, R"({"status":"unavailable","error":"JetStream not available"})"), now},
            HealthGrade::Failed, HealthFinding::SaysUnwell, "PONG 0.4 ms · /healthz JetStream not available");
        row("503 without words", {up(1s), up(1s), healthz(503, ""), now}, HealthGrade::Failed,
            HealthFinding::SaysUnwell, "PONG 0.4 ms · /healthz HTTP 503");
        // The word alone would look well.
        row("503 with ok", {up(1s), up(1s), healthz(503, R"({"status":"ok"})"), now}, HealthGrade::Failed,
            HealthFinding::SaysUnwell, "PONG 0.4 ms · /healthz HTTP 503 ok");
        row("500 with ok", {up(1s), up(1s), healthz(500, R"({"status":"ok"})"), now}, HealthGrade::Failed,
            HealthFinding::SaysUnwell, "PONG 0.4 ms · /healthz HTTP 500 ok");
    }
    void answers()
    {
        QFETCH(NatsAnswer, answer);
        const auto verdict = domain::judgeNats(answer);
        QTEST(verdict.grade, "grade");
        QTEST(verdict.finding, "finding");
        QTEST(verdict.actual, "actual");
    }

    // Where the first of two servers is dead the links are with the second, and all looks well but for its name.
    // rule: H6
    void whichServerAnswersIsSaid_data()
    {
        QTest::addColumn<QStringList>("urls"); // of the links
        QTest::addColumn<QStringList>("named");
        QTest::addColumn<QString>("monitoring");
        QTest::addColumn<QString>("through");
        QTest::addColumn<QString>("command"); // the server of the link; empty: it is down
        QTest::addColumn<QString>("telemetry");
        QTest::addColumn<HealthGrade>("grade");
        QTest::addColumn<HealthFinding>("finding");
        QTest::addColumn<QString>("actual");
        QTest::addColumn<QString>("who");
        const auto ok = HealthGrade::Ok;
        const auto differs = HealthGrade::Differs;
        const auto expected = HealthFinding::AsExpected;
        const auto other = HealthFinding::OtherServer;
        const auto elsewhere = HealthFinding::MonitoringElsewhere;
        const QString a = QStringLiteral("nats://nats-1:4222");
        const QString b = QStringLiteral("nats://nats-2:4222");
        const QString of1 = QStringLiteral("http://nats-1:8222");
        const QString of2 = QStringLiteral("http://nats-2:8222");
        const auto row = [](const char* name, const QStringList& urls, const QStringList& named,
                            const QString& monitoring, const QString& command, const QString& telemetry,
                            HealthGrade grade, HealthFinding finding, const char* actual, const char* who = "",
                            const char* through = "") {
            QTest::newRow(name) << urls << named << monitoring << QString::fromLatin1(through) << command << telemetry
                                << grade << finding << QString::fromUtf8(actual) << QString::fromUtf8(who);
        };
        row("the first", {a, b}, {a, b}, of1, a, a, ok, expected, "PONG 0.4 ms · nats-1:4222 · /healthz ok");
        row("the second", {a, b}, {a, b}, of2, b, b, differs, other,
            "PONG 0.4 ms · nats-2:4222 ≠ nats-1:4222 · /healthz ok", "nats-2:4222");
        row("the second, monitored is the first", {a, b}, {a, b}, of1, b, b, differs, other,
            "PONG 0.4 ms · nats-2:4222 ≠ nats-1:4222 · nats-1:8222/healthz ok", "nats-2:4222");
        row("one link with each", {a, b}, {a, b}, of1, a, b, differs, other,
            "PONG 0.4 ms · nats-1:4222, nats-2:4222 · /healthz ok", "nats-2:4222");
        row("the link with the second is down", {a, b}, {a, b}, of1, a, {}, ok, expected,
            "PONG 0.4 ms · nats-1:4222 · /healthz ok");
        row("monitored is another host", {a}, {a}, of2, a, a, differs, elsewhere,
            "PONG 0.4 ms · nats-1:4222 · nats-2:8222/healthz ok");
        row("a server that is not named", {a}, {a}, of1, b, b, differs, other,
            "PONG 0.4 ms · nats-2:4222 ≠ nats-1:4222 · nats-1:8222/healthz ok", "nats-2:4222");
        row("without a port", {QStringLiteral("nats://nats-1")}, {QStringLiteral("nats://nats-1")},
            QStringLiteral("http://nats-1"), a, a, ok, expected, "PONG 0.4 ms · nats-1:4222 · /healthz ok");
        row("another port of the same host", {a, QStringLiteral("nats://nats-1:4223")},
            {a, QStringLiteral("nats://nats-1:4223")}, of1, QStringLiteral("nats://nats-1:4223"),
            QStringLiteral("nats://nats-1:4223"), differs, other,
            "PONG 0.4 ms · nats-1:4223 ≠ nats-1:4222 · /healthz ok", "nats-1:4223");
        const QString here4 = QStringLiteral("nats://127.0.0.1:4222");
        row("three names of this machine", {here4}, {QStringLiteral("nats://localhost:4222")},
            QStringLiteral("http://[::1]:8222"), here4, here4, ok, expected,
            "PONG 0.4 ms · localhost:4222 · /healthz ok");
        // The links know only the near ends.
        const QString near1 = QStringLiteral("nats://127.0.0.1:40001");
        const QString near2 = QStringLiteral("nats://127.0.0.1:40002");
        row("the first, through ssh", {near1, near2}, {a, b}, of1, near1, near1, ok, expected,
            "PONG 0.4 ms · nats-1:4222 (ssh titan-1) · /healthz ok", "", "titan-1");
        row("the second, through ssh", {near1, near2}, {a, b}, of2, near2, near2, differs, other,
            "PONG 0.4 ms · nats-2:4222 (ssh titan-1) ≠ nats-1:4222 · /healthz ok", "nats-2:4222 (ssh titan-1)",
            "titan-1");
        row("monitored is another host, through ssh", {near1}, {a}, of2, near1, near1, differs, elsewhere,
            "PONG 0.4 ms · nats-1:4222 (ssh titan-1) · nats-2:8222/healthz ok", "", "titan-1");
    }
    void whichServerAnswersIsSaid()
    {
        QFETCH(QStringList, urls);
        QFETCH(QStringList, named);
        QFETCH(QString, monitoring);
        QFETCH(QString, through);
        QFETCH(QString, command);
        QFETCH(QString, telemetry);
        const auto link = [](const QString& server) {
            domain::LinkStatus status = server.isEmpty() ? down() : up(100ms);
            status.server = server;
            return status;
        };
        const auto verdict = domain::judgeNats({link(command),
                                                link(telemetry),
                                                healthz(200, R"({"status":"ok"})"),
                                                now,
                                                {urls, named, monitoring, through}});
        QTEST(verdict.actual, "actual");
        QTEST(verdict.finding, "finding");
        QTEST(verdict.grade, "grade");
        QTEST(verdict.who, "who");
    }

    // What a monitoring port says is told, whosever it is; the gravest decides.
    void anotherServersMonitoringPortDoesNotHideWhatItSays()
    {
        domain::LinkStatus link = up(100ms);
        link.server = QStringLiteral("nats://nats-2:4222");
        const QStringList servers{QStringLiteral("nats://nats-1:4222"), link.server};
        const domain::NatsPlaces places{servers, servers, QStringLiteral("http://nats-1:8222"), {}};
        const auto unwell = domain::judgeNats({link, link, healthz(503, R"({"error":"no quorum"})"), now, places});
        QCOMPARE(unwell.grade, HealthGrade::Failed);
        QCOMPARE(unwell.finding, HealthFinding::SaysUnwell);
        QVERIFY(unwell.actual.endsWith(QStringLiteral(" · nats-1:8222/healthz no quorum")));
        const auto silent = domain::judgeNats({link, link, refused(), now, places});
        QCOMPARE(silent.grade, HealthGrade::Differs);
        QCOMPARE(silent.finding, HealthFinding::OtherServer);
        QVERIFY(silent.actual.endsWith(QStringLiteral(" · nats-1:8222/healthz port closed")));
    }

    void theRoundTripIsOfALinkThatAnswers()
    {
        QCOMPARE(domain::natsRoundTrip({up(4s, 0.1), up(1s, 0.9), {}, now}), std::optional(0.9));
        QVERIFY(!domain::natsRoundTrip({up(4s), down(), {}, now}));
    }
};

QTEST_GUILESS_MAIN(TestJudgeNats)
#include "tst_judge_nats.moc"
