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
