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
        row("JetStream is down",
            {up(1s), up(1s), healthz(503, R"({"status":"unavailable","error":"JetStream not available"})"), now},
            HealthGrade::Failed, HealthFinding::SaysUnwell, "PONG 0.4 ms · /healthz JetStream not available");
        row("503 without words", {up(1s), up(1s), healthz(503, ""), now}, HealthGrade::Failed,
            HealthFinding::SaysUnwell, "PONG 0.4 ms · /healthz ");
    }
    void answers()
    {
        QFETCH(NatsAnswer, answer);
        const auto verdict = domain::judgeNats(answer);
        QTEST(verdict.grade, "grade");
        QTEST(verdict.finding, "finding");
        QTEST(verdict.actual, "actual");
    }

    void theRoundTripIsOfALinkThatAnswers()
    {
        QCOMPARE(domain::natsRoundTrip({up(4s, 0.1), up(1s, 0.9), {}, now}), std::optional(0.9));
        QVERIFY(!domain::natsRoundTrip({up(4s), down(), {}, now}));
    }
};

QTEST_GUILESS_MAIN(TestJudgeNats)
#include "tst_judge_nats.moc"
