#include "domain/services/engine_follow.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;
using ops::base::ErrorCode;

class TestEngineFollow : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    EngineFollow m_follow;
    QByteArrayList m_effects;

    void take(const EngineStep& step)
    {
        static const char* const words[] = {"ask", "events", "noevents", "look", "clock", "noquestions", "say"};
        m_follow = step.follow;
        for (const EngineEffect effect : step.effects)
            m_effects << words[static_cast<int>(effect)];
    }
    // Ticks where the flow says that something is due, as the adapter does.
    void pass(std::chrono::milliseconds time)
    {
        const qint64 until = m_clock.now().monoNs + std::chrono::nanoseconds(time).count();
        for (auto due = nextTickNs(m_follow); due && *due <= until; due = nextTickNs(m_follow)) {
            m_clock.advance(std::chrono::nanoseconds(*due - m_clock.now().monoNs));
            take(tickEngine(m_follow, m_clock.now()));
        }
        m_clock.advance(std::chrono::nanoseconds(until - m_clock.now().monoNs));
        take(tickEngine(m_follow, m_clock.now()));
    }
    void doSteps(const QByteArray& steps)
    {
        const ops::base::Error refused{ErrorCode::Refused, QStringLiteral("cannot connect"), QStringLiteral("docker")};
        const ops::base::Error late{ErrorCode::TimedOut, QStringLiteral("no answer"), QStringLiteral("docker")};
        for (const QByteArray& step : steps.split(' ')) {
            const QByteArrayList parts = step.split('=');
            const QByteArray& word = parts.first();
            if (word == "follow")
                take(beginFollowing(m_follow, m_clock.now()));
            else if (word == "unfollow")
                take(endFollowing(m_follow, m_clock.now()));
            else if (word == "answered")
                take(onEngineAnswered(m_follow, QStringLiteral("20.10.24"), m_clock.now(), ClockReading{0ms, 20ms}));
            else if (word == "began")
                take(onEventsBegan(m_follow, m_clock.now()));
            else if (word == "ended")
                take(onEventsEnded(m_follow, {EnginePhase::Gone, refused}, m_clock.now()));
            else if (word == "looked")
                take(onLooked(m_follow, m_clock.now()));
            else if (word == "refused")
                take(onEngineFailed(m_follow, {EnginePhase::Gone, refused}, m_clock.now()));
            else if (word == "late")
                take(onEngineFailed(m_follow, {EnginePhase::Frozen, late}, m_clock.now()));
            else if (word == "pass")
                pass(std::chrono::milliseconds(parts.last().toInt()));
            else if (word == "set") // this machine's clock
                m_clock.sleep(std::chrono::milliseconds(parts.last().toInt()));
            else if (word == "told") // what the engine's clock is ahead by
                take(onClockRead(m_follow, ClockReading{std::chrono::milliseconds(parts.last().toInt()), 20ms},
                                 m_clock.now()));
            else if (word == "untold")
                take(onClockRead(m_follow, std::nullopt, m_clock.now()));
            else
                QFAIL(step.constData());
        }
    }
    void begin()
    {
        m_follow = idleEngine(QStringLiteral("titan-1"), {}, m_clock.now());
        m_effects.clear();
    }

private Q_SLOTS:
    void steps_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QByteArray>("effects");
        QTest::addColumn<int>("phase");
        QTest::addColumn<int>("reattached");
        const auto row = [](const char* name, const QByteArray& steps, const QByteArray& effects, EnginePhase phase,
                            int reattached = 0) {
            QTest::newRow(name) << steps << effects << static_cast<int>(phase) << reattached;
        };
        const QByteArray up = "follow answered began looked";
        const QByteArray upEffects = "ask say events say look say";
        row("never followed", "pass=60000", "", EnginePhase::Idle);
        row("attaches", "follow answered began", "ask say events say look", EnginePhase::Attaching);
        row("follows after the first look", up, upEffects, EnginePhase::Following);
        row("asked to follow twice", "follow follow answered began looked follow", upEffects, EnginePhase::Following);
        row("no look before it is due", up + " pass=9999", upEffects, EnginePhase::Following);
        row("reconciles", up + " pass=10000 looked pass=10000 looked", upEffects + " look say look say",
            EnginePhase::Following);
        row("a slow look is not overtaken", up + " pass=30000", upEffects + " look", EnginePhase::Following);

        row("never there", "follow refused", "ask say say", EnginePhase::Gone);
        row("asks again, ever more slowly", "follow refused pass=250 refused pass=499", "ask say say ask",
            EnginePhase::Gone);
        row("asks again at last", "follow refused pass=250 refused pass=500", "ask say say ask ask", EnginePhase::Gone);
        row("at most two seconds apart",
            "follow refused pass=250 refused pass=500 refused pass=1000 refused pass=2000 refused pass=2000",
            "ask say say ask ask ask ask ask", EnginePhase::Gone);
        row("comes at last", "follow refused pass=250 answered began looked", "ask say say ask events say look say",
            EnginePhase::Following);

        row("dies", up + " ended refused", upEffects + " ask say say", EnginePhase::Gone);
        row("asked at once when the events end", up + " ended", upEffects + " ask say", EnginePhase::Attaching);
        row("restarted and back", up + " ended answered began looked", upEffects + " ask say events say look say",
            EnginePhase::Following, 1);
        row("dies and returns", up + " ended refused pass=1000 answered began looked",
            upEffects + " ask say say ask events say look say", EnginePhase::Following, 1);
        row("no green between the return and the look", up + " ended answered began",
            upEffects + " ask say events say look", EnginePhase::Attaching);
        row("events that keep ending are not run after", up + " ended answered began looked ended pass=499",
            upEffects + " ask say events say look say say", EnginePhase::Attaching, 1);
        row("but taken up again", up + " ended answered began looked ended pass=500",
            upEffects + " ask say events say look say say ask", EnginePhase::Attaching, 1);
        row("the events end during a look", up + " pass=10000 ended looked", upEffects + " look ask say",
            EnginePhase::Attaching);
        row("the events end before the first look is over", "follow answered began ended looked",
            "ask say events say look say", EnginePhase::Gone);

        row("freezes", up + " pass=10000 late", upEffects + " look noevents say", EnginePhase::Frozen);
        row("frozen is said once", up + " pass=10000 late pass=250 late", upEffects + " look noevents say ask",
            EnginePhase::Frozen);
        row("thaws", up + " pass=10000 late pass=250 answered began looked",
            upEffects + " look noevents say ask events say look say", EnginePhase::Following, 1);
        row("frozen, then dead", up + " pass=10000 late pass=250 refused", upEffects + " look noevents say ask say",
            EnginePhase::Gone);
        row("freezes before the events begin", "follow answered pass=3000", "ask say events say noevents say",
            EnginePhase::Gone);
        row("a question about one container is late", up + " late", upEffects + " noevents say", EnginePhase::Frozen);

        row("given up", up + " unfollow pass=60000", upEffects + " noevents noquestions say", EnginePhase::Idle);
        row("given up while asked", "follow unfollow answered", "ask say noquestions say", EnginePhase::Idle);
        row("given up while it retries", "follow refused unfollow pass=60000", "ask say say noquestions say",
            EnginePhase::Idle);
        row("given up and taken up", up + " unfollow follow answered began looked",
            upEffects + " noevents noquestions say ask say events say look say", EnginePhase::Following, 1);
        row("late news after giving up", up + " unfollow began looked ended refused late",
            upEffects + " noevents noquestions say", EnginePhase::Idle);
        row("an answer nobody asked for", up + " answered", upEffects, EnginePhase::Following);
        row("events that begin twice", "follow answered began began looked began", upEffects, EnginePhase::Following);

        // Its clock is read anew after every twelfth look, or at once where this machine's own was set.
        const QByteArray looks = QByteArray(" pass=10000 looked").repeated(11);
        const QByteArray looksEffects = QByteArray(" look say").repeated(11);
        const QByteArray again = up + looks + " pass=10000 looked";
        const QByteArray againEffects = upEffects + looksEffects + " look say clock";
        row("no clock before it is due", up + looks, upEffects + looksEffects, EnginePhase::Following);
        row("the clock again", again, againEffects, EnginePhase::Following);
        row("the same", again + " told=39 pass=10000 looked", againEffects + " look say", EnginePhase::Following);
        row("another", again + " told=41 pass=10000 looked", againEffects + " say look say", EnginePhase::Following);
        row("a clock that is not told any more", again + " untold pass=10000 looked", againEffects + " say look say",
            EnginePhase::Following);
        row("asked again where no answer comes", again + " pass=10000 looked", againEffects + " look say clock",
            EnginePhase::Following);
        row("our own clock is set forward", up + " set=1001 pass=10000 looked", upEffects + " look say clock",
            EnginePhase::Following);
        row("our own clock is set back", up + " set=-1001 pass=10000 looked", upEffects + " look say clock",
            EnginePhase::Following);
        row("our own clock is slewed", up + " set=1000 pass=10000 looked", upEffects + " look say",
            EnginePhase::Following);
        row("told too late", again + " late told=5000", againEffects + " noevents say", EnginePhase::Frozen);
    }
    void steps()
    {
        QFETCH(QByteArray, steps);
        QFETCH(QByteArray, effects);
        QFETCH(int, phase);
        QFETCH(int, reattached);
        begin();
        doSteps(steps);
        QCOMPARE(m_effects.join(' '), effects);
        QCOMPARE(static_cast<int>(m_follow.status.phase), phase);
        QCOMPARE(m_follow.status.reattached, reattached);
        const bool failed = m_follow.status.phase == EnginePhase::Frozen || m_follow.status.phase == EnginePhase::Gone;
        QVERIFY(!failed || m_follow.status.error);
        QVERIFY(m_follow.status.phase != EnginePhase::Following || !m_follow.status.error);
    }

    // rule: G9
    void ageOfTheLastAnswerIsKept()
    {
        begin();
        doSteps("follow answered began looked pass=10000");
        const auto asked = m_clock.now();
        doSteps("looked pass=2500 refused pass=60000");
        QCOMPARE(m_follow.status.answeredAt, asked);
        QCOMPARE(m_follow.status.since.monoNs, asked.monoNs + 2'500'000'000);
        QCOMPARE(m_follow.status.version, QStringLiteral("20.10.24"));
    }

    void theClockIsMeasuredInTheMiddle_data()
    {
        QTest::addColumn<qint64>("engineUtcMs");
        QTest::addColumn<qint64>("took");
        QTest::addColumn<qint64>("setBy"); // this machine's own clock, in between
        QTest::addColumn<std::chrono::milliseconds>("ahead");
        QTest::addColumn<std::chrono::milliseconds>("within");
        const auto row = [](const char* name, qint64 engineUtcMs, qint64 took, qint64 setBy,
                            std::chrono::milliseconds ahead, std::chrono::milliseconds within) {
            QTest::newRow(name) << engineUtcMs << took << setBy << ahead << within;
        };
        row("the same clock", 1'000'200, 400, 0, 0ms, 202ms);
        row("at once", 1'000'000, 0, 0, 0ms, 2ms);
        row("an hour behind", 1'000'200 - 3'600'000, 400, 0, -3'600'000ms, 202ms);
        row("ahead", 1'005'000, 2000, 0, 4000ms, 1002ms);
        row("an odd time", 1'000'001, 3, 0, 0ms, 4ms);
        row("ours was set forward", 1'000'200, 400, 60'000, -60'000ms, 202ms);
        row("ours was set back", 1'000'200, 400, -60'000, 60'000ms, 202ms);
    }
    void theClockIsMeasuredInTheMiddle()
    {
        QFETCH(qint64, engineUtcMs);
        QFETCH(qint64, took);
        QFETCH(qint64, setBy);
        const ops::base::Instant asked{7, 1'000'000};
        const ClockReading read =
            readClock(engineUtcMs, asked, {asked.monoNs + took * 1'000'000, asked.utcMs + took + setBy});
        QTEST(read.ahead, "ahead");
        QTEST(read.within, "within");
    }

    // What was measured is known until it is measured anew, whatever becomes of the engine.
    void whatItsClockSaysIsKept()
    {
        begin();
        take(beginFollowing(m_follow, m_clock.now()));
        QVERIFY(!m_follow.status.clockAhead);
        take(onEngineAnswered(m_follow, QStringLiteral("20.10.24"), m_clock.now(), ClockReading{5s, 20ms}));
        doSteps("began looked");
        QCOMPARE(m_follow.status.clockAhead, std::optional<std::chrono::milliseconds>(5s));
        doSteps("ended refused unfollow");
        QCOMPARE(m_follow.status.clockAhead, std::optional<std::chrono::milliseconds>(5s));
        QCOMPARE(m_follow.status.clockWithin, 20ms);
        take(beginFollowing(m_follow, m_clock.now()));
        take(onEngineAnswered(m_follow, QStringLiteral("20.10.24"), m_clock.now(), std::nullopt));
        QVERIFY(!m_follow.status.clockAhead);
    }

    void aReadingIsKeptUnlessItIsWrongOrLessExact_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("ahead");
        QTest::addColumn<std::chrono::milliseconds>("within");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("as before, less exactly") << 100ms << 25ms << false;
        QTest::newRow("within the error of both") << 145ms << 25ms << false;
        QTest::newRow("beyond it") << 146ms << 25ms << true;
        QTest::newRow("before it") << 54ms << 25ms << true;
        QTest::newRow("more exact") << 105ms << 19ms << true;
        QTest::newRow("set by an hour") << 3'600'100ms << 1250ms << true;
    }
    void aReadingIsKeptUnlessItIsWrongOrLessExact()
    {
        QFETCH(std::chrono::milliseconds, ahead);
        QFETCH(std::chrono::milliseconds, within);
        begin();
        take(beginFollowing(m_follow, m_clock.now()));
        take(onEngineAnswered(m_follow, QStringLiteral("20.10.24"), m_clock.now(), ClockReading{100ms, 20ms}));
        doSteps("began looked");
        take(onClockRead(m_follow, ClockReading{ahead, within}, m_clock.now()));
        QTEST(m_follow.status.clockAhead == ahead && m_follow.status.clockWithin == within, "isTaken");
    }
};

QTEST_GUILESS_MAIN(TestEngineFollow)
#include "tst_engine_follow.moc"
