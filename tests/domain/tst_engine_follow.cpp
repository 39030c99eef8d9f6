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
        static const char* const words[] = {"ask", "events", "noevents", "look", "noquestions", "say"};
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
                take(onEngineAnswered(m_follow, QStringLiteral("20.10.24"), m_clock.now()));
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
};

QTEST_GUILESS_MAIN(TestEngineFollow)
#include "tst_engine_follow.moc"
