#include "domain/host/docker_over_socket.h"
#include "infra/host/docker_socket_host.h"
#include "infra/host/local_host.h"
#include "infra/host/run_log.h"
#include "infra/host/ssh_forwarding.h"
#include "infra/host/ssh_host.h"
#include "infra/host/stub_docker.h"
#include "support/fake_command_host.h"
#include "support/sshd_fixture.h"

#include <QFileInfo>
#include <QSet>

using namespace ops;
using namespace std::chrono_literals;
using base::ErrorCode;
using domain::HostBegan;
using domain::HostCommand;
using domain::HostEnd;
using domain::HostRunId;
using domain::OutputChannel;

namespace {

const QString socketThere = QStringLiteral("/var/run/docker.sock");
const QString socketHere = QStringLiteral("/run/user/0/titan-ops/f1");
const base::Error cut{ErrorCode::LinkDown, QStringLiteral("Connection closed"), QStringLiteral("ops@titan-1")};

HostCommand command(const QByteArray& words)
{
    HostCommand made;
    made.argv = words.split(' ');
    made.workingDirectory = QStringLiteral("/opt/titan");
    return made;
}

// The host between its three neighbours, all of them played.
struct Rig {
    explicit Rig(const infra::DockerSocketTimes& times = {})
    {
        auto made = std::make_unique<test::FakeCommandHost>();
        ssh = made.get();
        host = std::make_unique<infra::DockerSocketHost>(socketThere, std::move(made), forwards, here, times);
        log = std::make_unique<test::RunLog>(*host);
    }
    void makeReady() { forwards->makeReady(QStringLiteral("docker"), socketHere); }
    void lose() { forwards->lose(QStringLiteral("docker"), cut); }
    // The client here answers the look at the engine.
    void answer(const QByteArray& client = "28.2.2", const QByteArray& engine = "28.2.2")
    {
        here.answer(here.last().id,
                    "{\"Client\":{\"Version\":\"" + client + "\"}" +
                        (engine.isEmpty() ? QByteArray("}") : ",\"Server\":{\"Version\":\"" + engine + "\"}}"),
                    engine.isEmpty() ? 1 : 0);
    }
    // As it is once docker was asked for: the first question itself goes over ssh.
    void open()
    {
        host->run(command("docker ps"));
        makeReady();
        answer();
        ssh->exit(ssh->last().id, 0);
    }
    // Runs it, and says whether it is the client here that does.
    bool goesHere(const HostCommand& wanted)
    {
        const auto before = here.runs.size();
        last = host->run(wanted);
        return here.runs.size() > before && here.last().command.argv == wanted.argv;
    }
    // The client here hears nothing until its time is up.
    void timeOut(qsizetype run)
    {
        here.begin(here.runs.at(run).id);
        here.finish(here.runs.at(run).id,
                    {HostEnd::TimedOut, HostBegan::Yes, std::nullopt, 15, true,
                     base::Error{ErrorCode::TimedOut, QStringLiteral("no answer"), QStringLiteral("docker")}});
    }
    const test::RunLog::Run& lastRun() const { return log->of(last); }

    test::FakeCommandHost here;
    std::shared_ptr<test::FakeHostForward> forwards = std::make_shared<test::FakeHostForward>();
    test::FakeCommandHost* ssh = nullptr;
    std::unique_ptr<infra::DockerSocketHost> host;
    std::unique_ptr<test::RunLog> log;
    HostRunId last;
};

} // namespace

// Docker over the forwarded socket of another machine's engine, and everything else over ssh.
class TestDockerSocketHost final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theForwardIsOpenedWithTheFirstDockerCommand()
    {
        Rig rig;
        QVERIFY(!rig.goesHere(command("./scripts/ops/health_check.sh")));
        QVERIFY(!rig.goesHere(command("docker compose version")));
        QVERIFY(rig.forwards->opened.isEmpty());
        QVERIFY(!rig.goesHere(command("docker ps")));
        QVERIFY(!rig.goesHere(command("docker info")));
        QCOMPARE(rig.forwards->opened, QStringList(QStringLiteral("docker")));
        QCOMPARE(rig.forwards->wanted.value(QStringLiteral("docker")), socketThere);
        QVERIFY(rig.here.runs.isEmpty());
        QCOMPARE(rig.ssh->runs.size(), 4);
    }

    void routes_data()
    {
        QTest::addColumn<bool>("here");
        for (const char* docker : {"docker ps --all", "docker events --since 1", "docker logs --follow a",
                                   "docker container inspect a", "docker exec a redis-cli ping", "docker stop a"})
            QTest::newRow(docker) << true;
        for (const char* other : {"docker compose -f docker-compose.prod.yml up -d", "docker pull a",
                                  "docker-compose ps", "npm test", "./scripts/ops/rollback.sh"})
            QTest::newRow(other) << false;
    }
    void routes()
    {
        QFETCH(bool, here);
        Rig rig;
        rig.open();
        HostCommand wanted = command(QTest::currentDataTag());
        wanted.stdinBytes = "in";
        wanted.deadline = 700ms;
        const auto before = rig.ssh->runs.size();
        QCOMPARE(rig.goesHere(wanted), here);
        QCOMPARE(rig.ssh->runs.size(), here ? before : before + 1);
        const HostCommand& asked = here ? rig.here.last().command : rig.ssh->last().command;
        QVERIFY(asked == (here ? domain::overSocket(wanted, socketHere) : wanted));
        QCOMPARE(asked.workingDirectory, here ? QString() : wanted.workingDirectory);
        QCOMPARE(asked.environment.empty(), !here);
        if (here)
            QVERIFY(asked.environment.front() ==
                    std::pair(QByteArray("DOCKER_HOST"), QByteArray("unix:///run/user/0/titan-ops/f1")));
    }

    // The near end proves nothing: the client here has to have reached the engine over it.
    void untilTheEngineIsReachedDockerRunsThere()
    {
        Rig rig;
        QVERIFY(!rig.goesHere(command("docker events")));
        const HostRunId events = rig.last;
        QVERIFY(rig.here.runs.isEmpty());
        rig.makeReady();
        QCOMPARE(rig.here.runs.size(), 1); // the look at the engine
        QVERIFY(!rig.goesHere(command("docker ps")));
        QCOMPARE(rig.here.runs.size(), 1); // one look at a time
        rig.answer();
        QVERIFY(rig.goesHere(command("docker ps")));
        QCOMPARE(rig.log->count(), 0);                       // of the look nobody hears
        rig.ssh->answer(rig.ssh->runs.first().id, "line\n"); // what began there ends there
        QCOMPARE(rig.log->of(events).output, QByteArray("line\n"));
        QVERIFY(rig.log->of(events).outcome->succeeded());
    }

    void whatProvesNoWay_data()
    {
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<QByteArray>("engine");
        QTest::newRow("the engine does not answer") << QByteArray("28.2.2") << QByteArray();
        QTest::newRow("the client is too old") << QByteArray("19.03.1") << QByteArray("28.2.2");
        QTest::newRow("the client is another program") << QByteArray() << QByteArray("28.2.2");
        QTest::newRow("there is no client") << QByteArray("missing") << QByteArray();
    }
    void whatProvesNoWay()
    {
        QFETCH(QByteArray, client);
        QFETCH(QByteArray, engine);
        Rig rig({1ms});
        const auto answer = [&] {
            if (client == "missing")
                rig.here.finish(rig.here.last().id,
                                domain::couldNotStart({ErrorCode::NotFound, QStringLiteral("is not installed"),
                                                       QStringLiteral("docker")}));
            else
                rig.answer(client, engine);
        };
        QVERIFY(!rig.goesHere(command("docker ps")));
        rig.makeReady();
        answer();
        QVERIFY(!rig.goesHere(command("docker ps")));
        const auto looksAgain = [&rig] {
            rig.host->run(command("docker ps"));
            return rig.here.runs.size() == 2;
        };
        QTRY_VERIFY(looksAgain());
        answer();
        QVERIFY(!rig.goesHere(command("docker ps")));
    }

    // It is not looked for again before its time, unless the forward comes back.
    void aWayThatWasNotFoundIsRemembered()
    {
        Rig rig;
        rig.host->run(command("docker ps"));
        rig.makeReady();
        rig.answer("28.2.2", {});
        for (int i = 0; i < 3; ++i)
            QVERIFY(!rig.goesHere(command("docker ps")));
        QCOMPARE(rig.here.runs.size(), 1);
        rig.lose();
        QVERIFY(!rig.goesHere(command("docker ps")));
        rig.makeReady();
        QCOMPARE(rig.here.runs.size(), 2);
        rig.answer();
        QVERIFY(rig.goesHere(command("docker ps")));
    }

    // It was there before: the command that finds it gone never ran, and says so.
    void aClientThatIsRemovedMeanwhile()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker stop a")));
        rig.here.finish(rig.here.last().id,
                        domain::couldNotStart({ErrorCode::NotFound, QStringLiteral("is not installed"), {}}));
        QCOMPARE(rig.lastRun().outcome->end, HostEnd::CouldNotStart);
        QVERIFY(!rig.goesHere(command("docker stop a")));
        QCOMPARE(rig.ssh->last().command.argv, QByteArrayList({"docker", "stop", "a"}));
    }

    // rule: H6
    void aForwardThatIsLostMeanwhile()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker events")));
        rig.here.begin(rig.here.last().id);
        rig.forwards->lose(QStringLiteral("nats-1"), {ErrorCode::Refused, QStringLiteral("another's"), {}});
        rig.lose();
        rig.forwards->lose(QStringLiteral("docker"), {ErrorCode::Refused, QStringLiteral("nor is it made anew"), {}});
        QVERIFY(!rig.lastRun().over()); // its client says when it is
        rig.here.print(rig.here.last().id, "unexpected EOF\n", OutputChannel::Errors);
        rig.here.exit(rig.here.last().id, 1);
        QVERIFY(rig.lastRun().over());
        QCOMPARE(rig.lastRun().events,
                 QStringList({QStringLiteral("started"), QStringLiteral("errors"), QStringLiteral("finished")}));
        const domain::HostOutcome outcome = *rig.lastRun().outcome;
        QCOMPARE(outcome.end, HostEnd::TransportFailed);
        QVERIFY(outcome.error == cut);
        QVERIFY(outcome.began == HostBegan::Yes && !outcome.gone && !outcome.exitCode);

        QVERIFY(!rig.goesHere(command("docker events")));
        rig.makeReady();
        rig.answer();
        QVERIFY(rig.goesHere(command("docker events")));
        rig.here.exit(rig.here.last().id, 0);
        QVERIFY(rig.lastRun().outcome->succeeded());
    }

    void whatSucceedsOrIsEndedNeedsNoReason()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker ps")));
        const HostRunId ps = rig.last;
        QVERIFY(rig.goesHere(command("docker events")));
        const HostRunId events = rig.last;
        rig.lose();
        rig.here.exit(rig.here.runs.at(1).id, 0);
        QVERIFY(rig.log->of(ps).outcome->succeeded());
        rig.here.finish(rig.here.last().id, {HostEnd::Cancelled, HostBegan::Yes, std::nullopt, 15, true, cut});
        QCOMPARE(rig.log->of(events).outcome->end, HostEnd::Cancelled);
    }

    // The client may hear of it before ssh says why.
    void theClientHearsOfTheLossFirst()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker events")));
        rig.here.begin(rig.here.last().id);
        rig.here.print(rig.here.last().id, "unexpected EOF\n", OutputChannel::Errors);
        rig.here.exit(rig.here.last().id, 1);
        QVERIFY(!rig.lastRun().over());
        rig.host->cancel(rig.last); // it is over there
        QVERIFY(!rig.here.last().cancelled);
        rig.lose();
        QCOMPARE(rig.lastRun().outcome->end, HostEnd::TransportFailed);
        QVERIFY(rig.lastRun().outcome->error == cut);
    }

    void anEngineThatFailsIsNoFaultOfTheForward()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker stop a")));
        rig.here.answer(rig.here.last().id, {}, 1, "Error response from daemon: No such container: a\n");
        QCOMPARE(rig.lastRun().outcome->exitCode, std::optional(1)); // at once
        QVERIFY(rig.goesHere(command("docker events")));
        rig.here.answer(rig.here.last().id, {}, 1, "unexpected EOF\n");
        QVERIFY(!rig.lastRun().over());
        QTRY_VERIFY_WITH_TIMEOUT(rig.lastRun().over(), 20'000); // ssh had nothing to say
        QVERIFY(*rig.lastRun().outcome == domain::exitedWith(1));
        QVERIFY(rig.goesHere(command("docker events")));
    }

    // What is frozen is the engine: another command comes through.
    void aClientThatHearsNothingOverSshThatLives()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker ps")));
        const HostRunId other = rig.last;
        QVERIFY(rig.goesHere(command("docker stats")));
        const auto known = rig.log->count();
        rig.timeOut(1);
        QVERIFY(!rig.log->over(other));
        const auto asked = rig.ssh->runs.size();
        QCOMPARE(rig.ssh->last().command.argv, QByteArrayList{"true"});
        QCOMPARE(rig.ssh->last().command.workingDirectory, QStringLiteral("/")); // one that is there
        rig.timeOut(2);
        QCOMPARE(rig.ssh->runs.size(), asked); // one for both
        rig.ssh->answer(rig.ssh->last().id, "a login script talks\n");
        for (const HostRunId& id : {other, rig.last}) {
            QVERIFY(rig.log->over(id));
            QCOMPARE(rig.log->of(id).outcome->end, HostEnd::TimedOut);
            QVERIFY(rig.log->of(id).outcome->began == HostBegan::Yes);
            QCOMPARE(rig.log->of(id).outcome->error->detail, QStringLiteral("no answer"));
        }
        QCOMPARE(rig.log->count(), known + 2); // of the sign nobody hears
        QVERIFY(rig.goesHere(command("docker ps")));
        rig.timeOut(3);
        QCOMPARE(rig.ssh->runs.size(), asked + 1); // an old sign proves nothing now
    }

    // It may be the engine, or ssh: it is not called either of them.
    // rule: H6
    void aClientThatHearsNothingOverSshThatSaysNothing()
    {
        Rig rig({60s, 1ms});
        rig.open();
        QVERIFY(rig.goesHere(command("docker ps")));
        rig.timeOut(1);
        QVERIFY(!rig.lastRun().over());
        QTRY_VERIFY_WITH_TIMEOUT(rig.lastRun().over(), 20'000);
        QCOMPARE(rig.lastRun().outcome->end, HostEnd::TimedOut);
        QVERIFY(rig.lastRun().outcome->began == HostBegan::Unknown);
        QCOMPARE(rig.lastRun().outcome->error->subject, QStringLiteral("titan-1"));
        QVERIFY(rig.ssh->last().cancelled);
        const auto known = rig.log->count();
        rig.ssh->answer(rig.ssh->last().id, "late\n"); // nobody hears of that either
        QCOMPARE(rig.log->count(), known);
    }

    // ssh gives up first: then it is known whose fault it was.
    void sshIsLostWhileItIsAskedForASign()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker ps")));
        rig.timeOut(1);
        const auto known = rig.log->count();
        rig.lose();
        QCOMPARE(rig.lastRun().outcome->end, HostEnd::TransportFailed);
        QVERIFY(rig.lastRun().outcome->error == cut);
        rig.ssh->finish(rig.ssh->last().id,
                        {HostEnd::TransportFailed, HostBegan::Unknown, std::nullopt, 0, false, cut});
        QCOMPARE(rig.log->count(), known);
        QCOMPARE(rig.lastRun().events.count(QStringLiteral("finished")), 1);
    }

    void everyRunIsItsOwnAndEndedWhereItRuns()
    {
        Rig rig;
        rig.open();
        QSet<quint64> numbers;
        QVector<HostRunId> here;
        QVector<HostRunId> there;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(rig.goesHere(command("docker logs --follow a")));
            here << rig.last;
            QVERIFY(!rig.goesHere(command("docker compose ps")));
            there << rig.last;
            numbers << here.last().value << there.last().value;
        }
        QCOMPARE(numbers.size(), 10);
        QVERIFY(!numbers.contains(0));
        rig.host->cancel(here.at(2));
        rig.host->cancel(there.at(3));
        const auto cancelled = [](const test::FakeCommandHost& host) {
            QVector<qsizetype> indexes;
            for (qsizetype i = 0; i < host.runs.size(); ++i)
                if (host.runs.at(i).cancelled)
                    indexes << i;
            return indexes;
        };
        QCOMPARE(cancelled(rig.here), QVector<qsizetype>{1 + 2}); // the first is the look at the engine
        QCOMPARE(cancelled(*rig.ssh), QVector<qsizetype>{1 + 3}); // and there the first question
        rig.host->cancel({});
        rig.host->cancel({1});
        rig.host->cancel({4711});
        QCOMPARE(cancelled(rig.here).size(), 1);
        QCOMPARE(cancelled(*rig.ssh).size(), 1);
    }

    // Others have the client's machine run their commands as well.
    void whatOthersRunHereIsTheirs()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker ps")));
        const HostRunId mine = rig.here.last().id;
        const auto known = rig.log->count();
        const HostRunId others = rig.here.run(command("ssh -V"));
        rig.host->cancel({rig.last.value + 2 * (others.value - mine.value)}); // the number that it would have
        QVERIFY(!rig.here.last().cancelled);
        rig.here.answer(others, "out", 0, "err");
        QCOMPARE(rig.log->count(), known);
    }

    void whatIsSaidComesInOrder()
    {
        Rig rig;
        rig.open();
        for (const char* words : {"docker ps", "docker compose ps"}) {
            const bool isHere = rig.goesHere(command(words));
            test::FakeCommandHost& host = isHere ? rig.here : *rig.ssh;
            host.answer(host.last().id, "out", 0, "err");
            QCOMPARE(rig.lastRun().events, QStringList({QStringLiteral("started"), QStringLiteral("output"),
                                                        QStringLiteral("errors"), QStringLiteral("finished")}));
            QCOMPARE(rig.lastRun().output, QByteArray("out"));
            QCOMPARE(rig.lastRun().errors, QByteArray("err"));
        }
    }

    void theStatusIsThatOfSsh()
    {
        Rig rig;
        domain::HostStatus status = rig.ssh->status();
        status.phase = domain::HostPhase::Down;
        status.error = cut;
        rig.ssh->setStatus(status);
        QVERIFY(rig.log->statuses == QVector<domain::HostStatus>{status});
        QVERIFY(rig.host->status() == status);
        status.host = QStringLiteral("here");
        rig.here.setStatus(status);
        QCOMPARE(rig.log->statuses.size(), 1);
    }

    // What runs here would go on without it.
    void itsEndEndsWhatRunsHere()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.goesHere(command("docker events")));
        rig.here.endsWithinCancel = true;
        rig.host.reset();
        QVERIFY(rig.here.last().cancelled);
        QVERIFY(!rig.lastRun().over());

        Rig asking;
        asking.host->run(command("docker ps"));
        asking.makeReady();
        asking.here.endsWithinCancel = true;
        asking.host.reset();
        QVERIFY(asking.here.last().cancelled); // the look at the engine
    }

    // A real ssh to a real sshd, and a docker here that says how it was run.
    void throughARealSsh()
    {
        test::StubDocker docker;
        QVERIFY(docker.isThere());
        test::SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        base::SystemClock clock;
        infra::LocalHost here({}, clock);
        domain::HostConfig config = sshd.host();
        config.workingDirectory = QStringLiteral("/usr/share");
        auto ssh = std::make_unique<infra::SshHost>(config, clock);
        auto forwards = std::make_shared<infra::SshForwarding>(*ssh);
        infra::DockerSocketHost host(socketThere, std::move(ssh), std::move(forwards), here);
        test::RunLog log(host);
        const auto said = [&] {
            const HostRunId id = host.run(command("docker ps --all"));
            return QTest::qWaitFor([&] { return log.over(id); }, 20'000)
                       ? QString::fromUtf8(log.of(id).output).split(QLatin1Char('\n'))
                       : QStringList();
        };
        QStringList lines;
        QTRY_VERIFY_WITH_TIMEOUT((lines = said()).value(0).startsWith(QLatin1String("unix:///")), 20'000);
        QVERIFY(QFileInfo::exists(lines.at(0).mid(7)));
        QVERIFY(lines.at(1) != config.workingDirectory);
        QCOMPARE(lines.at(2), QStringLiteral("ps --all"));
        HostCommand there;
        there.argv = {"pwd"};
        const HostRunId id = host.run(there);
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).output, QByteArray("/usr/share\n"));
    }
};

QTEST_GUILESS_MAIN(TestDockerSocketHost)
#include "tst_docker_socket_host.moc"
