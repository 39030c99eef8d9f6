#include "domain/services/service_levels.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

class TestServiceLevels final : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;

private Q_SLOTS:
    void theContainersState_data()
    {
        QTest::addColumn<ContainerRun>("run");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("isService");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("running") << ContainerRun::Running << 0 << true << LevelGrade::Ok;
        QTest::newRow("created") << ContainerRun::Created << 0 << true << LevelGrade::Degraded;
        QTest::newRow("paused") << ContainerRun::Paused << 0 << true << LevelGrade::Degraded;
        QTest::newRow("stopping") << ContainerRun::Stopping << 0 << true << LevelGrade::Degraded;
        QTest::newRow("removing") << ContainerRun::Removing << 0 << true << LevelGrade::Degraded;
        QTest::newRow("restarting") << ContainerRun::Restarting << 1 << true << LevelGrade::Failed;
        QTest::newRow("dead") << ContainerRun::Dead << 0 << false << LevelGrade::Failed;
        QTest::newRow("a word of a later engine") << ContainerRun::Unknown << 0 << true << LevelGrade::Unknown;
        QTest::newRow("a service ended well") << ContainerRun::Exited << 0 << true << LevelGrade::Failed;
        QTest::newRow("a service ended badly") << ContainerRun::Exited << 1 << true << LevelGrade::Failed;
        QTest::newRow("another did its work") << ContainerRun::Exited << 0 << false << LevelGrade::Ok;
        QTest::newRow("another ended badly") << ContainerRun::Exited << 1 << false << LevelGrade::Failed;
    }
    void theContainersState()
    {
        QFETCH(ContainerRun, run);
        QFETCH(int, exitCode);
        QFETCH(bool, isService);
        Container container;
        container.run = run;
        container.exitCode = exitCode;
        container.error = QStringLiteral("no such network");
        const HealthLevel level = containerLevel(container, isService, m_clock.now());
        QTEST(level.grade, "grade");
        QCOMPARE(level.value, containerRunWord(run));
        QCOMPARE(level.note, container.error);
        QCOMPARE(level.at, std::optional(m_clock.now()));
    }

    // What is to be started again whenever it ends has no work that is done.
    void whetherItWasMadeToEnd_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("not said") << QString() << LevelGrade::Ok;
        QTest::newRow("no") << QStringLiteral("no") << LevelGrade::Ok;
        QTest::newRow("on-failure") << QStringLiteral("on-failure") << LevelGrade::Ok;
        QTest::newRow("always") << QStringLiteral("always") << LevelGrade::Failed;
        QTest::newRow("unless-stopped") << QStringLiteral("unless-stopped") << LevelGrade::Failed;
    }
    void whetherItWasMadeToEnd()
    {
        QFETCH(QString, policy);
        Container container;
        container.run = ContainerRun::Exited;
        container.exitCode = 0;
        container.restartPolicy = policy;
        QTEST(containerLevel(container, false, m_clock.now()).grade, "grade");
    }

    // rule: H6
    void whatCannotBeToldOfIsUnknown()
    {
        Container container;
        container.error = QStringLiteral("no such network");
        container.unreadable = QStringLiteral("RWLayer is nil");
        const HealthLevel level = containerLevel(container, true, m_clock.now());
        QCOMPARE(level.grade, LevelGrade::Unknown);
        QCOMPARE(level.note, container.unreadable);
        // Whether its image has a check is not known either.
        QCOMPARE(healthcheckLevel(container, m_clock.now(), m_clock.now()).grade, LevelGrade::Unknown);
    }

    // rule: H6
    void theImagesOwnCheck_data()
    {
        QTest::addColumn<ImageHealth>("health");
        QTest::addColumn<ContainerRun>("run");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("none") << ImageHealth::None << ContainerRun::Running << LevelGrade::NotApplicable;
        QTest::newRow("healthy") << ImageHealth::Healthy << ContainerRun::Running << LevelGrade::Ok;
        QTest::newRow("starting") << ImageHealth::Starting << ContainerRun::Running << LevelGrade::Degraded;
        QTest::newRow("unhealthy") << ImageHealth::Unhealthy << ContainerRun::Running << LevelGrade::Failed;
        QTest::newRow("a word of a later engine")
            << ImageHealth::Unknown << ContainerRun::Running << LevelGrade::Unknown;
        // The engine keeps the last word of one that has ended.
        QTest::newRow("was healthy") << ImageHealth::Healthy << ContainerRun::Exited << LevelGrade::Unknown;
        QTest::newRow("paused") << ImageHealth::Healthy << ContainerRun::Paused << LevelGrade::Unknown;
        QTest::newRow("restarting") << ImageHealth::Healthy << ContainerRun::Restarting << LevelGrade::Unknown;
    }
    void theImagesOwnCheck()
    {
        QFETCH(ImageHealth, health);
        QFETCH(ContainerRun, run);
        Container container;
        container.health = health;
        container.run = run;
        const ops::base::Instant checkedAt = m_clock.now();
        m_clock.advance(10s);
        const HealthLevel level = healthcheckLevel(container, m_clock.now(), checkedAt);
        QTEST(level.grade, "grade");
        // What is checked now is as old as the check, everything else as the look.
        const bool isChecked = run == ContainerRun::Running && health != ImageHealth::None;
        QCOMPARE(level.at, std::optional(isChecked ? checkedAt : m_clock.now()));
        QCOMPARE(level.maxAge, isChecked ? std::chrono::milliseconds(145s) : std::chrono::milliseconds(25s));
    }

    // rule: H7, G9
    void whatTradingMayDo_data()
    {
        QTest::addColumn<TradingState>("state");
        QTest::addColumn<bool>("contradicted");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("open") << TradingState::Open << false << LevelGrade::Ok;
        QTest::newRow("soft") << TradingState::SoftHalt << false << LevelGrade::Degraded;
        QTest::newRow("hard") << TradingState::HardHalt << false << LevelGrade::Failed;
        QTest::newRow("unheard") << TradingState::Unknown << false << LevelGrade::Unknown;
        QTest::newRow("a halt was sent since") << TradingState::Open << true << LevelGrade::Unknown;
    }
    void whatTradingMayDo()
    {
        QFETCH(TradingState, state);
        QFETCH(bool, contradicted);
        ServiceState service;
        service.state = state;
        service.at = m_clock.now();
        service.source = QStringLiteral("titan.evt.system.heartbeat");
        if (contradicted)
            service.contradictedAt = m_clock.now();
        const HealthLevel level = tradingLevel(service, 5s);
        QTEST(level.grade, "grade");
        QCOMPARE(level.value, tradingStateWord(state));
        QCOMPARE(level.at.has_value(), state != TradingState::Unknown);
        m_clock.advance(5s);
        QVERIFY(!level.stale(m_clock.now()));
        m_clock.advance(1s);
        QCOMPARE(level.stale(m_clock.now()), state != TradingState::Unknown);
    }

    // Nobody asked for it: what its stamp proves, by a clock that is known, is all that is known.
    // rule: H6
    void howLongAStateWasOnItsWay_data()
    {
        using std::chrono::milliseconds;
        QTest::addColumn<std::optional<milliseconds>>("delay");
        QTest::addColumn<std::optional<ClockReading>>("clock");
        QTest::addColumn<LatencyBasis>("basis");
        QTest::addColumn<std::optional<double>>("latencyMs");
        const auto row = [](const char* name, std::optional<milliseconds> delay, std::optional<ClockReading> clock,
                            LatencyBasis basis, std::optional<double> latencyMs = {}) {
            QTest::newRow(name) << delay << clock << basis << latencyMs;
        };
        row("stamped by a clock that is known", 4ms, ClockReading{0ms, 12ms}, LatencyBasis::OwnStamp, 17.0);
        row("its clock is ahead", -3'599'996ms, ClockReading{1h, 12ms}, LatencyBasis::OwnStamp, 17.0);
        row("its clock is behind", 3'600'004ms, ClockReading{-1h, 12ms}, LatencyBasis::OwnStamp, 17.0);
        row("at once, as far as that can be told", -13ms, ClockReading{0ms, 12ms}, LatencyBasis::OwnStamp, 0.0);
        row("before it was sent", -14ms, ClockReading{0ms, 12ms}, LatencyBasis::BadStamp);
        row("for a minute", 59'987ms, ClockReading{0ms, 12ms}, LatencyBasis::OwnStamp, 60'000.0);
        row("for longer than anything is", 59'988ms, ClockReading{0ms, 12ms}, LatencyBasis::BadStamp);
        row("its clock is not known", 4ms, {}, LatencyBasis::NoClock);
        row("no stamp", {}, ClockReading{0ms, 12ms}, LatencyBasis::NoStamp);
        row("neither", {}, {}, LatencyBasis::NoStamp);
    }
    void howLongAStateWasOnItsWay()
    {
        QFETCH(std::optional<std::chrono::milliseconds>, delay);
        QFETCH(std::optional<ClockReading>, clock);
        ServiceState service;
        service.state = TradingState::Open;
        service.at = m_clock.now();
        service.delay = delay;
        const HealthLevel level = tradingLevel(service, 5s, clock);
        QTEST(level.latencyBasis, "basis");
        QTEST(level.latencyMs, "latencyMs");
        service.state = TradingState::Unknown; // nothing was told
        QCOMPARE(tradingLevel(service, 5s, clock).latencyBasis, LatencyBasis::Question);
        QVERIFY(!tradingLevel(service, 5s, clock).latencyMs);
    }

    void whatDoesNotExistHasFailed()
    {
        const HealthLevel level = missingLevel(m_clock.now());
        QCOMPARE(level.grade, LevelGrade::Failed);
        QVERIFY(level.value.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServiceLevels)
#include "tst_service_levels.moc"
