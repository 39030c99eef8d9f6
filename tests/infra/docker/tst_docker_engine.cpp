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
        answer("ps", idA + "\n" + idB + "\n");
        answer("container", "[" + inspected(idA, "titan-brain") + "," + inspected(idB, "titan-nats") + "]");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Following);
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

    void looksAgainNowAndThen()
    {
        m_log.reset();
        domain::EngineTimes times;
        times.reconcile = std::chrono::milliseconds(30);
        m_engine = std::make_unique<infra::DockerEngine>(QStringLiteral("titan-1"), *m_host, m_clock, times);
        m_log = std::make_unique<test::EngineLog>(*m_engine);
        follow();
        QVERIFY(running("ps").isNull());
        m_clock.advance(times.reconcile);
        QTRY_VERIFY(!running("ps").isNull());
        answer("ps", idA + "\n");
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
            answer("ps", idA + "\n");
        answer(word, {}, 1, "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n");
        QTRY_COMPARE(m_log->phase(), EnginePhase::Gone);
        QCOMPARE(m_log->statuses.last().error->code, base::ErrorCode::Refused);
        QVERIFY(running("events").isNull());
    }

    void whatCannotBeReadIsNoNews_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("info") << QByteArray("info") << QByteArray("json\n");
        QTest::newRow("ps") << QByteArray("ps") << QByteArray("json\n");
        QTest::newRow("inspect") << QByteArray("container") << QByteArray("[{\"Id\":\"a\"}]");
        QTest::newRow("cut inspect") << QByteArray("container") << QByteArray("[{\"Id\":");
    }
    void whatCannotBeReadIsNoNews()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, output);
        m_engine->follow();
        if (word != "info") {
            answer("info", R"({"version":"20.10.24","time":"2026-01-30T17:05:00.5Z"})");
            m_host->begin(running("events"));
        }
        if (word == "container")
            answer("ps", idA + "\n");
        answer(word, output);
        QTRY_COMPARE(m_log->phase(), EnginePhase::Gone);
        QVERIFY(m_log->statuses.last().error.has_value());
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
        answer("ps", idB + "\n");
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
            list += QByteArray::number(i, 16).rightJustified(64, '0') + '\n';
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
