#include "infra/docker/docker_engine.h"
#include "infra/docker/engine_log.h"
#include "support/fake_clock.h"
#include "support/fake_command_host.h"
#include "support/test_case.h"

#include <QTest>

#include <memory>

using namespace ops;
using domain::ContainerRun;
using domain::EnginePhase;
using domain::HostEnd;

namespace {

const QByteArray idA(64, 'a');
const QByteArray idB(64, 'b');

QByteArray inspected(const QByteArray& id, const QByteArray& name, const QByteArray& status = "running",
                     int restarts = 0)
{
    return R"({"Id":")" + id + R"(","Name":"/)" + name + R"(","RestartCount":)" + QByteArray::number(restarts) +
           R"(,"State":{"Status":")" + status + R"(","StartedAt":"2026-01-30T17:04:08Z"}})";
}

// A row of the list of all containers, of compose service "titan-brain".
QByteArray listed(const QByteArray& id, const QByteArray& name)
{
    return R"({"ID":")" + id + R"(","Names":")" + name +
           R"(","Image":"brain:1","Labels":"com.docker.compose.project=titan,com.docker.compose.service=titan-brain"})" +
           "\n";
}

QByteArray eventLine(const QByteArray& action, const QByteArray& id, const QByteArray& name)
{
    return R"({"Type":"container","Action":")" + action + R"(","Actor":{"ID":")" + id +
           R"(","Attributes":{"exitCode":"137","name":")" + name + R"("}},"timeNano":1769792700000000000})" + "\n";
}

} // namespace

// The engine over a host that runs nothing: which commands it asks for, and what it makes of the answers.
class TestDockerEngine : public test::TestCase {
    Q_OBJECT

private:
    test::FakeClock m_clock;
    std::unique_ptr<test::FakeCommandHost> m_host;
    std::unique_ptr<infra::DockerEngine> m_engine;
    std::unique_ptr<test::EngineLog> m_log;

    // The newest run of `docker WORD` that is not over; null: none.
    domain::HostRunId running(const QByteArray& word) const
    {
        for (auto run = m_host->runs.crbegin(); run != m_host->runs.crend(); ++run)
            if (run->command.argv.value(1) == word && !run->over && !run->cancelled)
                return run->id;
        return {};
    }
    domain::HostCommand commandOf(const domain::HostRunId& id) const
    {
        return m_host->runs.at(static_cast<int>(id.value) - 1).command;
    }
    void answer(const QByteArray& word, const QByteArray& output, int code = 0, const QByteArray& errors = {})
    {
        const domain::HostRunId id = running(word);
        QVERIFY2(!id.isNull(), word.constData());
        m_host->answer(id, output, code, errors);
    }
    void timeOut(const QByteArray& word)
    {
        domain::HostOutcome outcome;
        outcome.end = HostEnd::TimedOut;
        outcome.began = domain::HostBegan::Yes;
        outcome.error = base::Error{base::ErrorCode::TimedOut, QStringLiteral("no answer"), QStringLiteral("docker")};
        m_host->finish(running(word), outcome);
    }
    void attach()
    {
        m_engine->follow();
        answer("info", R"({"version":"20.10.24","time":"2026-01-30T17:05:00.5Z"})");
        QVERIFY(!running("events").isNull());
        m_host->begin(running("events"));
    }
    void follow()
    {
        attach();
        answer("ps", listed(idA, "titan-brain") + listed(idB, "titan-nats"));
        answer("container", "[" + inspected(idA, "titan-brain") + "," + inspected(idB, "titan-nats") + "]");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
    }
    // Another engine, which is looked at more often, and whose clock is read so often.
    domain::EngineTimes hasten(std::chrono::milliseconds clock = domain::EngineTimes().clock)
    {
        m_log.reset();
        domain::EngineTimes times;
        times.reconcile = std::chrono::milliseconds(30);
        times.clock = clock;
        m_engine = std::make_unique<infra::DockerEngine>(QStringLiteral("titan-1"), *m_host, m_clock, times);
        m_log = std::make_unique<test::EngineLog>(*m_engine);
        return times;
    }
    void hear(const QByteArray& line) { m_host->print(running("events"), line); }
    ContainerRun run(const char* name) const
    {
        const auto found = m_log->named(QString::fromLatin1(name));
        return found ? found->run : ContainerRun::Unknown;
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_host = std::make_unique<test::FakeCommandHost>();
        m_engine = std::make_unique<infra::DockerEngine>(QStringLiteral("titan-1"), *m_host, m_clock);
        m_log = std::make_unique<test::EngineLog>(*m_engine);
    }
    void cleanup()
    {
        m_log.reset();
        m_engine.reset();
        m_host.reset();
    }

    // Nothing of it can fall between the events and the look: the events are those since the answer, and the look comes
    // after the follower has begun.
    void eventsAreFollowedFromBeforeTheLook()
    {
        m_engine->follow();
        QVERIFY(running("events").isNull());
        answer("info", R"({"version":"20.10.24","time":"2026-01-30T17:05:00.5Z"})");
        const domain::HostCommand events = commandOf(running("events"));
        QCOMPARE(events.argv.value(events.argv.indexOf("--since") + 1), QByteArray("2026-01-30T17:05:00.5Z"));
        QVERIFY(running("ps").isNull());
        m_host->begin(running("events"));
        QVERIFY(!running("ps").isNull());
        QCOMPARE(m_log->phase(), EnginePhase::Attaching);
    }

    void followsAfterTheLook()
    {
        follow();
        QCOMPARE(m_log->events,
                 (QStringList{QStringLiteral("attaching"), QStringLiteral("look"), QStringLiteral("following")}));
        QCOMPARE(m_log->known.size(), 2);
        QCOMPARE(m_log->statuses.last().version, QStringLiteral("20.10.24"));
    }

    // From when the question ran, not from when it was asked: a connection may have had to be made first.
    void itsClockIsMeasured()
    {
        m_engine->follow();
        const domain::HostRunId question = running("info");
        m_clock.advance(std::chrono::seconds(10));
        m_host->begin(question);
        const qint64 began = m_clock.now().utcMs;
        m_clock.advance(std::chrono::milliseconds(600));
        m_host->print(question, R"({"version":"20.10.24","time":"2026-01-30T18:04:08.55Z","errors":null})");
        m_host->exit(question, 0);
        constexpr qint64 engineUtcMs = 1'769'796'248'550;
        QCOMPARE(m_log->statuses.last().clockAhead,
                 std::optional(std::chrono::milliseconds(engineUtcMs - (began + 300))));
        QCOMPARE(m_log->phase(), EnginePhase::Attaching);
    }

    // A clock that is set while it is followed; and its containers are looked at all the while.
    void itsClockIsMeasuredAgain()
    {
        const domain::EngineTimes times = hasten(std::chrono::milliseconds(60));
        follow();
        const auto before = m_log->statuses.last();
        m_clock.advance(times.clock);
        QTRY_VERIFY(!running("ps").isNull());
        QVERIFY(running("info").isNull());
        answer("ps", {});
        const domain::HostRunId question = running("info");
        QVERIFY(!question.isNull());
        m_clock.advance(std::chrono::milliseconds(10)); // on its way; the next look is not due
        m_host->begin(question);
        const qint64 began = m_clock.now().utcMs;
        m_clock.advance(std::chrono::milliseconds(4));
        m_host->print(question, R"({"version":"20.10.24","time":"2026-01-30T18:04:08.55Z","errors":null})");
        m_host->exit(question, 0);
        constexpr qint64 engineUtcMs = 1'769'796'248'550;
        QVERIFY(m_log->statuses.last().clockAhead != before.clockAhead);
        QCOMPARE(m_log->statuses.last().clockAhead,
                 std::optional(std::chrono::milliseconds(engineUtcMs - (began + 2))));
        QCOMPARE(m_log->statuses.last().clockWithin, std::chrono::milliseconds(4));
        QCOMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(m_log->statuses.last().reattached, 0);
    }

    // Whether an engine answers is for the looks to say: this question is beside them.
    void aClockThatIsNotToldEndsNothing()
    {
        const domain::EngineTimes times = hasten(std::chrono::milliseconds(30));
        follow();
        const auto before = m_log->statuses.last().clockAhead;
        m_clock.advance(times.clock);
        QTRY_VERIFY(!running("ps").isNull());
        answer("ps", {});
        timeOut("info");
        QCOMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(m_log->statuses.last().clockAhead, before);
        QVERIFY(!running("events").isNull());
    }

    // A client of 20.10 ends with 0 where there is no engine.
    void whyItIsGoneIsSaid()
    {
        m_engine->follow();
        answer("info", R"({"version":"","time":"","errors":["permission denied while trying to connect"]})");
        QCOMPARE(m_log->phase(), EnginePhase::Gone);
        QCOMPARE(m_log->statuses.last().error->code, base::ErrorCode::PermissionDenied);
        QVERIFY(!m_log->statuses.last().clockAhead);
    }

    void aHostWithoutContainersIsFollowedToo()
    {
        attach();
        answer("ps", {});
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
        QVERIFY(m_log->known.isEmpty());
        QVERIFY(running("container").isNull());
    }

    // From the event itself, before anything else is asked; then the engine's own word.
    void anEventIsToldAtOnceAndThenLookedAt()
    {
        follow();
        hear(eventLine("die", idA, "titan-brain"));
        QCOMPARE(run("titan-brain"), ContainerRun::Exited);
        QCOMPARE(m_log->named(QStringLiteral("titan-brain"))->exitCode, std::optional(137));
        QCOMPARE(commandOf(running("container")).argv, (QByteArrayList{"docker", "container", "inspect", idA}));
        answer("container", "[" + inspected(idA, "titan-brain", "restarting", 1) + "]");
        QTRY_COMPARE(run("titan-brain"), ContainerRun::Restarting);
        QCOMPARE(m_log->events.last(), QStringLiteral(" titan-brain")); // no event
        QVERIFY(running("container").isNull());
    }

    void linesMayComeInPieces()
    {
        follow();
        const QByteArray lines = eventLine("die", idA, "titan-brain") + eventLine("die", idB, "titan-nats");
        for (const char c : lines)
            hear(QByteArray(1, c));
        QCOMPARE(run("titan-brain"), ContainerRun::Exited);
        QCOMPARE(run("titan-nats"), ContainerRun::Exited);
    }

    void oneQuestionAtATime()
    {
        follow();
        hear(eventLine("die", idA, "titan-brain"));
        const domain::HostRunId first = running("container");
        hear(eventLine("die", idB, "titan-nats"));
        hear(eventLine("start", idA, "titan-brain"));
        QCOMPARE(running("container"), first);
        m_host->answer(first, "[" + inspected(idA, "titan-brain", "exited") + "]");
        QTRY_VERIFY(!running("container").isNull());
        QCOMPARE(run("titan-brain"), ContainerRun::Running); // what came meanwhile beats the answer
        const QByteArrayList asked = commandOf(running("container")).argv.mid(3);
        QVERIFY(asked.contains(idA) && asked.contains(idB));
    }

    void whatIsRemovedWhileItIsAskedAboutIsGone()
    {
        follow();
        hear(eventLine("die", idA, "titan-brain"));
        answer("container", "[]\n", 1, "Error: No such container: " + idA);
        QTRY_VERIFY(m_log->heard(QStringLiteral("gone titan-brain")));
        QCOMPARE(m_log->phase(), EnginePhase::Following);
    }

    // A container that is half removed, from before the console was there: the list still says what it is.
    void oneThatCannotBeInspectedHidesNoOther()
    {
        attach();
        answer("ps", listed(idA, "titan-brain") + listed(idB, "titan-nats"));
        answer("container", "[" + inspected(idB, "titan-nats") + "]\n", 1,
               "Error response from daemon: RWLayer of container " + idA + " is unexpectedly nil\n");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(run("titan-nats"), ContainerRun::Running);
        const auto stuck = m_log->named(QStringLiteral("titan-brain"));
        QVERIFY(stuck.has_value());
        QCOMPARE(stuck->run, ContainerRun::Unknown);
        QCOMPARE(stuck->service, QStringLiteral("titan-brain"));
        QCOMPARE(stuck->project, QStringLiteral("titan"));
        QVERIFY(stuck->unreadable.contains(QLatin1String("RWLayer")));
    }

    void oneThatIsPrintedInPartHidesNoOther()
    {
        attach();
        answer("ps", listed(idA, "") + listed(idB, "titan-nats"));
        answer("container", R"([{"Id":")" + idA + R"(","Name":"/","State":{"Status":"dead"}},)" +
                                inspected(idB, "titan-nats") + "]");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(run("titan-nats"), ContainerRun::Running);
        const auto stuck = m_log->named(QString::fromLatin1(idA.left(12)));
        QVERIFY(stuck && stuck->unreadable.contains(QLatin1String("/0/Name")));
    }

    void whatCannotBeInspectedAnyMoreKeepsWhatWasKnown()
    {
        follow();
        hear(eventLine("die", idA, "titan-brain"));
        answer("container", "[]\n", 1, "Error response from daemon: layer does not exist\n");
        QTRY_COMPARE(run("titan-brain"), ContainerRun::Unknown);
        QVERIFY(!m_log->heard(QStringLiteral("gone titan-brain")));
        QCOMPARE(m_log->named(QStringLiteral("titan-brain"))->exitCode, std::optional(137));
        QCOMPARE(m_log->phase(), EnginePhase::Following);
        hear(eventLine("start", idA, "titan-brain"));
        answer("container", "[" + inspected(idA, "titan-brain") + "]");
        QTRY_VERIFY(m_log->named(QStringLiteral("titan-brain"))->unreadable.isEmpty());
        QCOMPARE(run("titan-brain"), ContainerRun::Running);
    }

    // Nothing ends where a stop comes between two starts of a restart loop.
    void aStopIsLookedAtByItsOwnEvent()
    {
        follow();
        hear(eventLine("stop", idA, "titan-brain"));
        answer("container", "[" + inspected(idA, "titan-brain", "exited") + "]");
        QTRY_COMPARE(run("titan-brain"), ContainerRun::Exited);
    }

    // rule: H6
    void whatAnActCameToIsToldAsItIsKnown()
    {
        follow();
        m_engine->act(app::ContainerAct::Stop, QString::fromLatin1(idA), 1);
        answer("stop", idA + "\n");
        QCOMPARE(m_log->acts.value(1).answer, domain::ActAnswer::Done);
        m_engine->act(app::ContainerAct::Start, QString::fromLatin1(idA), 2);
        answer("start", {}, 1, "Error response from daemon: No such container: " + idA);
        QCOMPARE(m_log->acts.value(2).answer, domain::ActAnswer::Refused);
        m_engine->act(app::ContainerAct::Restart, QString::fromLatin1(idA), 3);
        timeOut("restart");
        QCOMPARE(m_log->acts.value(3).answer, domain::ActAnswer::Lost);
        QCOMPARE(m_log->phase(), EnginePhase::Following);
    }

    void looksAgainNowAndThen()
    {
        const domain::EngineTimes times = hasten();
        follow();
        QVERIFY(running("ps").isNull());
        m_clock.advance(times.reconcile);
        QTRY_VERIFY(!running("ps").isNull());
        answer("ps", listed(idA, "titan-brain"));
        answer("container", "[" + inspected(idA, "titan-brain") + "]");
        QTRY_COMPARE(m_log->looks, 2);
        QVERIFY(!m_log->named(QStringLiteral("titan-nats")));
        QCOMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(m_log->statuses.last().reattached, 0);
    }

    void frozen()
    {
        attach();
        timeOut("ps");
        QCOMPARE(m_log->phase(), EnginePhase::Frozen);
        QVERIFY(running("events").isNull());
        QCOMPARE(m_log->statuses.last().error->code, base::ErrorCode::TimedOut);
        QVERIFY(m_log->known.isEmpty());
    }

    void gone_data()
    {
        QTest::addColumn<QByteArray>("word");
        for (const char* word : {"info", "ps", "container"})
            QTest::newRow(word) << QByteArray(word);
    }
    void gone()
    {
        QFETCH(QByteArray, word);
        m_engine->follow();
        if (word != "info") {
            answer("info", R"({"version":"20.10.24","time":"2026-01-30T17:05:00.5Z"})");
            m_host->begin(running("events"));
        }
        if (word == "container")
            answer("ps", listed(idA, "titan-brain"));
        answer(word, word == "container" ? "[]\n" : "", 1,
               "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Gone);
        QCOMPARE(m_log->statuses.last().error->code, base::ErrorCode::Refused);
        QVERIFY(running("events").isNull());
    }

    void whatCannotBeReadIsNoNews_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::newRow("info") << QByteArray("info") << QByteArray("json\n") << QByteArray();
        QTest::newRow("ps") << QByteArray("ps") << QByteArray("json\n") << QByteArray();
        QTest::newRow("ps, no list") << QByteArray("ps") << QByteArray() << QByteArray("Error response from daemon: x");
        QTest::newRow("inspect") << QByteArray("container") << QByteArray("{\"Id\":\"a\"}") << QByteArray();
        QTest::newRow("cut inspect") << QByteArray("container") << QByteArray("[{\"Id\":") << QByteArray();
    }
    void whatCannotBeReadIsNoNews()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        m_engine->follow();
        if (word != "info") {
            answer("info", R"({"version":"20.10.24","time":"2026-01-30T17:05:00.5Z"})");
            m_host->begin(running("events"));
        }
        if (word == "container")
            answer("ps", listed(idA, "titan-brain"));
        answer(word, output, 0, errors);
        QTRY_COMPARE(m_log->phase(), EnginePhase::Gone);
        QVERIFY(
            m_log->statuses.last().error->subject.startsWith(QStringLiteral("docker ") + QString::fromLatin1(word)));
        QCOMPARE(m_log->looks, 0);
    }

    void theEndOfTheEventsIsAGap()
    {
        follow();
        m_host->print(running("events"), "unexpected EOF\n", domain::OutputChannel::Errors);
        m_host->exit(running("events"), 1);
        QCOMPARE(m_log->phase(), EnginePhase::Attaching);
        QCOMPARE(m_log->statuses.last().error->code, base::ErrorCode::LinkDown);
        answer("info", R"({"version":"20.10.24","time":"2026-01-30T17:06:00.5Z"})");
        m_host->begin(running("events"));
        answer("ps", listed(idB, "titan-nats"));
        answer("container", "[" + inspected(idB, "titan-nats") + "]");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(m_log->statuses.last().reattached, 1);
        QVERIFY(!m_log->named(QStringLiteral("titan-brain"))); // no ghost
    }

    void anUnreadableEventIsAGap()
    {
        follow();
        hear("<nil>\n");
        QCOMPARE(m_log->phase(), EnginePhase::Gone);
        QVERIFY(running("events").isNull());
    }

    void thousandsOfContainersAreAskedAboutInParts()
    {
        attach();
        QByteArray list;
        for (int i = 0; i < 1200; ++i)
            list += listed(QByteArray::number(i, 16).rightJustified(64, '0'), "c" + QByteArray::number(i));
        answer("ps", list);
        int asked = 0;
        while (asked < 1200) {
            QTRY_VERIFY(!running("container").isNull());
            const QByteArrayList ids = commandOf(running("container")).argv.mid(3);
            QVERIFY(domain::checkHostCommand(commandOf(running("container"))).ok());
            QByteArrayList bodies;
            for (const QByteArray& id : ids)
                bodies << inspected(id, "c" + id.right(4));
            asked += static_cast<int>(ids.size());
            answer("container", "[" + bodies.join(',') + "]");
        }
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
        QCOMPARE(m_log->known.size(), 1200);
    }

    void nothingIsHeardAfterUnfollow()
    {
        follow();
        hear(eventLine("die", idA, "titan-brain"));
        const domain::HostRunId events = running("events");
        const domain::HostRunId question = running("container");
        m_engine->unfollow();
        const QStringList before = m_log->events;
        m_host->print(events, eventLine("die", idB, "titan-nats"));
        m_host->answer(question, "[" + inspected(idA, "titan-brain", "exited", 9) + "]");
        QCoreApplication::processEvents();
        QCOMPARE(m_log->events, before);
        QVERIFY(running("events").isNull() && running("container").isNull());
    }

    void itsEndEndsItsCommands()
    {
        follow();
        m_engine->readTail(QString::fromLatin1(idA), 20, 1);
        const domain::HostRunId events = running("events");
        const domain::HostRunId tail = running("logs");
        m_log.reset();
        m_engine.reset();
        QVERIFY(m_host->runs.at(static_cast<int>(events.value) - 1).cancelled);
        QVERIFY(m_host->runs.at(static_cast<int>(tail.value) - 1).cancelled);
    }
};

QTEST_GUILESS_MAIN(TestDockerEngine)
#include "tst_docker_engine.moc"
