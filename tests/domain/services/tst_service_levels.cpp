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
        QTest::addColumn<bool>("inRunbook");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("running") << ContainerRun::Running << 0 << true << LevelGrade::Ok;
        QTest::newRow("created") << ContainerRun::Created << 0 << true << LevelGrade::Degraded;
        QTest::newRow("paused") << ContainerRun::Paused << 0 << true << LevelGrade::Degraded;
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
        QFETCH(bool, inRunbook);
        Container container;
        container.run = run;
        container.exitCode = exitCode;
        container.error = QStringLiteral("no such network");
        const HealthLevel level = containerLevel(container, inRunbook, m_clock.now());
        QTEST(level.grade, "grade");
        QCOMPARE(level.value, containerRunWord(run));
        QCOMPARE(level.note, container.error);
        QCOMPARE(level.at, std::optional(m_clock.now()));
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
        QTEST(healthcheckLevel(container, m_clock.now()).grade, "grade");
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

    void whatDoesNotExistHasFailed()
    {
        const HealthLevel level = missingLevel(m_clock.now());
        QCOMPARE(level.grade, LevelGrade::Failed);
        QVERIFY(level.value.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServiceLevels)
#include "tst_service_levels.moc"
