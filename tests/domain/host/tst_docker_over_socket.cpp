#include "domain/host/docker_over_socket.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::HostBegan;
using domain::HostCommand;
using domain::HostEnd;
using domain::HostOutcome;

namespace {

HostCommand command(const char* words)
{
    HostCommand made;
    made.argv = QByteArray(words).split(' ');
    return made;
}

HostOutcome ended(HostEnd end, HostBegan began = HostBegan::Yes)
{
    HostOutcome outcome;
    outcome.end = end;
    outcome.began = began;
    outcome.gone = true;
    outcome.error = base::Error{base::ErrorCode::Internal, QStringLiteral("its own"), {}};
    return outcome;
}

} // namespace

// Which docker commands the client here can run for the engine of another machine, how, and what their end means.
class TestDockerOverSocket final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void whatWantsNothingButTheEngine_data()
    {
        QTest::addColumn<bool>("engineOnly");
        for (const char* yes :
             {"docker info", "docker version --format x", "docker ps --all --no-trunc", "docker events --since 1",
              "docker container inspect a b", "docker inspect a", "docker stats --no-stream", "docker logs --follow a",
              "docker start a", "docker stop a", "docker restart a", "docker kill a",
              "docker exec titan-redis redis-cli ping", "docker exec titan-nats nats pub titan.cmd {}"})
            QTest::newRow(yes) << true;
        // Their files are there: compose's, the script's, the image's, the registry's password.
        for (const char* no : {"docker compose version",
                               "docker compose -f docker-compose.prod.yml stop titan-brain",
                               "docker-compose version",
                               "docker pull a",
                               "docker build .",
                               "docker cp a:/b c",
                               "docker load -i a.tar",
                               "docker login",
                               "docker run a",
                               "docker context ls",
                               "docker --host tcp://a ps",
                               "docker -H tcp://a ps",
                               "docker container cp a:/b c",
                               "docker container",
                               "docker exec --env-file f a b",
                               "docker exec -e HOME a b",
                               "docker",
                               "/usr/bin/docker ps",
                               "./scripts/ops/health_check.sh",
                               "curl http://localhost",
                               "npm test",
                               "sh -c docker"})
            QTest::newRow(no) << false;
    }
    void whatWantsNothingButTheEngine()
    {
        QFETCH(bool, engineOnly);
        QCOMPARE(domain::needsOnlyTheEngine(command(QTest::currentDataTag())), engineOnly);
    }

    void otherCases()
    {
        QVERIFY(!domain::needsOnlyTheEngine({}));
        HostCommand withEnvironment = command("docker ps");
        withEnvironment.environment = {{"DOCKER_HOST", "unix:///run/other.sock"}}; // it says itself which engine
        QVERIFY(!domain::needsOnlyTheEngine(withEnvironment));
    }

    void theCommandOfTheClientHere()
    {
        HostCommand there = command("docker exec -i a b");
        there.host = QStringLiteral("titan-1");
        there.workingDirectory = QStringLiteral("/opt/titan");
        there.stdinBytes = "in";
        there.deadline = std::chrono::milliseconds(700);
        there.handOverWithin = std::chrono::milliseconds(300);
        HostCommand expected = there;
        expected.workingDirectory.clear();
        expected.environment = {{"DOCKER_HOST", "unix:///run/user/0/near"},
                                {"DOCKER_TLS", ""},
                                {"DOCKER_TLS_VERIFY", ""},
                                {"DOCKER_API_VERSION", ""}};
        const HostCommand here = domain::overSocket(there, QStringLiteral("/run/user/0/near"));
        QVERIFY(here == expected);
        QVERIFY(domain::checkHostCommand(here).ok());
        there.deadline.reset(); // a follower stays one
        QVERIFY(!domain::overSocket(there, QStringLiteral("/run/near")).deadline);
    }

    void whoseEndMayBeThatOfItsWay()
    {
        const HostOutcome failed = domain::exitedWith(1);
        for (const char* words :
             {"unexpected EOF\n", "error during connect: Get \"http://near/v1.50/events\": EOF",
              "Cannot connect to the Docker daemon at unix:///near. Is the docker daemon running?",
              "read unix @->/near: read: connection reset by peer", "write: broken pipe", "", " \n"})
            QVERIFY2(domain::mayHaveLostItsWay(failed, words), words);
        QVERIFY(!domain::mayHaveLostItsWay(failed, "Error response from daemon: No such container: a"));
        QVERIFY(!domain::mayHaveLostItsWay(domain::exitedWith(0), "unexpected EOF"));
        QVERIFY(domain::mayHaveLostItsWay(ended(HostEnd::Signalled), ""));
        for (const HostEnd end : {HostEnd::TimedOut, HostEnd::Cancelled, HostEnd::CouldNotStart})
            QVERIFY(!domain::mayHaveLostItsWay(ended(end), "unexpected EOF"));
    }

    // A client that ran out of its time waited for the engine, or for an answer that never came through.
    // rule: H6
    void whatAnEndMeansWhereNothingElseComesThrough()
    {
        QVERIFY(domain::mayNotHaveArrived(ended(HostEnd::TimedOut)));
        QVERIFY(!domain::mayNotHaveArrived(ended(HostEnd::TimedOut, HostBegan::No)));
        QVERIFY(!domain::mayNotHaveArrived(domain::exitedWith(0)));
        for (const HostEnd end : {HostEnd::Cancelled, HostEnd::Signalled, HostEnd::TransportFailed})
            QVERIFY(!domain::mayNotHaveArrived(ended(end)));
        HostOutcome outcome = ended(HostEnd::TimedOut);
        outcome.signalNumber = 15;
        const HostOutcome unproven = domain::withoutSignOfLife(outcome, QStringLiteral("titan-1"));
        QVERIFY(unproven.end == HostEnd::TimedOut && unproven.began == HostBegan::Unknown && unproven.gone);
        QCOMPARE(unproven.error->code, base::ErrorCode::TimedOut);
        QCOMPARE(unproven.error->subject, QStringLiteral("titan-1"));
        QVERIFY(unproven.error->detail.contains(QLatin1String("ssh")));
        outcome.began = unproven.began;
        outcome.error = unproven.error;
        QVERIFY(outcome == unproven); // and nothing else
    }

    // rule: H6
    void whatAnEndMeansWhereTheWayWasLost()
    {
        const base::Error why{base::ErrorCode::LinkDown, QStringLiteral("Broken pipe"), QStringLiteral("ops@titan-1")};
        for (const HostOutcome& outcome :
             {domain::exitedWith(0), ended(HostEnd::Cancelled), ended(HostEnd::CouldNotStart, HostBegan::No)})
            QVERIFY(domain::afterItsWayWasLost(outcome, why) == outcome);
        for (const HostBegan began : {HostBegan::Yes, HostBegan::Unknown, HostBegan::No})
            for (HostOutcome outcome : {ended(HostEnd::Signalled), ended(HostEnd::TimedOut), domain::exitedWith(1)}) {
                outcome.began = began;
                const HostOutcome lost = domain::afterItsWayWasLost(outcome, why);
                QCOMPARE(lost.end, HostEnd::TransportFailed);
                QCOMPARE(lost.began, began);
                QCOMPARE(lost.gone, began == HostBegan::No);
                QVERIFY(lost.error == why);
                QVERIFY(!lost.exitCode && lost.signalNumber == 0);
            }
    }
};

QTEST_GUILESS_MAIN(TestDockerOverSocket)
#include "tst_docker_over_socket.moc"
