#include "support/health_rig.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::HealthController;
using domain::HealthFinding;
using domain::HealthGrade;
using domain::HealthRecord;
using test::healthRecord;
using test::healthRun;

namespace {

const QString brainUrl = QStringLiteral("http://localhost:3100/health");
const QString healthzUrl = QStringLiteral("http://127.0.0.1:8222/healthz");

struct Rig : test::ConsoleRig {
    explicit Rig(const domain::Environment& where = test::healthEnvironment())
        : ConsoleRig(test::healthRunbook(), where)
    {
        health.start();
    }
};

QStringList grades(const HealthController& health)
{
    QStringList list;
    for (const HealthRecord& record : health.records())
        list << domain::healthGradeWord(record.verdict.grade);
    return list;
}

} // namespace

// Who is asked when, what becomes of the answers, and what a sweep is.
class TestHealthController final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G6
    void nothingIsAskedByItself()
    {
        const Rig rig;
        QCOMPARE(rig.health.records().size(), 6U);
        QVERIFY(rig.endpoints.questions.isEmpty());
        QVERIFY(rig.host.runs.isEmpty());
        QVERIFY(!rig.health.sweep().running());
        for (const HealthRecord& record : rig.health.records())
            QCOMPARE(record.verdict.finding, HealthFinding::NotAsked);
    }

    void allAreAskedSideBySide()
    {
        Rig rig;
        rig.linksUp();
        const QSignalSpy swept(&rig.health, &HealthController::sweepChanged);
        rig.health.runAll();
        QCOMPARE(rig.endpoints.open(), 3); // two endpoints and the NATS monitoring port
        QCOMPARE(rig.host.runs.size(), 3); // Redis, Postgres and the script
        QVERIFY(rig.health.sweep().running());
        QCOMPARE(rig.health.sweep().total, 6);
        for (const HealthRecord& record : rig.health.records())
            QVERIFY(record.runningSince.has_value());
        test::answerAllWell(rig);
        QVERIFY(!rig.health.sweep().running());
        QCOMPARE(rig.health.sweep().done, 6);
        QCOMPARE(swept.count(), 7);
        QCOMPARE(grades(rig.health), QStringList(6, QStringLiteral("ok")));
    }

    void aCommandIsTheRunbooksArgvWithADeadline()
    {
        Rig rig;
        rig.health.run(QStringLiteral("command/Postgres"));
        const domain::HostCommand& command = rig.host.last().command;
        QCOMPARE(command.host, QStringLiteral("titan-1"));
        QCOMPARE(command.argv, (QByteArrayList{"docker", "exec", "titan-postgres", "pg_isready", "-U", "titan"}));
        QCOMPARE(command.deadline, std::optional<std::chrono::milliseconds>(10s));
    }

    void aCheckUnderWayIsNotAskedTwice()
    {
        Rig rig;
        rig.health.run(QStringLiteral("command/Redis"));
        rig.health.run(QStringLiteral("command/Redis"));
        rig.health.runAll();
        rig.health.runAll();
        QCOMPARE(rig.host.runs.size(), 3);
        test::answerAllWell(rig); // the run that was there before is part of the sweep
        QVERIFY(!rig.health.sweep().running());
    }

    void latencyIsTheCommandsOwn()
    {
        Rig rig;
        rig.health.run(QStringLiteral("command/Redis"));
        rig.clock.advance(400ms); // a connection was made for it
        const auto id = rig.host.last().id;
        rig.host.begin(id, rig.clock.now());
        rig.clock.advance(96ms);
        rig.host.print(id, "PO");
        rig.host.print(id, "NG\n");
        rig.host.exit(id, 0);
        const HealthRecord& redis = healthRecord(rig, "command/Redis");
        QCOMPARE(redis.verdict.grade, HealthGrade::Ok);
        QCOMPARE(redis.latencyMs, std::optional(96.0));
        QVERIFY(!redis.runningSince);
    }

    void anEndpointTellsItsService()
    {
        Rig rig;
        QSignalSpy judged(&rig.health, &HealthController::endpointJudged);
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        QVERIFY(rig.endpoints.answer(brainUrl, 200, R"({"status":"healthy"})", 11.0));
        QCOMPARE(judged.count(), 1);
        QCOMPARE(judged.first().at(0).toString(), QStringLiteral("titan-brain"));
        const auto record = judged.first().at(1).value<HealthRecord>();
        QCOMPARE(record.verdict.grade, HealthGrade::Differs);
        QCOMPARE(record.latencyMs, std::optional(11.0));
        rig.health.run(QStringLiteral("command/Redis"));
        test::answerAllWell(rig);
        QCOMPARE(judged.count(), 1); // no endpoint
    }

    void natsIsOurOwnRoundTripAndTheMonitoringPort()
    {
        Rig rig;
        rig.health.run(QStringLiteral("nats/NATS"));
        QVERIFY(rig.endpoints.answer(healthzUrl, 200, R"({"status":"ok"})"));
        QCOMPARE(healthRecord(rig, "nats/NATS").verdict.finding, HealthFinding::LinkDown);
        rig.linksUp();
        rig.health.run(QStringLiteral("nats/NATS"));
        QVERIFY(rig.endpoints.answer(healthzUrl, 200, R"({"status":"ok"})", 30));
        QCOMPARE(healthRecord(rig, "nats/NATS").verdict.grade, HealthGrade::Ok);
        QCOMPARE(healthRecord(rig, "nats/NATS").latencyMs, std::optional(0.4)); // of the ping, not of the page
        QVERIFY(rig.host.runs.isEmpty());
    }

    void withoutAMonitoringPortTheRoundTripStands()
    {
        auto where = test::healthEnvironment();
        where.monitoringUrl.clear();
        Rig rig(where);
        rig.linksUp();
        rig.health.run(QStringLiteral("nats/NATS"));
        QVERIFY(rig.endpoints.questions.isEmpty());
        QCOMPARE(healthRecord(rig, "nats/NATS").verdict.grade, HealthGrade::Ok);
    }

    void overSshAnEndpointIsAskedThere()
    {
        Rig rig(test::healthEnvironment(domain::HostKind::Ssh));
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        QVERIFY(rig.endpoints.questions.isEmpty());
        QCOMPARE(rig.host.last().command.argv.first(), QByteArray("curl"));
        rig.host.answer(rig.host.last().id,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"status\":\"ok\"}");
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.grade, HealthGrade::Ok);
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        rig.host.answer(rig.host.last().id, {}, 7, "curl: (7) Failed to connect");
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.finding, HealthFinding::PortClosed);
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        domain::HostOutcome lost;
        lost.end = domain::HostEnd::TransportFailed;
        lost.error = base::Error{base::ErrorCode::LinkDown, QStringLiteral("cut"), QStringLiteral("titan-1")};
        rig.host.finish(rig.host.last().id, lost);
        // The service may be well: ssh was cut.
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.grade, HealthGrade::Unknown);
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.finding, HealthFinding::HostUnreachable);
    }

    void withoutACommandHostNothingIsGuessed()
    {
        auto where = test::healthEnvironment();
        where.hosts.clear();
        where.natsUrls = {QStringLiteral("nats://10.0.0.5:4222")};
        Rig rig(where);
        rig.health.runAll();
        for (const char* id : {"endpoint/titan-brain", "command/Redis", "script/Check all services"}) {
            QCOMPARE(healthRecord(rig, id).verdict.finding, HealthFinding::NoHost);
            QCOMPARE(healthRecord(rig, id).verdict.grade, HealthGrade::Unknown);
        }
        QVERIFY(rig.host.runs.isEmpty());
        QVERIFY(rig.endpoints.answer(healthzUrl, 200, R"({"status":"ok"})"));
        QVERIFY(!rig.health.sweep().running()); // it ends all the same
    }

    void cancellingLeavesWhatWasKnown()
    {
        Rig rig;
        rig.linksUp();
        rig.health.runAll();
        test::answerAllWell(rig);
        rig.clock.advance(5s);
        rig.health.runAll();
        rig.health.cancelAll();
        QCOMPARE(rig.endpoints.open(), 0);
        for (const auto& run : rig.host.runs)
            QVERIFY(run.over || run.cancelled);
        // A process group takes its time to end.
        QVERIFY(rig.health.sweep().running());
        domain::HostOutcome cancelled;
        cancelled.end = domain::HostEnd::Cancelled;
        const auto runs = rig.host.runs;
        for (const auto& run : runs)
            rig.host.finish(run.id, cancelled);
        QVERIFY(!rig.health.sweep().running());
        QVERIFY(rig.health.sweep().cancelled);
        for (const HealthRecord& record : rig.health.records()) {
            QCOMPARE(record.verdict.grade, HealthGrade::Ok);
            QCOMPARE(base::elapsed(*record.at, rig.clock.now()), 5s);
            QVERIFY(!record.runningSince);
        }
    }

    void anAnswerAfterTheCancellationSaysNothing()
    {
        Rig rig;
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        rig.health.cancel(QStringLiteral("endpoint/titan-brain"));
        QVERIFY(!rig.endpoints.answer(brainUrl, 200, R"({"status":"ok"})"));
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.finding, HealthFinding::NotAsked);
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        QCOMPARE(rig.endpoints.open(), 1);
    }

    void theScheduleAsksAgainButRunsNoScript()
    {
        Rig rig;
        rig.linksUp();
        rig.health.tick();
        QCOMPARE(rig.endpoints.questions.size(), 3);
        QCOMPARE(rig.host.runs.size(), 2);
        QVERIFY(healthRun(rig, "./scripts/ops/health_check.sh").isNull());
        QCOMPARE(rig.health.sweep().total, 0); // nobody asked for all
        test::answerAllWell(rig);
        rig.clock.advance(HealthController::defaultInterval - 1ms);
        rig.health.tick();
        QCOMPARE(rig.host.runs.size(), 2);
        rig.clock.advance(1ms);
        rig.health.tick();
        QCOMPARE(rig.host.runs.size(), 4);
        rig.clock.advance(60s); // still not answered: not asked again
        rig.health.tick();
        QCOMPARE(rig.host.runs.size(), 4);
    }

    void theIntervalIsTheOperators()
    {
        Rig rig;
        rig.health.setInterval(0s);
        rig.health.tick();
        rig.clock.advance(1h);
        rig.health.tick();
        QVERIFY(rig.endpoints.questions.isEmpty());
        rig.health.setInterval(60s);
        rig.health.tick();
        QCOMPARE(rig.endpoints.questions.size(), 3);
    }

    // rule: G9
    void aVerdictAgesByItsSchedule()
    {
        Rig rig;
        rig.linksUp();
        rig.health.tick();
        test::answerAllWell(rig);
        const HealthRecord& brain = healthRecord(rig, "endpoint/titan-brain");
        rig.clock.advance(2 * HealthController::defaultInterval);
        QVERIFY(!brain.stale(rig.clock.now()));
        rig.clock.advance(6s);
        QVERIFY(brain.stale(rig.clock.now()));
        QVERIFY(!brain.good(rig.clock.now()));
    }

    void aHostIsNotOverrun()
    {
        auto book = test::healthRunbook();
        const auto redis = book.infrastructureChecks.at(1);
        for (int i = 0; i < 10; ++i)
            book.infrastructureChecks.push_back(redis);
        test::ConsoleRig rig(book, test::healthEnvironment());
        rig.health.start();
        rig.health.runAll();
        QCOMPARE(rig.host.runs.size(), HealthController::mostPerHost);
        rig.host.answer(rig.host.runs.first().id, "PONG\n");
        QCOMPARE(rig.host.runs.size(), HealthController::mostPerHost + 1);
        rig.health.cancelAll(); // those that wait never run
        domain::HostOutcome cancelled;
        cancelled.end = domain::HostEnd::Cancelled;
        const auto runs = rig.host.runs;
        for (const auto& run : runs)
            rig.host.finish(run.id, cancelled);
        QCOMPARE(rig.host.runs.size(), HealthController::mostPerHost + 1);
    }

    // The whole sweep takes as long as its slowest check.
    void aSweepTakesAsLongAsItsSlowestCheck()
    {
        Rig rig;
        rig.linksUp();
        rig.health.runAll();
        const auto questions = rig.endpoints.questions;
        rig.clock.advance(20ms);
        for (const auto& question : questions)
            rig.endpoints.answer(question.url, 200, R"({"status":"ok"})", 20);
        rig.clock.advance(100ms);
        rig.host.answer(healthRun(rig, "redis-cli"), "PONG\n");
        rig.host.answer(healthRun(rig, "pg_isready"), "accepting connections\n");
        rig.clock.advance(480ms);
        rig.host.answer(healthRun(rig, "./scripts/ops/health_check.sh"), "OK\n");
        const app::HealthSweep& sweep = rig.health.sweep();
        QCOMPARE(base::elapsed(sweep.began, *sweep.ended), 600ms);
    }

    void aNewStartForgetsTheOldAnswers()
    {
        Rig rig;
        rig.health.run(QStringLiteral("command/Redis"));
        const auto id = rig.host.last().id;
        rig.context.environment.healthUrls.insert(QStringLiteral("titan-brain"),
                                                  QStringLiteral("http://127.0.0.1:41000/health"));
        rig.health.start();
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").check.url, QStringLiteral("http://127.0.0.1:41000/health"));
        rig.host.answer(id, "PONG\n");
        QCOMPARE(healthRecord(rig, "command/Redis").verdict.finding, HealthFinding::NotAsked);
    }
};

QTEST_GUILESS_MAIN(TestHealthController)
#include "tst_health_controller.moc"
