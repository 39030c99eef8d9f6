#include "domain/services/restart_watch.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

class TestRestartWatch final : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    RestartWatch m_watch;

    void event(const char* action, std::optional<int> code = {})
    {
        EngineEvent event;
        event.action = QString::fromLatin1(action);
        event.id = QStringLiteral("9f");
        event.exitCode = code;
        m_watch = onEngineEvent(m_watch, event, m_clock.now());
    }
    void look(int restartCount, ContainerRun run = ContainerRun::Running, int exitCode = 1)
    {
        Container container;
        container.id = QStringLiteral("9f");
        container.run = run;
        container.restartCount = restartCount;
        container.exitCode = exitCode;
        m_watch = onContainerSeen(m_watch, container, m_clock.now());
    }
    void crash(std::chrono::seconds after)
    {
        m_clock.advance(after);
        event("die", 1);
        event("start");
    }
    RestartVerdict verdict() const { return judgeRestarts(m_watch, m_clock.now()); }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_watch = {};
    }

    void nothingHappened()
    {
        look(14);
        QCOMPARE(verdict(), RestartVerdict());
    }

    void loops_data()
    {
        QTest::addColumn<QList<int>>("gaps"); // seconds before each crash
        QTest::addColumn<int>("later");       // seconds after the last one
        QTest::addColumn<bool>("loop");
        QTest::newRow("one") << QList<int>{1} << 0 << false;
        QTest::newRow("two at once") << QList<int>{1, 1} << 0 << false;
        QTest::newRow("three at once") << QList<int>{1, 1, 1} << 0 << true;
        QTest::newRow("three in a minute") << QList<int>{1, 30, 30} << 0 << true;
        QTest::newRow("three in 61 s") << QList<int>{1, 30, 31} << 0 << false;
        QTest::newRow("the engine's patience of a minute between two") << QList<int>{1, 25, 30, 60, 60} << 60 << true;
        QTest::newRow("five in ten minutes") << QList<int>{1, 140, 140, 140, 140} << 0 << true;
        QTest::newRow("four in ten minutes") << QList<int>{1, 140, 140, 140} << 0 << false;
        QTest::newRow("calm for three minutes") << QList<int>{1, 1, 1} << 180 << true;
        QTest::newRow("calm for longer") << QList<int>{1, 1, 1} << 181 << false;
        QTest::newRow("an old burst and one new crash") << QList<int>{1, 1, 1, 601} << 0 << false;
    }
    void loops()
    {
        QFETCH(QList<int>, gaps);
        QFETCH(int, later);
        for (const int gap : gaps)
            crash(std::chrono::seconds(gap));
        m_clock.advance(std::chrono::seconds(later));
        QTEST(verdict().loop, "loop");
    }

    void whatWasAskedForIsNoCrash_data()
    {
        QTest::addColumn<int>("grace"); // seconds from the signal to the end
        QTest::addColumn<int>("crashes");
        QTest::newRow("at once") << 0 << 0;
        QTest::newRow("the whole default grace") << 10 << 0;
        QTest::newRow("a signal long before says nothing of this end") << 31 << 1;
    }
    void whatWasAskedForIsNoCrash()
    {
        QFETCH(int, grace);
        event("kill");
        m_clock.advance(std::chrono::seconds(grace));
        event("die", 137);
        QTEST(verdict().crashes, "crashes");
    }

    void theNextEndAfterAStopIsACrashAgain()
    {
        event("kill");
        event("die", 143);
        event("start");
        crash(1s);
        QCOMPARE(verdict().crashes, 1);
    }

    void wantOfMemoryIsNamed()
    {
        event("oom");
        event("die", 137);
        QVERIFY(verdict().last->oom);
        QCOMPARE(verdict().last->exitCode, std::optional(137));
        crash(1s);
        QVERIFY(!verdict().last->oom);
    }

    void restartsThatNoEventToldOfCount()
    {
        look(2);
        m_clock.advance(10s);
        look(5);
        QCOMPARE(verdict().crashes, 3);
        QVERIFY(verdict().loop);
        QCOMPARE(verdict().last->exitCode, std::optional(1));
    }

    void aCrashIsCountedOnce()
    {
        look(0);
        event("die", 1); // heard; the engine's count rises only with the restart
        look(0, ContainerRun::Restarting);
        look(1);
        QCOMPARE(verdict().crashes, 1);
        look(1);
        QCOMPARE(verdict().crashes, 1);
        look(2); // this one was missed
        QCOMPARE(verdict().crashes, 2);
    }

    void aCrashWithoutAPolicyHidesNoLaterOne()
    {
        look(0);
        event("die", 1);
        look(0, ContainerRun::Exited);
        event("start");
        look(0);
        look(1); // missed
        QCOMPARE(verdict().crashes, 2);
    }

    void aCountThatFallsIsNoCrash()
    {
        look(9);
        look(0); // started by hand: the engine counts anew
        QCOMPARE(verdict().crashes, 0);
        look(1);
        QCOMPARE(verdict().crashes, 1);
    }

    void memoryIsBounded()
    {
        for (int i = 0; i < 10'000; ++i)
            event("die", 1);
        look(0);
        look(2'000'000'000);
        QVERIFY(m_watch.crashes.size() <= 64);
    }

    void theVerdictSpansTenMinutes()
    {
        crash(1s);
        const ops::base::Instant first = m_clock.now();
        crash(5min);
        QCOMPARE(verdict().firstCrashAt, std::optional(first));
        m_clock.advance(6min);
        QCOMPARE(verdict().crashes, 1);
        m_clock.advance(10min);
        QCOMPARE(verdict().crashes, 0);
        QVERIFY(!verdict().firstCrashAt);
        QVERIFY(verdict().last.has_value());
    }
};

QTEST_GUILESS_MAIN(TestRestartWatch)
#include "tst_restart_watch.moc"
