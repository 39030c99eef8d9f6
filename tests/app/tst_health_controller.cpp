#include "support/health_rig.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

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
        QCOMPARE(command.deadline, std::optional<std::chrono::milliseconds>(domain::hostStartDeadline + 10s));
    }

    // Reaching the host takes none of the time that the service has to answer in.
    void theDeadlineIsFromTheBeginning()
    {
        Rig rig(test::healthEnvironment(domain::HostKind::Ssh));
        rig.health.setInterval(0s);
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        rig.health.run(QStringLiteral("command/Redis"));
        const auto curl = test::healthRun(rig, "curl");
        const auto redis = test::healthRun(rig, "redis-cli");
        rig.clock.advance(9s);
        rig.health.tick();
        rig.host.begin(curl, rig.clock.now());
        rig.host.begin(redis, rig.clock.now());
        const auto isCancelled = [&](const domain::HostRunId& id) {
            return std::any_of(rig.host.runs.begin(), rig.host.runs.end(),
                               [&](const auto& run) { return run.id == id && run.cancelled; });
        };
        rig.clock.advance(5500ms); // it ends by itself after 5 s
        rig.health.tick();
        QVERIFY(!isCancelled(curl));
        rig.clock.advance(1ms);
        rig.health.tick();
        QVERIFY(isCancelled(curl));
        QVERIFY(!isCancelled(redis)); // commands have more
        domain::HostOutcome ended;
        ended.end = domain::HostEnd::Cancelled;
        ended.began = domain::HostBegan::Yes;
        rig.host.finish(curl, ended);
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.grade, HealthGrade::Failed);
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.finding, HealthFinding::NoAnswer);
        rig.host.answer(redis, "PONG\n");
        QCOMPARE(healthRecord(rig, "command/Redis").verdict.grade, HealthGrade::Ok);
    }

    // The client of a frozen engine runs, and asks nobody: Redis may be well.
    // rule: H6
    void aFrozenEngineSaysNothingOfTheService()
    {
        Rig rig;
        rig.health.run(QStringLiteral("command/Redis"));
        domain::HostOutcome late;
        late.end = domain::HostEnd::TimedOut;
        late.began = domain::HostBegan::Yes;
        rig.host.finish(rig.host.last().id, late);
        QCOMPARE(healthRecord(rig, "command/Redis").verdict.grade, HealthGrade::Unknown);
        QCOMPARE(healthRecord(rig, "command/Redis").verdict.finding, HealthFinding::EngineOrServiceHangs);
    }

    // Each of them may be well: nobody was asked.
    // rule: H6
    void aHostThatIsNotReachedSaysNothingOfItsServices_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<domain::HostBegan>("began");
        for (const char* id : {"endpoint/titan-brain", "command/Redis", "script/Check all services"}) {
            QTest::addRow("%s, never begun", id) << QString::fromLatin1(id) << domain::HostBegan::No;
            QTest::addRow("%s, not known", id) << QString::fromLatin1(id) << domain::HostBegan::Unknown;
        }
    }
    void aHostThatIsNotReachedSaysNothingOfItsServices()
    {
        QFETCH(QString, id);
        QFETCH(domain::HostBegan, began);
        Rig rig(test::healthEnvironment(domain::HostKind::Ssh));
        rig.health.run(id);
        domain::HostOutcome late;
        late.end = domain::HostEnd::TimedOut;
        late.began = began;
        late.error = base::Error{base::ErrorCode::TimedOut, QStringLiteral("had not begun after 15 s"), {}};
        rig.host.finish(rig.host.last().id, late);
        const HealthRecord& record = healthRecord(rig, qPrintable(id));
        QCOMPARE(record.verdict.grade, HealthGrade::Unknown);
        QCOMPARE(record.verdict.finding, HealthFinding::HostUnreachable);
        QCOMPARE(record.verdict.actual, QStringLiteral("had not begun after 15 s"));
    }

    void whatWasDroppedFromAnOutputIsNotTakenForWell()
    {
        Rig rig(test::healthEnvironment(domain::HostKind::Ssh));
        const QByteArray filler = QByteArray("PONG\n").repeated(40'000);
        rig.health.run(QStringLiteral("command/Redis"));
        rig.host.answer(rig.host.last().id, filler);
        QCOMPARE(healthRecord(rig, "command/Redis").verdict.finding, HealthFinding::OutputCut);
        QCOMPARE(healthRecord(rig, "command/Redis").verdict.grade, HealthGrade::Differs);
        rig.health.run(QStringLiteral("script/Check all services"));
        rig.host.answer(rig.host.last().id, "OK\n", 0, filler);
        QCOMPARE(healthRecord(rig, "script/Check all services").verdict.finding, HealthFinding::OutputCut);
        // Its beginning and its end alone would be the runbook's word.
        const QByteArray begin = "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"ok\",\"log\":\"";
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        rig.host.answer(rig.host.last().id,
                        begin + QByteArray(128 * 1024, 'x') + "\"}" + QByteArray(64 * 1024 - 2, ' '));
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.grade, HealthGrade::Failed);
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

    void natsIsTheServerThatTheEnvironmentNamesFirst()
    {
        auto where = test::healthEnvironment();
        where.natsUrls = {QStringLiteral("nats://10.0.0.5:4222"), QStringLiteral("nats://127.0.0.1:4222")};
        where.monitoringUrl.clear();
        Rig rig(where);
        rig.linksUp(); // with the second
        rig.health.run(QStringLiteral("nats/NATS"));
        QCOMPARE(healthRecord(rig, "nats/NATS").verdict.finding, HealthFinding::OtherServer);
        QCOMPARE(healthRecord(rig, "nats/NATS").verdict.actual,
                 QStringLiteral("PONG 0.4 ms · 127.0.0.1:4222 ≠ 10.0.0.5:4222"));
        rig.context.environment.natsUrls.removeFirst(); // as a drill learns its own
        rig.health.run(QStringLiteral("nats/NATS"));
        QCOMPARE(healthRecord(rig, "nats/NATS").verdict.grade, HealthGrade::Ok);
    }

    // What the session has then are the near ends of forwards.
    void throughAnSshHostTheServersAreThoseOfTheEnvironment()
    {
        auto where = test::healthEnvironment(domain::HostKind::Ssh);
        where.natsUrls = {QStringLiteral("nats://nats-1:4222"), QStringLiteral("nats://nats-2:4222")};
        where.monitoringUrl = QStringLiteral("http://nats-2:8222");
        where.natsThrough = QStringLiteral("titan-1");
        test::ConsoleRig rig(test::healthRunbook(), where);
        rig.context.environment.natsUrls = {QStringLiteral("nats://127.0.0.1:40001"),
                                            QStringLiteral("nats://127.0.0.1:4222")};
        rig.context.environment.monitoringUrl = QStringLiteral("http://127.0.0.1:8222");
        rig.health.start();
        rig.linksUp();
        rig.health.run(QStringLiteral("nats/NATS"));
        QVERIFY(rig.endpoints.answer(healthzUrl, 200, R"({"status":"ok"})"));
        const auto verdict = healthRecord(rig, "nats/NATS").verdict;
        QCOMPARE(verdict.finding, HealthFinding::OtherServer);
        QCOMPARE(verdict.actual, QStringLiteral("PONG 0.4 ms · nats-2:4222 (ssh titan-1) ≠ nats-1:4222 · /healthz ok"));
        QCOMPARE(verdict.who, QStringLiteral("nats-2:4222 (ssh titan-1)"));
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
        QCOMPARE(rig.host.last().command.argv.mid(0, 2), (QByteArrayList{"curl", "-q"}));
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
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        rig.host.finish(rig.host.last().id,
                        domain::couldNotStart({base::ErrorCode::NotFound, QStringLiteral("is not installed"), {}}));
        // Not "the URL's name has no address".
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.grade, HealthGrade::Unknown);
        QCOMPARE(healthRecord(rig, "endpoint/titan-brain").verdict.finding, HealthFinding::ToolMissing);
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
            QVERIFY(record.justCancelled(rig.clock.now()));
        }
    }

    // Their commands still wait for a connection: each is over within the call, and makes room for one that waits.
    void whatIsOverAsSoonAsItIsCancelledIsForgottenOnce()
    {
        auto book = test::healthRunbook();
        const auto redis = book.infrastructureChecks.at(1);
        for (int i = 0; i < 20; ++i)
            book.infrastructureChecks.push_back(redis);
        test::ConsoleRig rig(book, test::healthEnvironment());
        rig.host.endsWithinCancel = true;
        rig.health.start();
        rig.health.runAll();
        QCOMPARE(rig.host.runs.size(), HealthController::mostPerHost);
        rig.health.cancelAll();
        for (const HealthRecord& record : rig.health.records())
            QVERIFY(!record.runningSince);
        for (const auto& run : rig.host.runs)
            QVERIFY(run.cancelled && run.over);
        QCOMPARE(rig.health.sweep().done, rig.health.sweep().total);
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
