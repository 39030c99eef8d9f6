#include "domain/halt_guard.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

// rule: H2, H4, H11
class TestHaltGuard : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;

    GuardStep lifted() { return liftGuard({}, m_clock.now()); }

    // Ticks every 16 ms for `length`, as the dialog does; returns how often the guard fired.
    int tickFor(HaltGuard& guard, std::chrono::milliseconds length)
    {
        int fired = 0;
        for (auto t = 0ms; t < length; t += 16ms) {
            m_clock.advance(16ms);
            const GuardStep step = tickGuard(guard, m_clock.now());
            guard = step.guard;
            fired += step.effect == GuardEffect::Fire ? 1 : 0;
        }
        return fired;
    }

private Q_SLOTS:
    void liftingNeverFires()
    {
        GuardStep step = lifted();
        QCOMPARE(step.guard.phase, GuardPhase::Lifted);
        QVERIFY(step.effect == GuardEffect::None);
        QCOMPARE(tickFor(step.guard, 9s), 0);
        QCOMPARE(step.guard.phase, GuardPhase::Lifted);
    }

    void holdWithoutLiftDoesNothing()
    {
        const GuardStep step = beginHold({}, HoldSource::Mouse, m_clock.now());
        QCOMPARE(step.guard.phase, GuardPhase::Closed);
    }

    void fullHoldFiresOnce_data()
    {
        QTest::addColumn<int>("source");
        QTest::newRow("mouse") << static_cast<int>(HoldSource::Mouse);
        QTest::newRow("space") << static_cast<int>(HoldSource::Space);
    }
    void fullHoldFiresOnce()
    {
        QFETCH(int, source);
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, static_cast<HoldSource>(source), m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 976ms), 0);
        QCOMPARE(guard.phase, GuardPhase::Holding);
        QCOMPARE(tickFor(guard, 64ms), 1);
        QCOMPARE(guard.phase, GuardPhase::Fired);
        QCOMPARE(tickFor(guard, 20s), 0);
        QCOMPARE(guard.phase, GuardPhase::Fired);
    }

    void earlyReleaseDoesNothing()
    {
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 960ms), 0);
        const GuardStep released = endHold(guard, HoldSource::Mouse, m_clock.now(), 960ms);
        QVERIFY(released.effect == GuardEffect::None);
        QCOMPARE(released.guard.phase, GuardPhase::Lifted);
        // A second, equally short hold starts from nothing.
        guard = beginHold(released.guard, HoldSource::Mouse, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 960ms), 0);
    }

    void releaseOfAnotherSourceIsIgnored()
    {
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 500ms), 0);
        guard = endHold(guard, HoldSource::Space, m_clock.now(), 500ms).guard;
        QCOMPARE(guard.phase, GuardPhase::Holding);
        // Nor does a second press restart or shorten the first.
        const auto began = guard.holdBegan;
        guard = beginHold(guard, HoldSource::Space, m_clock.now()).guard;
        QCOMPARE(guard.holdBegan, began);
    }

    void stalledWindowDoesNotFireByItself()
    {
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        m_clock.advance(3s); // nothing served; a release may be waiting in the queue
        GuardStep step = tickGuard(guard, m_clock.now());
        QVERIFY(step.effect == GuardEffect::None);
        QCOMPARE(step.guard.phase, GuardPhase::Holding);
        // Still held when the window is served again: the next tick fires.
        m_clock.advance(16ms);
        step = tickGuard(step.guard, m_clock.now());
        QVERIFY(step.effect == GuardEffect::Fire);
    }

    void releaseDuringAStallIsJudgedByItsStamps_data()
    {
        QTest::addColumn<bool>("tickFirst");
        QTest::addColumn<int>("heldMs");
        QTest::addColumn<bool>("fires");
        // The queue holds a timer's tick and the release; either may come first.
        for (const bool tickFirst : {false, true}) {
            const char* order = tickFirst ? "tick first" : "release first";
            QTest::addRow("%s: released early", order) << tickFirst << 400 << false;
            QTest::addRow("%s: no stamps", order) << tickFirst << 0 << false;
            QTest::addRow("%s: just short", order) << tickFirst << 999 << false;
            QTest::addRow("%s: held long enough", order) << tickFirst << 1000 << true;
        }
    }
    void releaseDuringAStallIsJudgedByItsStamps()
    {
        QFETCH(bool, tickFirst);
        QFETCH(int, heldMs);
        QFETCH(bool, fires);
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        m_clock.advance(3s);
        if (tickFirst)
            guard = tickGuard(guard, m_clock.now()).guard;
        const GuardStep step = endHold(guard, HoldSource::Mouse, m_clock.now(), std::chrono::milliseconds(heldMs));
        QCOMPARE(step.effect == GuardEffect::Fire, fires);
    }

    void closesByItselfAfterTenSecondsAndNeverFires()
    {
        HaltGuard guard = lifted().guard;
        GuardStep step{guard};
        int ticks = 0;
        while (step.guard.phase == GuardPhase::Lifted) {
            m_clock.advance(100ms);
            step = tickGuard(step.guard, m_clock.now());
            QVERIFY(step.effect != GuardEffect::Fire);
            ++ticks;
        }
        QVERIFY(step.effect == GuardEffect::Close);
        QCOMPARE(ticks, 100);
        QCOMPARE(step.guard.phase, GuardPhase::Closed);
    }

    void touchingCountsAnew()
    {
        HaltGuard guard = lifted().guard;
        m_clock.advance(9s);
        guard = touchGuard(guard, m_clock.now()).guard;
        QCOMPARE(std::chrono::duration_cast<std::chrono::seconds>(closesIn(guard, m_clock.now())), 10s);
    }

    void holdBegunInTimeOutlivesTheTenSeconds()
    {
        HaltGuard guard = lifted().guard;
        QCOMPARE(tickFor(guard, 9900ms), 0);
        guard = beginHold(guard, HoldSource::Space, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 1100ms), 1);
    }

    void abortAndCancel()
    {
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        QVERIFY(holdFraction(guard, m_clock.now()) == 0.0);
        m_clock.advance(500ms);
        QCOMPARE(holdFraction(guard, m_clock.now()), 0.5);
        guard = abortHold(guard, m_clock.now()).guard;
        QCOMPARE(guard.phase, GuardPhase::Lifted);
        QVERIFY(holdFraction(guard, m_clock.now()) == 0.0);
        const GuardStep cancelled = cancelGuard(beginHold(guard, HoldSource::Mouse, m_clock.now()).guard);
        QVERIFY(cancelled.effect == GuardEffect::Close);
        QVERIFY(cancelGuard(cancelled.guard).effect == GuardEffect::None);
    }

    void liftingAgainAfterFiringArmsOneMoreAttempt()
    {
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 1100ms), 1);
        guard = liftGuard(guard, m_clock.now()).guard;
        QCOMPARE(guard.phase, GuardPhase::Lifted);
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 1100ms), 1);
    }

    void liftingDuringAHoldDoesNotDisturbIt()
    {
        HaltGuard guard = lifted().guard;
        guard = beginHold(guard, HoldSource::Mouse, m_clock.now()).guard;
        QCOMPARE(tickFor(guard, 500ms), 0);
        guard = liftGuard(guard, m_clock.now()).guard;
        QCOMPARE(guard.phase, GuardPhase::Holding);
    }
};

QTEST_GUILESS_MAIN(TestHaltGuard)
#include "tst_halt_guard.moc"
