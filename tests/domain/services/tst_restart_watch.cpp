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

    void event(const char* action, std::optional<int> code = {}, std::optional<int> signal = {})
    {
        EngineEvent event;
        event.action = QString::fromLatin1(action);
        event.id = QStringLiteral("9f");
        event.exitCode = code;
        event.signal = signal;
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

    // `docker kill -s HUP` makes a process read its files anew, and asks it for no end.
    void onlyASignalThatEndsAsksForAnEnd_data()
    {
        QTest::addColumn<int>("signal"); // 0: the engine does not say
        QTest::addColumn<int>("stopSignal");
        QTest::addColumn<bool>("isAskedFor");
        QTest::newRow("not said") << 0 << 0 << true;
        QTest::newRow("TERM") << 15 << 0 << true;
        QTest::newRow("KILL") << 9 << 0 << true;
        QTest::newRow("INT") << 2 << 0 << true;
        QTest::newRow("QUIT") << 3 << 0 << true;
        QTest::newRow("ABRT") << 6 << 0 << true;
        QTest::newRow("HUP") << 1 << 0 << false;
        QTest::newRow("USR1") << 10 << 0 << false;
        QTest::newRow("USR1, which stops it") << 10 << 10 << true;
        QTest::newRow("WINCH, which stops others") << 28 << 10 << false;
    }
    void onlyASignalThatEndsAsksForAnEnd()
    {
        QFETCH(int, signal);
        QFETCH(int, stopSignal);
        Container container;
        container.id = QStringLiteral("9f");
        container.run = ContainerRun::Running;
        if (stopSignal != 0)
            container.stopSignal = stopSignal;
        m_watch = onContainerSeen(m_watch, container, m_clock.now());
        event("kill", {}, signal == 0 ? std::nullopt : std::optional(signal));
        m_clock.advance(10s);
        event("die", 1);
        QTEST(verdict().endAskedFor == std::optional(true), "isAskedFor");
        QCOMPARE(verdict().crashes, verdict().endAskedFor == std::optional(true) ? 0 : 1);
    }

    void nothingHappened()
    {
        look(14);
        QCOMPARE(verdict(), RestartVerdict());
    }

    // The look was asked before the crash, and its answer came after the crash was heard of: its count is the old one.
    void whatIsAheadOfTheEngineIsCountedOnce()
    {
        look(0);
        event("die", 137);
        Container ahead;
        ahead.id = QStringLiteral("9f");
        ahead.run = ContainerRun::Exited;
        ahead.ahead = true;
        m_watch = onContainerSeen(m_watch, ahead, m_clock.now());
        look(1);
        QCOMPARE(verdict().crashes, 1);
        look(1);
        QCOMPARE(verdict().crashes, 1);
    }

    // The look told of the crash first, by its count, and the event comes late: it is the same one.
    void aLateEventIsOfTheCrashThatWasCounted()
    {
        constexpr qint64 againMs = 1'769'792'648'000;
        look(0);
        Container back;
        back.id = QStringLiteral("9f");
        back.run = ContainerRun::Running;
        back.restartCount = 1;
        back.startedUtcMs = againMs;
        m_watch = onContainerSeen(m_watch, back, m_clock.now());
        QCOMPARE(verdict().crashes, 1);
        QCOMPARE(verdict().last->exitCode, std::optional<int>());
        EngineEvent late;
        late.action = QStringLiteral("die");
        late.exitCode = 137;
        late.timeNs = (againMs - 200) * 1'000'000;
        m_watch = onEngineEvent(m_watch, late, m_clock.now());
        QCOMPARE(verdict().crashes, 1);
        QCOMPARE(verdict().last->exitCode, std::optional(137));
        late.timeNs = (againMs + 900) * 1'000'000; // and this is the next one
        m_watch = onEngineEvent(m_watch, late, m_clock.now());
        QCOMPARE(verdict().crashes, 2);
    }

    // So it is where the look came between the end and the start that follows, when the engine has counted already.
    void aLateEventIsOfTheCrashThatIsBeingMended()
    {
        constexpr qint64 endedMs = 1'769'792'648'000;
        look(0);
        Container between;
        between.id = QStringLiteral("9f");
        between.run = ContainerRun::Restarting;
        between.restartCount = 1;
        between.exitCode = 137;
        between.startedUtcMs = endedMs - 60'000;
        between.finishedUtcMs = endedMs;
        m_watch = onContainerSeen(m_watch, between, m_clock.now());
        QCOMPARE(verdict().crashes, 1);
        EngineEvent late;
        late.action = QStringLiteral("die");
        late.exitCode = 137;
        late.timeNs = (endedMs + 2100) * 1'000'000;
        m_watch = onEngineEvent(m_watch, late, m_clock.now());
        QCOMPARE(verdict().crashes, 1);
        QCOMPARE(verdict().endAskedFor, std::optional(false));
        m_watch = onContainerSeen(m_watch, between, m_clock.now()); // which is no other end
        QCOMPARE(verdict().endAskedFor, std::optional(false));
        late.timeNs = (endedMs + 2500) * 1'000'000; // the next one, soon after
        m_watch = onEngineEvent(m_watch, late, m_clock.now());
        QCOMPARE(verdict().crashes, 2);
    }

    // While the engine cannot tell of it, its count is not 0: what was counted before is no news afterwards.
    void whatCannotBeToldOfCountsNothing()
    {
        Container unreadable;
        unreadable.id = QStringLiteral("9f");
        unreadable.unreadable = QStringLiteral("RWLayer is nil");
        m_watch = onContainerSeen(m_watch, unreadable, m_clock.now());
        QVERIFY(!m_watch.looked);
        look(14);
        QCOMPARE(verdict(), RestartVerdict());
        m_watch = onContainerSeen(m_watch, unreadable, m_clock.now());
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

    void whetherItsEndWasAskedFor_data()
    {
        QTest::addColumn<QList<QByteArray>>("events");
        QTest::addColumn<std::optional<ContainerRun>>("seen"); // by the look after them; nullopt: none follows
        QTest::addColumn<std::optional<bool>>("askedFor");
        using Run = std::optional<ContainerRun>;
        using Asked = std::optional<bool>;
        const auto row = [](const char* name, const QList<QByteArray>& events, Run seen, Asked askedFor) {
            QTest::newRow(name) << events << seen << askedFor;
        };
        row("nothing was heard", {}, ContainerRun::Exited, Asked());
        row("it was", {"kill", "die"}, Run(), true);
        row("it was not", {"die"}, Run(), false);
        row("it was not, and it is looked at", {"die"}, ContainerRun::Exited, false);
        row("stopped in full", {"kill", "die", "stop"}, ContainerRun::Exited, true);
        row("stopped between two starts", {"die", "stop"}, ContainerRun::Exited, false);
        row("its policy will start it", {"die"}, ContainerRun::Restarting, false);
        row("started again", {"die", "start"}, Run(), Asked());
        row("started unheard", {"die"}, ContainerRun::Running, Asked());
        row("the newest counts", {"kill", "die", "start", "die"}, Run(), false);
    }
    void whetherItsEndWasAskedFor()
    {
        QFETCH(QList<QByteArray>, events);
        QFETCH(std::optional<ContainerRun>, seen);
        QFETCH(std::optional<bool>, askedFor);
        for (const QByteArray& one : events)
            event(one.constData(), 137);
        if (seen)
            look(0, *seen);
        QCOMPARE(verdict().endAskedFor, askedFor);
        m_clock.advance(1h);
        QCOMPARE(verdict().endAskedFor, askedFor);
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

    // A process in it is gone, and it runs on, until it ends or is known to have ended.
    void wantOfMemoryInOneThatRunsOn_data()
    {
        QTest::addColumn<QList<QByteArray>>("events");
        QTest::addColumn<int>("restarts"); // that the next look finds; -1: none follows
        QTest::addColumn<bool>("oom");
        QTest::newRow("none") << QList<QByteArray>{"start"} << -1 << false;
        QTest::newRow("one") << QList<QByteArray>{"oom"} << -1 << true;
        QTest::newRow("looked at") << QList<QByteArray>{"oom"} << 0 << true;
        QTest::newRow("ended") << QList<QByteArray>{"oom", "die"} << -1 << false;
        QTest::newRow("started anew") << QList<QByteArray>{"oom", "start"} << -1 << false;
        QTest::newRow("restarted unheard") << QList<QByteArray>{"oom"} << 1 << false;
        QTest::newRow("once more since") << QList<QByteArray>{"oom", "die", "start", "oom"} << 1 << true;
    }
    void wantOfMemoryInOneThatRunsOn()
    {
        QFETCH(QList<QByteArray>, events);
        QFETCH(int, restarts);
        look(0);
        for (const QByteArray& one : events)
            event(one.constData(), 137);
        if (restarts >= 0)
            look(restarts);
        QTEST(verdict().oomSinceStart, "oom");
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
