#include "app/services_controller.h"
#include "support/console_rig.h"
#include "support/fake_engine.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::EnginePhase;
using domain::LevelGrade;
using domain::LevelKind;
using test::runningContainer;

class TestServicesController final : public test::TestCase {
    Q_OBJECT

private:
    struct Rig : test::ConsoleRig {
        using ConsoleRig::ConsoleRig;

        test::FakeEngine engine;
        app::ServicesController services{context, {&engine}, {}, states};
        QSignalSpy changes{&services, &app::ServicesController::rowsChanged};

        void show() { engine.show({brain(), execution()}, clock.now()); }
        static domain::Container brain() { return runningContainer(QStringLiteral("titan-brain")); }
        static domain::Container execution() { return runningContainer(QStringLiteral("titan-execution")); }
        domain::ServiceRow row(int index) const { return services.rows().at(static_cast<size_t>(index)); }
    };

private Q_SLOTS:
    // rule: G6
    void nothingIsAskedBeforeTheStart()
    {
        Rig rig;
        QCOMPARE(rig.engine.follows, 0);
        QCOMPARE(rig.services.rows().size(), size_t{2});
        rig.services.start();
        QCOMPARE(rig.engine.follows, 1);
        QVERIFY(rig.engine.acts.isEmpty());
    }

    void newsBecomeRows()
    {
        Rig rig;
        rig.services.start();
        rig.show();
        QCOMPARE(rig.row(0).container->name, QStringLiteral("titan-brain"));
        QCOMPARE(rig.row(0).level(LevelKind::Container).grade, LevelGrade::Ok);
        domain::Container crashed = Rig::brain();
        crashed.run = domain::ContainerRun::Exited;
        crashed.exitCode = 1;
        rig.engine.change(crashed, "die", rig.clock.now(), 1);
        QVERIFY(rig.row(0).has(domain::ServiceTrouble::Crashed));
        QVERIFY(rig.row(1).troubles.empty());
        rig.engine.remove(crashed.id, rig.clock.now());
        QVERIFY(rig.row(0).has(domain::ServiceTrouble::Missing));
        rig.engine.tell({{rig.row(1).container->id, 7.9, 188}}, rig.clock.now());
        QCOMPARE(rig.row(1).load->cpuPercent, 7.9);
    }

    void whatTheEngineCannotTellOfStaysARow()
    {
        Rig rig;
        rig.services.start();
        rig.show();
        domain::Container stuck = Rig::brain();
        stuck.run = domain::ContainerRun::Unknown;
        stuck.unreadable = QStringLiteral("RWLayer is nil");
        rig.engine.show({stuck, Rig::execution()}, rig.clock.now());
        QCOMPARE(rig.row(0).troubles, std::vector{domain::ServiceTrouble::Unreadable});
        QVERIFY(domain::needsAttention(rig.row(0), rig.clock.now()));
        QCOMPARE(rig.row(0).level(LevelKind::Container).note, stuck.unreadable);
        QVERIFY(rig.row(1).troubles.empty());
    }

    // A stop may be told before the engine's count of the restart that a crash led to.
    void aCrashBeforeAStopIsCountedOnce()
    {
        Rig rig;
        rig.services.start();
        rig.show();
        domain::Container down = Rig::brain();
        down.run = domain::ContainerRun::Exited;
        down.exitCode = 1;
        rig.engine.change(down, "die", rig.clock.now(), 1);
        rig.engine.change(down, "stop", rig.clock.now());
        down.restartCount = 1;
        rig.engine.show({down, Rig::execution()}, rig.clock.now());
        QCOMPARE(rig.row(0).restarts.crashes, 1);
    }

    void whatChangesNothingIsNoNews()
    {
        Rig rig;
        rig.show();
        const auto before = rig.changes.count();
        rig.show();
        rig.services.tick();
        QCOMPARE(rig.changes.count(), before);
    }

    // rule: G9
    void anEngineThatIsLostLeavesEverythingLastKnown()
    {
        Rig rig;
        rig.show();
        QSignalSpy engines(&rig.services, &app::ServicesController::enginesChanged);
        rig.engine.setPhase(EnginePhase::Gone, rig.clock.now(),
                            base::Error{base::ErrorCode::Refused, QStringLiteral("no socket"), {}});
        QCOMPARE(engines.count(), 1);
        QCOMPARE(rig.services.engines().front().phase, EnginePhase::Gone);
        QVERIFY(domain::isStale(rig.row(0), LevelKind::Container, rig.clock.now()));
        // It comes back without one of them.
        rig.engine.setPhase(EnginePhase::Attaching, rig.clock.now());
        rig.engine.show({Rig::brain()}, rig.clock.now());
        QVERIFY(!domain::isStale(rig.row(0), LevelKind::Container, rig.clock.now()));
        QVERIFY(rig.row(1).has(domain::ServiceTrouble::Missing));
    }

    // rule: H7
    void tradingStatesJoinTheRows()
    {
        Rig rig;
        rig.show();
        rig.linksUp();
        QCOMPARE(rig.row(0).level(LevelKind::TradingState).grade, LevelGrade::Unknown);
        rig.heartbeat("titan-brain", domain::TradingState::HardHalt);
        QCOMPARE(rig.row(0).level(LevelKind::TradingState).value, QStringLiteral("HARD_HALT"));
        QCOMPARE(rig.row(1).level(LevelKind::TradingState).grade, LevelGrade::Unknown);
    }

    // Heartbeats come many times a second: that they said the same again is told once a second.
    void theSameHeartbeatAgainWaitsForTheTick()
    {
        Rig rig;
        rig.show();
        rig.linksUp();
        rig.heartbeat("titan-brain", domain::TradingState::Open);
        const auto first = rig.row(0).level(LevelKind::TradingState).at;
        rig.changes.clear();
        rig.clock.advance(200ms);
        rig.heartbeat("titan-brain", domain::TradingState::Open);
        QCOMPARE(rig.changes.size(), 0);
        rig.services.tick();
        QCOMPARE(rig.changes.size(), 1);
        QVERIFY(rig.row(0).level(LevelKind::TradingState).at != first);
        rig.heartbeat("titan-brain", domain::TradingState::HardHalt);
        QCOMPARE(rig.changes.size(), 2);
        QCOMPARE(rig.row(0).level(LevelKind::TradingState).value, QStringLiteral("HARD_HALT"));
    }

    void endpointsJoinTheRows()
    {
        Rig rig;
        QCOMPARE(rig.row(0).level(LevelKind::Endpoint).grade, LevelGrade::NotApplicable);
        domain::HealthLevel level;
        level.grade = LevelGrade::Degraded;
        level.value = QStringLiteral("healthy");
        rig.services.noteEndpoint(QStringLiteral("titan-brain"), level);
        QCOMPARE(rig.row(0).level(LevelKind::Endpoint), level);
    }

    // rule: H6
    void oneEndpointDoesNotSpeakForAnother()
    {
        Rig rig;
        domain::HealthLevel failed;
        failed.grade = LevelGrade::Failed;
        failed.source = QStringLiteral("http://localhost:3100/health");
        domain::HealthLevel well;
        well.grade = LevelGrade::Ok;
        well.source = QStringLiteral("http://localhost:3100/ready");
        rig.services.noteEndpoint(QStringLiteral("titan-brain"), failed, QStringLiteral("endpoint/titan-brain"));
        rig.services.noteEndpoint(QStringLiteral("titan-brain"), well, QStringLiteral("endpoint/titan-brain#2"));
        QCOMPARE(rig.row(0).level(LevelKind::Endpoint), failed);
        failed.grade = LevelGrade::Ok; // the same check, asked again
        rig.services.noteEndpoint(QStringLiteral("titan-brain"), failed, QStringLiteral("endpoint/titan-brain"));
        QCOMPARE(rig.row(0).level(LevelKind::Endpoint).grade, LevelGrade::Ok);
    }

    // A clock that is known to be wrong makes nothing younger or older.
    // rule: G9
    void theEnginesClockIsAllowedFor()
    {
        Rig rig;
        domain::EngineStatus status;
        status.host = rig.engine.host();
        status.phase = EnginePhase::Attaching;
        status.clockAhead = 1h;
        Q_EMIT rig.engine.statusChanged(status);
        domain::Container brain = Rig::brain();
        const qint64 engineNow = rig.clock.now().utcMs + 3'600'000;
        brain.startedUtcMs = engineNow - 400'000;
        brain.checkedUtcMs = engineNow - 300'000;
        Q_EMIT rig.engine.snapshotTaken({rig.engine.host(), {brain}, rig.clock.now()});
        status.phase = EnginePhase::Following;
        Q_EMIT rig.engine.statusChanged(status);
        QCOMPARE(*rig.row(0).uptime(rig.clock.now()), 400s);
        QVERIFY(domain::hasStoppedChecking(rig.row(0), rig.clock.now()));
        QCOMPARE(rig.row(0).level(LevelKind::Healthcheck).at->utcMs, rig.clock.now().utcMs - 300'000);
    }

    // The clock of the engine's machine, or of this one, is set while it is followed.
    void aClockThatIsSetMeanwhileIsAllowedForToo()
    {
        Rig rig;
        domain::Container brain = Rig::brain();
        brain.startedUtcMs = rig.clock.now().utcMs - 400'000;
        rig.engine.show({brain}, rig.clock.now());
        QCOMPARE(*rig.row(0).uptime(rig.clock.now()), 400s);
        const QSignalSpy rows(&rig.services, &app::ServicesController::rowsChanged);
        const QSignalSpy engines(&rig.services, &app::ServicesController::enginesChanged);
        rig.clock.sleep(1h); // ours goes forward by an hour, and nothing has run for longer
        domain::EngineStatus status = rig.services.engines().front();
        status.clockAhead = -1h;
        Q_EMIT rig.engine.statusChanged(status);
        QCOMPARE(rows.count(), 1);
        QCOMPARE(engines.count(), 1); // it is said
        QCOMPARE(*rig.row(0).uptime(rig.clock.now()), 400s);
    }

    // From the service's own stamp, which is of the clock of the host that it runs on.
    // rule: H6
    void aTradingStateSaysHowLongItWasOnItsWay()
    {
        domain::Runbook book = test::rigRunbook();
        book.stateProbes.front().stampField = QStringLiteral("/ts");
        Rig rig(book);
        rig.show();
        const auto level = [&rig] { return rig.row(0).level(LevelKind::TradingState); };
        QCOMPARE(level().latencyBasis, domain::LatencyBasis::Question); // nothing was told yet
        rig.telemetry.hear(book.stateProbes.front().subject,
                           R"({"service":"titan-brain","tradingState":"OPEN","ts":)" +
                               QByteArray::number(rig.clock.now().utcMs + 3'600'000 - 4) + "}",
                           rig.clock.now());
        QCOMPARE(level().latencyBasis, domain::LatencyBasis::NoClock);
        domain::EngineStatus status = rig.services.engines().front();
        status.clockAhead = 1h;
        status.clockWithin = 12ms;
        Q_EMIT rig.engine.statusChanged(status);
        QCOMPARE(level().latencyBasis, domain::LatencyBasis::OwnStamp);
        QCOMPARE(level().latencyMs, std::optional(17.0));
        rig.heartbeat("titan-brain", domain::TradingState::Open); // of another version, without a stamp
        rig.services.tick();
        QCOMPARE(level().latencyBasis, domain::LatencyBasis::NoStamp);
        QVERIFY(!level().latencyMs);
    }

    void tailsComeBackWithTheirRow()
    {
        Rig rig;
        rig.show();
        QSignalSpy read(&rig.services, &app::ServicesController::tailRead);
        QSignalSpy failed(&rig.services, &app::ServicesController::tailFailed);
        rig.services.readTail(rig.row(1).key);
        QCOMPARE(rig.engine.tails.last().containerId, QStringLiteral("titan-execution-id"));
        QCOMPARE(rig.engine.tails.last().lines, 20);
        rig.engine.answerTail("panic\n");
        QCOMPARE(read.takeFirst(), (QVariantList{rig.row(1).key, QByteArray("panic\n")}));
        rig.services.readTail(rig.row(1).key);
        rig.engine.failTail({base::ErrorCode::TimedOut, {}, {}});
        QCOMPARE(failed.takeFirst().first().toString(), rig.row(1).key);
        rig.services.readTail(QStringLiteral("service:nobody"));
        QCOMPARE(failed.takeFirst().first().toString(), QStringLiteral("service:nobody"));
    }

    // Asked twice, as when it ended and was started again; what was asked first may be answered last.
    void anOlderTailNeverReplacesANewerOne()
    {
        Rig rig;
        rig.show();
        QSignalSpy read(&rig.services, &app::ServicesController::tailRead);
        QSignalSpy failed(&rig.services, &app::ServicesController::tailFailed);
        const QString key = rig.row(1).key;
        rig.services.readTail(key);
        rig.services.readTail(key);
        std::swap(rig.engine.tails[0], rig.engine.tails[1]);
        rig.engine.answerTail("newer\n");
        rig.engine.answerTail("older\n");
        QCOMPARE(read.size(), 1);
        QCOMPARE(read.first(), (QVariantList{key, QByteArray("newer\n")}));
        rig.services.readTail(key);
        rig.services.readTail(key);
        rig.engine.failTail({base::ErrorCode::NotFound, {}, {}}); // the container before this one
        QVERIFY(failed.isEmpty());
        rig.engine.answerTail("newest\n");
        QCOMPARE(read.size(), 2);
    }

    void loadIsAskedForOnlyWhileSomebodyLooks()
    {
        Rig rig;
        QVERIFY(!rig.engine.loadWanted);
        rig.services.setWatched(true);
        QVERIFY(rig.engine.loadWanted);
        rig.services.setWatched(false);
        QVERIFY(!rig.engine.loadWanted);
    }

    void historiesGrowAsTimePasses()
    {
        Rig rig;
        rig.show();
        rig.services.tick();
        rig.engine.setPhase(EnginePhase::Frozen, rig.clock.now());
        rig.clock.advance(domain::LevelHistory::slotLength);
        rig.services.tick();
        const auto strip =
            rig.services.history(rig.row(0).key)[static_cast<size_t>(LevelKind::Container)].strip(rig.clock.now());
        QCOMPARE(strip[strip.size() - 2], LevelGrade::Ok);
        QCOMPARE(strip[strip.size() - 1], LevelGrade::Unknown);
    }

    void aRestartLoopCalmsDownByItself()
    {
        Rig rig;
        rig.show();
        for (int i = 0; i < 3; ++i)
            rig.engine.change(Rig::brain(), "die", rig.clock.now(), 1);
        QVERIFY(rig.row(0).has(domain::ServiceTrouble::RestartLoop));
        rig.clock.advance(4min);
        rig.services.tick();
        QVERIFY(!rig.row(0).has(domain::ServiceTrouble::RestartLoop));
        QVERIFY(rig.row(0).has(domain::ServiceTrouble::CrashedLately));
    }

    void servicesOfOtherHostsAreLookedForThere()
    {
        test::ConsoleRig rig;
        test::FakeEngine first(QStringLiteral("one"));
        test::FakeEngine second(QStringLiteral("two"));
        app::ServicesController services(rig.context, {&first, &second},
                                         {{QStringLiteral("titan-execution"), QStringLiteral("two")}}, rig.states);
        first.show({Rig::brain()}, rig.clock.now());
        second.show({Rig::execution()}, rig.clock.now());
        QVERIFY(services.rows().at(0).container.has_value());
        QVERIFY(services.rows().at(1).container.has_value());
        QCOMPARE(services.rows().at(1).host, QStringLiteral("two"));
        QCOMPARE(services.rows().size(), size_t{2});
        second.setPhase(EnginePhase::Gone, rig.clock.now());
        QVERIFY(services.rows().at(0).engineFollowed);
        QVERIFY(!services.rows().at(1).engineFollowed);
    }

    void withoutACommandHostTheRowsSaySo()
    {
        test::ConsoleRig rig;
        app::ServicesController services(rig.context, {}, {}, rig.states);
        services.start();
        QCOMPARE(services.rows().size(), size_t{2});
        QVERIFY(services.rows().front().host.isEmpty());
        QVERIFY(services.rows().front().troubles.empty());
    }
};

QTEST_GUILESS_MAIN(TestServicesController)
#include "tst_services_controller.moc"
