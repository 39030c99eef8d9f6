#include "infra/docker/docker_commands.h"
#include "infra/docker/docker_error.h"
#include "infra/docker/tail_text.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using base::ErrorCode;
using domain::EnginePhase;
using domain::HostBegan;
using domain::HostEnd;

class TestDockerText : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void answersOfAnEngine_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("version"); // empty: no answer
        QTest::addColumn<QByteArray>("time");
        QTest::newRow("engine") << QByteArray(R"({"version":"20.10.24+dfsg1","time":"2026-01-30T17:04:08.55Z"})"
                                              "\n")
                                << QStringLiteral("20.10.24+dfsg1") << QByteArray("2026-01-30T17:04:08.55Z");
        QTest::newRow("engine of 20.10 that is not there")
            << QByteArray(R"({"version":"","time":""})") << QString() << QByteArray();
        QTest::newRow("no time") << QByteArray(R"({"version":"20.10.24"})") << QString() << QByteArray();
        QTest::newRow("the format taken for a template") << QByteArray("json\n") << QString() << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QString() << QByteArray();
    }
    void answersOfAnEngine()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, version);
        QFETCH(QByteArray, time);
        const auto answer = infra::readEngineAnswer(output);
        QCOMPARE(answer.ok(), !version.isEmpty());
        if (answer) {
            QCOMPARE(answer->version, version);
            QCOMPARE(answer->time, time);
        }
    }

    void lists()
    {
        const QByteArray a(64, 'a');
        const QByteArray b(64, '7');
        QCOMPARE(*infra::readList(a + '\n' + b + '\n'), (QStringList{QString::fromLatin1(a), QString::fromLatin1(b)}));
        QVERIFY(infra::readList({})->isEmpty());
        for (const QByteArray& bad : QByteArrayList{"json", a.left(63), QByteArray(64, 'A'), a + " b"})
            QVERIFY2(!infra::readList(a + '\n' + bad + '\n'), bad.constData());
    }

    void loads()
    {
        const QByteArray line = R"({"ID":"abc","CPUPerc":"1.50%","MemUsage":"20MiB / 1GiB"})";
        const auto read = infra::readLoads(line + "\n"
                                                  R"({"ID":"def","CPUPerc":"--","MemUsage":"-- / --"})"
                                                  "\n");
        QCOMPARE(read.size(), 1);
        QCOMPARE(read.first().id, QStringLiteral("abc"));
        QCOMPARE(read.first().memoryBytes, qint64(20) * 1024 * 1024);
    }

    // As rule B7 will ask: each act is one container's, in an argv.
    void commandsAreArgvs()
    {
        const QString host = QStringLiteral("titan-1");
        const QString id(64, QLatin1Char('a'));
        for (const auto act : {app::ContainerAct::Start, app::ContainerAct::Stop, app::ContainerAct::Restart}) {
            const domain::HostCommand command = infra::actCommand(host, act, id);
            QCOMPARE(command.argv.size(), 3);
            QCOMPARE(command.argv.last(), id.toLatin1());
            QVERIFY(command.deadline.has_value());
            // Only what starts something may come too late.
            QCOMPARE(command.handOverWithin.has_value(), act != app::ContainerAct::Stop);
        }
        QStringList ids;
        for (qsizetype i = 0; i < infra::maxInspected; ++i)
            ids << id;
        for (const domain::HostCommand& command :
             {infra::askEngineCommand(host), infra::eventsCommand(host, "2026-01-30T17:04:08Z"),
              infra::listCommand(host), infra::inspectCommand(host, ids), infra::loadsCommand(host),
              infra::tailCommand(host, id, 20)}) {
            QCOMPARE(command.host, host);
            QCOMPARE(command.argv.first(), QByteArray("docker"));
            QVERIFY2(domain::checkHostCommand(command).ok(), command.argv.value(1).constData());
        }
        QVERIFY(!infra::eventsCommand(host, {}).deadline); // it lasts
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<int>("code");
        const auto row = [](const char* errors, ErrorCode code) {
            QTest::newRow(errors) << QByteArray(errors) << static_cast<int>(code);
        };
        row("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
            ErrorCode::Refused);
        row("permission denied while trying to connect to the Docker daemon socket", ErrorCode::PermissionDenied);
        row("Got permission denied while trying to connect to the Docker daemon socket at unix:///x: connect: "
            "permission denied",
            ErrorCode::PermissionDenied);
        row("error during connect: Get http://...: dial unix: connection refused", ErrorCode::Refused);
        row("unexpected EOF", ErrorCode::LinkDown);
        row("Error response from daemon: No such container: nope", ErrorCode::NotFound);
        row("Error: No such container: nope", ErrorCode::NotFound);
        row("Error response from daemon: client version 1.50 is too new. Maximum supported API version is 1.41",
            ErrorCode::Unavailable);
        row("Error response from daemon: write: no space left on device", ErrorCode::NoSpace);
        row("something else altogether", ErrorCode::Internal);
        row("", ErrorCode::Internal);
    }
    void failures()
    {
        QFETCH(QByteArray, errors);
        QFETCH(int, code);
        const base::Error error = infra::dockerError(domain::exitedWith(1), errors);
        QCOMPARE(static_cast<int>(error.code), code);
        QCOMPARE(error.subject, QStringLiteral("docker"));
        QVERIFY(!error.detail.isEmpty());
        if (!errors.isEmpty())
            QCOMPARE(error.detail, QString::fromUtf8(errors));
    }

    // rule: G7
    void whatDockerSaysIsPlainAndBounded()
    {
        const QByteArray said = "\n\x1b[31mError\x1b[0m: <b>" + QByteArray(100'000, 'x');
        const QString detail = infra::dockerError(domain::exitedWith(1), said).detail;
        QVERIFY(detail.startsWith(QLatin1String("Error: <b>xxx")));
        QVERIFY(detail.size() <= 400);
    }

    void phases_data()
    {
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("began");
        QTest::addColumn<int>("phase");
        const auto row = [](const char* name, HostEnd end, HostBegan began, EnginePhase phase) {
            QTest::newRow(name) << static_cast<int>(end) << static_cast<int>(began) << static_cast<int>(phase);
        };
        row("it ran and got no answer", HostEnd::TimedOut, HostBegan::Yes, EnginePhase::Frozen);
        row("it never ran in time", HostEnd::TimedOut, HostBegan::No, EnginePhase::Gone);
        row("the host does not say", HostEnd::TimedOut, HostBegan::Unknown, EnginePhase::Gone);
        row("the connection was cut", HostEnd::TransportFailed, HostBegan::Yes, EnginePhase::Gone);
        row("no docker there", HostEnd::CouldNotStart, HostBegan::No, EnginePhase::Gone);
        row("killed", HostEnd::Signalled, HostBegan::Yes, EnginePhase::Gone);
        row("refused", HostEnd::Exited, HostBegan::Yes, EnginePhase::Gone);
    }
    void phases()
    {
        QFETCH(int, end);
        QFETCH(int, began);
        QFETCH(int, phase);
        domain::HostOutcome outcome;
        outcome.end = static_cast<HostEnd>(end);
        outcome.began = static_cast<HostBegan>(began);
        const domain::EngineFailure failure = infra::engineFailure(outcome, {});
        QCOMPARE(static_cast<int>(failure.phase), phase);
        QVERIFY(!failure.error.detail.isEmpty());
    }

    void tailsAreMerged()
    {
        const QByteArray out = "2026-01-30T17:04:08.100000000Z one\n2026-01-30T17:04:08.300000000Z three\n"
                               "2026-01-30T17:04:08.300000000Z \n";
        const QByteArray err = "2026-01-30T17:04:08.200000000Z two\nof two parts\n2026-01-30T17:04:08.400000000Z four";
        QCOMPARE(infra::mergeTail(out, err), QByteArray("one\ntwo\nof two parts\nthree\n\nfour\n"));
        QCOMPARE(infra::mergeTail("no stamp\n", {}), QByteArray("no stamp\n"));
        QCOMPARE(infra::mergeTail({}, {}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestDockerText)
#include "tst_docker_text.moc"
