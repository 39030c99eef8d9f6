#include "infra/docker/docker_commands.h"
#include "infra/docker/docker_error.h"
#include "infra/docker/inspect_answer.h"
#include "infra/docker/tail_text.h"
#include "support/test_case.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace ops;
using base::ErrorCode;
using domain::EnginePhase;
using domain::HostBegan;
using domain::HostEnd;

namespace {

QByteArray listLine(const QByteArray& id, const QByteArray& names, const QByteArray& labels)
{
    return R"({"ID":")" + id + R"(","Names":")" + names + R"(","Image":"brain:1","Labels":")" + labels + R"("})";
}

} // namespace

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
        QTest::newRow("engine, and nothing wrong with it")
            << QByteArray(R"({"version":"28.2.2","time":"2026-01-30T18:04:08.55+01:00","errors":null})")
            << QStringLiteral("28.2.2") << QByteArray("2026-01-30T18:04:08.55+01:00");
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
            QCOMPARE(answer->utcMs, std::optional<qint64>(1'769'792'648'550));
        }
    }

    // What it is that cannot be read is evidence, and by which command it can be seen.
    void whatIsNoAnswerIsShown_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const QByteArray& output, const QByteArray& errors, const char* detail) {
            QTest::newRow(name) << output << errors << QString::fromLatin1(detail);
        };
        row("words", "hello\nworld\n", "warning: x", "printed: hello (not JSON: ");
        row("no object", "[1]", {}, "printed: [1]");
        row("an error beside it", "\n", "Error: x", "printed: Error: x (empty, ");
        row("nothing", {}, {}, "printed nothing (empty, ");
        row("no UTF-8", "\xff\xfe{}", {}, "printed: ");
        row("endless", QByteArray(100'000, 'x'), {}, "printed: xxx");
    }
    void whatIsNoAnswerIsShown()
    {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        QFETCH(QString, detail);
        const auto answer = infra::readEngineAnswer(output, errors);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::ProtocolError);
        QCOMPARE(answer.error().subject, QStringLiteral("docker info"));
        QVERIFY2(answer.error().detail.startsWith(detail), qPrintable(answer.error().detail));
        QVERIFY(answer.error().detail.size() < 300);
    }

    // As a client of 20.10 prints it, with exit code 0, and one of 28 does of an engine that refuses it.
    void whyNoEngineAnswers_data()
    {
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* errors, ErrorCode code, const char* detail) {
            QTest::newRow(errors) << QByteArray(errors) << code << QString::fromLatin1(detail);
        };
        row(R"(["Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?"])",
            ErrorCode::Refused, "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?");
        row(R"(["permission denied while trying to connect to the Docker daemon socket at unix:///x: Get \"http://y\": dial unix /x: connect: permission denied"])",
            ErrorCode::PermissionDenied,
            "permission denied while trying to connect to the Docker daemon socket at unix:///x: Get \"http://y\": "
            "dial unix /x: connect: permission denied");
        row(R"(["Error response from daemon: client version 1.50 is too new. Maximum supported API version is 1.41"])",
            ErrorCode::Unavailable,
            "Error response from daemon: client version 1.50 is too new. Maximum supported API version is 1.41");
        row(R"(["first", "second"])", ErrorCode::Internal, "first");
        row("null", ErrorCode::Refused, "docker info tells nothing of an engine");
        row("[]", ErrorCode::Refused, "docker info tells nothing of an engine");
    }
    void whyNoEngineAnswers()
    {
        QFETCH(QByteArray, errors);
        QFETCH(ErrorCode, code);
        const auto answer = infra::readEngineAnswer(R"({"version":"","time":"","errors":)" + errors + "}\n");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, code);
        QTEST(answer.error().detail, "detail");
    }

    // Every client that is installed here, of whatever version: none of them swallows why.
    void whatRealClientsSayOfNoEngine()
    {
        const auto command = infra::askEngineCommand(QStringLiteral("titan-1"));
        QStringList arguments;
        for (const QByteArray& word : command.argv.mid(1))
            arguments << QString::fromUtf8(word);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DOCKER_HOST"), QStringLiteral("unix:///nonexistent.sock"));
        bool isAnyThere = false;
        for (const char* directory : {"/usr/bin", "/usr/local/bin"}) {
            const QString program =
                QStandardPaths::findExecutable(QStringLiteral("docker"), {QLatin1String(directory)});
            if (program.isEmpty())
                continue;
            isAnyThere = true;
            QProcess client;
            client.setProcessEnvironment(environment);
            client.start(program, arguments);
            QVERIFY2(client.waitForFinished(), qPrintable(program));
            const auto answer = infra::readEngineAnswer(client.readAllStandardOutput());
            QVERIFY(!answer);
            const base::Error error = client.exitCode() == 0 ? answer.error()
                                                             : infra::dockerError(domain::exitedWith(client.exitCode()),
                                                                                  client.readAllStandardError());
            QVERIFY2(error.detail.contains(QLatin1String("unix:///nonexistent.sock")), qPrintable(error.detail));
            QCOMPARE(error.code, ErrorCode::Refused);
        }
        QVERIFY2(isAnyThere, "the tests' own packages bring one");
    }

    void lists()
    {
        const QByteArray a(64, 'a');
        const QByteArray b(64, '7');
        // As a client of 20.10 prints it.
        const QByteArray brain = listLine(
            a, "other/alias,titan-brain",
            "com.docker.compose.oneoff=False,com.docker.compose.project=titan,"
            "com.docker.compose.project.working_dir=/opt/titan,com.docker.compose.service=titan-brain,x=a,b=c");
        const QByteArray nameless = listLine(b, {}, {});
        const auto listed = infra::readList(brain + '\n' + nameless + '\n');
        QVERIFY(listed.ok());
        QCOMPARE(listed->size(), size_t(2));
        QCOMPARE(listed->at(0).id, QString::fromLatin1(a));
        QCOMPARE(listed->at(0).name, QStringLiteral("titan-brain"));
        QCOMPARE(listed->at(0).image, QStringLiteral("brain:1"));
        QCOMPARE(listed->at(0).project, QStringLiteral("titan"));
        QCOMPARE(listed->at(0).service, QStringLiteral("titan-brain"));
        QCOMPARE(listed->at(0).directory, QStringLiteral("/opt/titan"));
        QVERIFY(!listed->at(0).oneOff);
        QCOMPARE(listed->at(1).name, QStringLiteral("777777777777")); // half removed: docker has no name for it
        QVERIFY(infra::readList({})->empty());
        // Nothing, and an error: nobody says that there is nothing.
        for (const char* harmless : {"WARNING: x", "bash: warning: setlocale: LC_ALL: y",
                                     "time=\"z\" level=warning msg=x", "DEPRECATED: y", "\n"})
            QVERIFY2(infra::readList({}, harmless).ok(), harmless);
        const auto refused = infra::readList("\n", "WARNING: x\nError response from daemon: y: permission denied\n");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ProtocolError);
        QCOMPARE(refused.error().subject, QStringLiteral("docker ps"));
        QVERIFY(refused.error().detail.contains(QLatin1String("y: permission denied")));
        QVERIFY(infra::readList(brain + '\n', "Error response from daemon: y").ok());
        for (const QByteArray& bad :
             QByteArrayList{"json", "{}", listLine(a.left(63), {}, {}), listLine(QByteArray(64, 'A'), {}, {})})
            QVERIFY2(!infra::readList(brain + '\n' + bad + '\n'), bad.constData());
        // The whole row would have the engine measure each container's disk.
        const QByteArray format = infra::listCommand(QStringLiteral("titan-1")).argv.last();
        QVERIFY(!format.contains("{{json .}}") && !format.contains("Size"));
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
            QVERIFY(command.deadline > domain::actAnswerWithin); // a patient stop is not cut off
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
        QVERIFY(infra::eventsCommand(host, {}).argv.contains("event=stop"));
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
        row("error during connect: Post \"http://%2Fvar%2Frun%2Fdocker.sock/v1.41/containers/9f/stop\": EOF",
            ErrorCode::LinkDown);
        row("failed to connect to the docker API at unix:///x; check if the path is correct", ErrorCode::Refused);
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

    // As measured with a configuration file that another user owns: the client says so, and does what it is asked.
    void aWarningIsNotWhatWentWrong()
    {
        const QByteArray warning = "WARNING: Error loading config file: open /x/config.json: permission denied\n";
        const auto error = [](const QByteArray& errors) { return infra::dockerError(domain::exitedWith(1), errors); };
        QCOMPARE(error(warning + "Error: No such container: nope\n").code, ErrorCode::NotFound);
        QCOMPARE(error(warning + "Error: No such container: nope\n").detail,
                 QStringLiteral("Error: No such container: nope"));
        QCOMPARE(error(warning + "Cannot connect to the Docker daemon at unix:///x.\n").code, ErrorCode::Refused);
        QCOMPARE(error(warning).code, ErrorCode::PermissionDenied); // it says nothing else
        QVERIFY(infra::complaint(warning).isEmpty());
        QCOMPARE(infra::withoutWarnings(warning + "a\n\nb"), QByteArray("a\nb\n"));
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
        row("the host does not say", HostEnd::TimedOut, HostBegan::Unknown, EnginePhase::Silent);
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

    // rule: H6
    void whatIsKnownOfAnAct_data()
    {
        using domain::ActAnswer;
        QTest::addColumn<domain::HostOutcome>("outcome");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<ActAnswer>("answer");
        const auto ended = [](const char* name, HostEnd end, HostBegan began, ActAnswer answer) {
            domain::HostOutcome outcome;
            outcome.end = end;
            outcome.began = began;
            outcome.error = base::Error{ErrorCode::TimedOut, QStringLiteral("was not done after 150 s and was ended"),
                                        QStringLiteral("docker")};
            QTest::newRow(name) << outcome << QByteArray() << answer;
        };
        const auto said = [](const char* errors, ActAnswer answer, int code = 1) {
            QTest::addRow("%d %s", code, errors) << domain::exitedWith(code) << QByteArray(errors) << answer;
        };
        ended("too slow", HostEnd::TimedOut, HostBegan::Yes, ActAnswer::Lost);
        ended("handed over, and nothing came back", HostEnd::TimedOut, HostBegan::Unknown, ActAnswer::Lost);
        ended("never begun", HostEnd::TimedOut, HostBegan::No, ActAnswer::Refused);
        ended("ssh cut in the middle", HostEnd::TransportFailed, HostBegan::Yes, ActAnswer::Lost);
        ended("ssh cut before", HostEnd::TransportFailed, HostBegan::No, ActAnswer::Refused);
        ended("the client was killed", HostEnd::Signalled, HostBegan::Yes, ActAnswer::Lost);
        ended("no client there", HostEnd::CouldNotStart, HostBegan::No, ActAnswer::Refused);
        said("", ActAnswer::Done, 0);
        said("WARNING: Error loading config file: /root/.docker/config.json: permission denied", ActAnswer::Done, 0);
        // Whatever stands before the client may swallow its exit code, and not its words.
        said("Error response from daemon: cannot stop container: 9f: permission denied", ActAnswer::Refused, 0);
        said("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?", ActAnswer::Refused, 0);
        said("unexpected EOF", ActAnswer::Lost, 0);
        said("Error response from daemon: No such container: 9f", ActAnswer::Refused);
        said("Error: No such container: 9f", ActAnswer::Refused);
        said("Error response from daemon: driver failed programming external connectivity", ActAnswer::Refused);
        said("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?", ActAnswer::Refused);
        said("permission denied while trying to connect to the Docker daemon socket at unix:///x", ActAnswer::Refused);
        said("error during connect: Get http://...: dial unix: connection refused", ActAnswer::Refused);
        said("sh: 1: docker: not found", ActAnswer::Refused, 127);
        // As clients of 20.10 and 28 say that the engine went away while it was stopping a container.
        said("error during connect: Post \"http://%2Fx/v1.41/containers/9f/stop\": EOF", ActAnswer::Lost);
        said("error during connect: Post \"http://%2Fx/v1.41/containers/9f/stop\": net/http: HTTP/1.x transport "
             "connection broken: unexpected EOF",
             ActAnswer::Lost);
        said("unexpected EOF", ActAnswer::Lost);
        said("read unix @->/x: read: connection reset by peer", ActAnswer::Lost);
        said("Error response from daemon: cannot stop container: 9f: tried to kill container, but did not receive an "
             "exit event",
             ActAnswer::Lost);
        said("Error response from daemon: context canceled", ActAnswer::Lost);
        said("", ActAnswer::Lost, 137); // a client that was killed over ssh
        said("something else altogether", ActAnswer::Lost);
        said("", ActAnswer::Lost);
    }
    void whatIsKnownOfAnAct()
    {
        QFETCH(domain::HostOutcome, outcome);
        QFETCH(QByteArray, errors);
        QFETCH(domain::ActAnswer, answer);
        const domain::ActReply reply = infra::actReply(outcome, errors);
        QCOMPARE(reply.answer, answer);
        QCOMPARE(reply.error.has_value(), answer != domain::ActAnswer::Done);
        if (outcome.exitCode == 0 && reply.error)
            QCOMPARE(reply.error->detail, QString::fromUtf8(errors));
        // It may have been done all the same.
        if (answer == domain::ActAnswer::Lost)
            QVERIFY(!reply.error->detail.contains(QLatin1String("not done")) ||
                    outcome.end != domain::HostEnd::TimedOut);
    }

    void whatAnInspectAnswers_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<bool>("isAnswer");
        const auto row = [](const char* name, int code, const char* output, const char* errors, bool isAnswer) {
            QTest::newRow(name) << code << QByteArray(output) << QByteArray(errors) << isAnswer;
        };
        row("all of them", 0, "[{}]", "", true);
        row("one removed", 1, "[{}]", "Error: No such container: 9f", true);
        row("one stuck", 1, "[\n{}]\n", "Error response from daemon: RWLayer of container 9f is unexpectedly nil",
            true);
        row("the only one stuck", 1, "[]\n", "Error response from daemon: layer does not exist", true);
        // As measured: it prints an array where there is no engine, too.
        row("no engine", 1, "[]\n", "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
            false);
        row("lost in the middle", 1, "[{}]",
            "Error: No such container: 9f\nCannot connect to the Docker daemon at unix:///x.", false);
        row("cut in the middle", 1, "[{}]", "Error response from daemon: x\nerror during connect: Get y: EOF", false);
        row("a client that is too new", 1, "[]", "Error response from daemon: client version 1.50 is too new", false);
        row("nothing said", 1, "[]", "", false);
        row("no array", 1, "", "Error: No such container: 9f", false);
        row("killed", 137, "[]", "Error: No such container: 9f", false);
    }
    void whatAnInspectAnswers()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        QTEST(infra::isInspectAnswer(domain::exitedWith(code), output, errors), "isAnswer");
    }

    // Nothing that is listed is lost because it cannot be told of.
    void whatCannotBeToldOfKeepsWhatIsKnown()
    {
        const QString a(64, QLatin1Char('a'));
        const QString b(64, QLatin1Char('b'));
        const QString c(64, QLatin1Char('c'));
        const QString d(64, QLatin1Char('d'));
        domain::Container fine;
        fine.id = a;
        fine.run = domain::ContainerRun::Running;
        domain::Container incomplete;
        incomplete.id = d;
        incomplete.unreadable = QStringLiteral("no name");
        const auto known = [](const QString& id) {
            domain::Container container;
            container.id = id;
            container.name = QStringLiteral("known-") + id.left(1);
            container.run = domain::ContainerRun::Running;
            return container;
        };
        const QByteArray errors =
            "\nError response from daemon: layer does not exist\n\x1b[31mError\x1b[0m response from "
            "daemon: RWLayer of container " +
            b.toLatin1() + " is nil\nError: No such container: " + c.toLatin1() + "\n";
        const auto whole = infra::wholeAnswer({a, b, c, d}, {fine, incomplete}, errors, known);
        QCOMPARE(whole.size(), size_t(3));
        QCOMPARE(whole.at(0), fine);
        QCOMPARE(whole.at(1).name, QStringLiteral("known-b"));
        QCOMPARE(whole.at(1).run, domain::ContainerRun::Unknown); // what it does now nobody can tell
        QCOMPARE(whole.at(1).unreadable,
                 QStringLiteral("Error response from daemon: RWLayer of container %1 is nil").arg(b));
        QCOMPARE(whole.at(2).name, QStringLiteral("known-d"));
        QCOMPARE(whole.at(2).unreadable, QStringLiteral("no name"));
        // A line that names nobody is about the one that is not told of.
        QCOMPARE(
            infra::wholeAnswer({b}, {}, "Error response from daemon: layer does not exist\n", known).at(0).unreadable,
            QStringLiteral("Error response from daemon: layer does not exist"));
        QVERIFY(!infra::wholeAnswer({b}, {}, {}, known).at(0).unreadable.isEmpty());
        const QString warned = infra::wholeAnswer({b}, {}, "WARNING: a file\n", known).at(0).unreadable;
        QVERIFY2(!warned.contains(QLatin1String("file")), qPrintable(warned));
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
