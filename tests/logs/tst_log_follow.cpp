#include "domain/log/log_follow.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::LogFollow;
using domain::LogFollowEffect;
using domain::LogFollowPhase;
using domain::LogFollowStep;
using domain::LogsEnd;

namespace {

using Effects = std::vector<LogFollowEffect>;
constexpr qint64 nsPerMs = 1'000'000;

base::Instant at(qint64 ms)
{
    return {ms * nsPerMs, 1'769'000'000'000 + ms};
}

const base::Error cut{base::ErrorCode::LinkDown, QStringLiteral("unexpected EOF"), QStringLiteral("docker")};
const base::Error nobody{base::ErrorCode::NotFound, QStringLiteral("No such container"), QStringLiteral("docker")};
const LogsEnd quietEnd{{}, 0, {}};

LogFollow in(LogFollowPhase phase, bool runs)
{
    LogFollow follow = domain::idleLogFollow();
    follow.phase = phase;
    follow.runs = runs;
    return follow;
}

int count(const Effects& effects, LogFollowEffect effect)
{
    return static_cast<int>(std::count(effects.begin(), effects.end(), effect));
}

} // namespace

class TestLogFollow final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // What each event makes of each phase, those that cannot happen included.
    void transitions_data()
    {
        QTest::addColumn<LogFollowPhase>("before");
        QTest::addColumn<bool>("runs");
        QTest::addColumn<QString>("event");
        QTest::addColumn<LogFollowPhase>("after");
        QTest::addColumn<bool>("attaches");
        QTest::addColumn<bool>("saysMissing");
        using P = LogFollowPhase;
        const auto row = [](P before, bool runs, const char* event, P after, bool attaches, bool missing = false) {
            QTest::addRow("%d %d %s", static_cast<int>(before), static_cast<int>(runs), event)
                << before << runs << QString::fromLatin1(event) << after << attaches << missing;
        };
        row(P::Idle, false, "seen running", P::Attaching, true);
        row(P::Idle, false, "seen stopped", P::Attaching, true); // its log is read all the same
        row(P::Idle, false, "removed", P::Over, false);
        row(P::Idle, false, "began", P::Idle, false);
        row(P::Idle, false, "ended", P::Idle, false);
        row(P::Attaching, true, "seen running", P::Attaching, false);
        row(P::Attaching, true, "began", P::Following, false);
        row(P::Attaching, true, "ended", P::Retrying, false);
        row(P::Attaching, false, "ended", P::Waiting, false);
        row(P::Attaching, false, "ended with lines", P::Attaching, true);
        row(P::Attaching, true, "cut", P::Retrying, false);
        row(P::Attaching, true, "nobody", P::Over, false, true);
        row(P::Attaching, true, "removed", P::Attaching, false);
        row(P::Following, true, "seen stopped", P::Following, false); // it ends by itself
        row(P::Following, true, "began", P::Following, false);
        row(P::Following, true, "ended", P::Retrying, false); // a restart looks like this
        row(P::Following, false, "ended", P::Waiting, false);
        row(P::Following, false, "ended with lines", P::Attaching, true);
        row(P::Following, false, "cut", P::Retrying, false);
        row(P::Following, true, "nobody", P::Over, false, true);
        row(P::Following, true, "removed", P::Following, false);
        row(P::Following, true, "engine lost", P::Following, false);
        row(P::Retrying, false, "seen running", P::Attaching, true);
        row(P::Retrying, true, "seen running", P::Retrying, false);
        row(P::Retrying, true, "began", P::Retrying, false);
        row(P::Retrying, true, "ended", P::Retrying, false);
        row(P::Retrying, true, "removed", P::Over, false, true); // its log was not read to its end
        row(P::Waiting, false, "seen running", P::Attaching, true);
        row(P::Waiting, false, "seen stopped", P::Waiting, false);
        row(P::Waiting, false, "removed", P::Over, false);
        row(P::Over, false, "seen running", P::Over, false);
        row(P::Over, false, "ended", P::Over, false);
        row(P::Over, false, "removed", P::Over, false);
    }
    void transitions()
    {
        QFETCH(const LogFollowPhase, before);
        QFETCH(const bool, runs);
        QFETCH(const QString, event);
        const LogFollow follow = in(before, runs);
        LogFollowStep step;
        if (event.startsWith(QLatin1String("seen")))
            step = domain::onContainerSeen(follow, event.endsWith(QLatin1String("running")), at(5));
        else if (event == QLatin1String("removed"))
            step = domain::onContainerRemoved(follow, at(5));
        else if (event == QLatin1String("began"))
            step = domain::onLogsBegan(follow, at(5));
        else if (event == QLatin1String("engine lost"))
            step = domain::onEngineSeen(follow, false, at(5));
        else if (event == QLatin1String("ended with lines"))
            step = domain::onLogsEnded(follow, {{}, 3, {}}, at(5));
        else if (event == QLatin1String("cut"))
            step = domain::onLogsEnded(follow, {cut, 3, {}}, at(5));
        else if (event == QLatin1String("nobody"))
            step = domain::onLogsEnded(follow, {nobody, 0, {}}, at(5));
        else
            step = domain::onLogsEnded(follow, quietEnd, at(5));
        QTEST(step.follow.phase, "after");
        QFETCH(const bool, attaches);
        QFETCH(const bool, saysMissing);
        QCOMPARE(count(step.effects, LogFollowEffect::Attach), attaches ? 1 : 0);
        QCOMPARE(count(step.effects, LogFollowEffect::SayMissing), saysMissing ? 1 : 0);
        const bool otherPhase = step.follow.phase != before;
        QVERIFY(!otherPhase || count(step.effects, LogFollowEffect::SayFollowed) == 1);
    }

    void anEndIsSaidWithItsReason()
    {
        const LogFollowStep step = domain::onLogsEnded(in(LogFollowPhase::Following, true), {cut, 0, {}}, at(5));
        QVERIFY(step.follow.error == cut);
        const LogFollowStep again = domain::tickLogFollow(step.follow, at(5 + 250));
        QCOMPARE(count(again.effects, LogFollowEffect::Attach), 1);
        QVERIFY(again.follow.error == cut); // until it has begun
        QVERIFY(!domain::onLogsBegan(again.follow, at(300)).follow.error);
    }

    void pausesGrowUntilItFollowsSteadily()
    {
        LogFollow follow = in(LogFollowPhase::Following, true);
        std::vector<qint64> pauses;
        qint64 ms = 0;
        for (int i = 0; i < 7; ++i) {
            follow.phase = LogFollowPhase::Attaching;
            follow = domain::onLogsEnded(follow, {cut, 0, {}}, at(ms)).follow;
            pauses.push_back(*domain::nextTickNs(follow) / nsPerMs - ms);
            QCOMPARE(count(domain::tickLogFollow(follow, at(ms + pauses.back() - 1)).effects, LogFollowEffect::Attach),
                     0);
            ms += pauses.back();
            follow = domain::tickLogFollow(follow, at(ms)).follow;
            QCOMPARE(follow.phase, LogFollowPhase::Attaching);
        }
        QVERIFY((pauses == std::vector<qint64>{250, 500, 1000, 2000, 4000, 5000, 5000}));
        follow = domain::onLogsBegan(follow, at(ms)).follow;
        follow = domain::onLogsEnded(follow, {cut, 0, {}}, at(ms + 10'000)).follow;
        QCOMPARE(*domain::nextTickNs(follow), (ms + 10'000 + 250) * nsPerMs);
    }

    // Nothing is begun at an engine that does not answer, and everything as soon as it does.
    void waitsForTheEngine()
    {
        LogFollow follow = in(LogFollowPhase::Following, true);
        follow = domain::onEngineSeen(follow, false, at(1)).follow;
        follow = domain::onLogsEnded(follow, {cut, 0, {}}, at(2)).follow;
        LogFollowStep step = domain::tickLogFollow(follow, at(60'000));
        QVERIFY(step.effects.empty());
        QVERIFY(!domain::nextTickNs(step.follow));
        step = domain::onEngineSeen(step.follow, true, at(61'000));
        QCOMPARE(count(step.effects, LogFollowEffect::Attach), 1);
    }

    // What a container wrote that ran only while the engine was away.
    void readsOnceMoreWhenTheEngineIsBack()
    {
        LogFollow follow = in(LogFollowPhase::Waiting, false);
        follow = domain::onEngineSeen(follow, false, at(1)).follow;
        LogFollowStep step = domain::onEngineSeen(follow, true, at(2));
        QCOMPARE(count(step.effects, LogFollowEffect::Attach), 1);
        step = domain::onLogsEnded(step.follow, quietEnd, at(3));
        QCOMPARE(step.follow.phase, LogFollowPhase::Waiting);
        QVERIFY(domain::onEngineSeen(step.follow, true, at(4)).effects.empty()); // it was not away
    }

    void aContainerMayGoWhileItsLastLinesAreRead()
    {
        LogFollow follow = domain::onContainerRemoved(in(LogFollowPhase::Following, true), at(1)).follow;
        LogFollowStep step = domain::onLogsEnded(follow, quietEnd, at(2));
        QCOMPARE(step.follow.phase, LogFollowPhase::Over);
        QCOMPARE(count(step.effects, LogFollowEffect::SayMissing), 0);
        // Engines lose the last lines of a stop; one more look would have told, and there is nothing left to look at.
        step = domain::onLogsEnded(follow, {{}, 3, {}}, at(2));
        QCOMPARE(step.follow.phase, LogFollowPhase::Over);
        QCOMPARE(count(step.effects, LogFollowEffect::SayMissing), 1);
        follow = domain::onLogsEnded(in(LogFollowPhase::Following, true), {{}, 3, {}}, at(2)).follow;
        QCOMPARE(follow.phase, LogFollowPhase::Retrying); // as far as is known it still runs
        QCOMPARE(count(domain::onContainerRemoved(follow, at(3)).effects, LogFollowEffect::SayMissing), 1);
        follow = domain::onContainerRemoved(in(LogFollowPhase::Following, true), at(1)).follow;
        step = domain::onLogsEnded(follow, {cut, 0, {}}, at(2));
        QCOMPARE(count(step.effects, LogFollowEffect::SayMissing), 1);
        // The engine died, and was back without it.
        follow = domain::onLogsEnded(in(LogFollowPhase::Following, true), {cut, 0, {}}, at(2)).follow;
        step = domain::onContainerRemoved(follow, at(3));
        QCOMPARE(step.follow.phase, LogFollowPhase::Over);
        QCOMPARE(count(step.effects, LogFollowEffect::SayMissing), 1);
    }
};

QTEST_GUILESS_MAIN(TestLogFollow)
#include "tst_log_follow.moc"
