#include "domain/health/judge_command.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::CommandAnswer;
using domain::HealthFinding;
using domain::HealthGrade;

namespace {

domain::HealthCheck redis()
{
    domain::HealthCheck check;
    check.argv = QStringList{QStringLiteral("docker"), QStringLiteral("exec"), QStringLiteral("titan-redis"),
                             QStringLiteral("redis-cli"), QStringLiteral("ping")};
    check.expectedText = QStringLiteral("PONG");
    return check;
}

domain::HealthCheck postgres()
{
    domain::HealthCheck check;
    check.argv = QStringList{QStringLiteral("docker"),     QStringLiteral("exec"), QStringLiteral("titan-postgres"),
                             QStringLiteral("pg_isready"), QStringLiteral("-U"),   QStringLiteral("titan")};
    check.expectedText = QStringLiteral("accepting connections");
    return check;
}

CommandAnswer exited(int code, const QByteArray& output, const QByteArray& errors = {})
{
    return {domain::exitedWith(code), output, errors};
}

CommandAnswer ended(domain::HostEnd end, base::ErrorCode code, domain::HostBegan began = domain::HostBegan::No)
{
    domain::HostOutcome outcome;
    outcome.end = end;
    outcome.began = began;
    outcome.error = base::Error{code, QStringLiteral("why"), QStringLiteral("docker")};
    return {outcome, {}, {}};
}

// Its time was over; as far as is known it had begun.
CommandAnswer late(const QByteArray& output = {}, const QByteArray& errors = {})
{
    CommandAnswer answer = ended(domain::HostEnd::TimedOut, base::ErrorCode::TimedOut, domain::HostBegan::Yes);
    answer.output = output;
    answer.errors = errors;
    return answer;
}

void columns()
{
    QTest::addColumn<CommandAnswer>("answer");
    QTest::addColumn<HealthGrade>("grade");
    QTest::addColumn<HealthFinding>("finding");
    QTest::addColumn<QString>("actual");
}

void row(const char* what, const CommandAnswer& answer, HealthGrade grade, HealthFinding finding, const char* actual)
{
    QTest::newRow(what) << answer << grade << finding << QString::fromUtf8(actual);
}

constexpr auto ok = HealthGrade::Ok;
constexpr auto differs = HealthGrade::Differs;
constexpr auto bad = HealthGrade::Failed;
constexpr auto unknown = HealthGrade::Unknown;

} // namespace

Q_DECLARE_METATYPE(ops::domain::CommandAnswer)

// What a command printed and how it ended, with the lies that docker, redis-cli, pg_isready and scripts tell.
class TestJudgeCommand final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H6
    void redis_data()
    {
        columns();
        row("PONG", exited(0, "PONG\n"), ok, HealthFinding::AsExpected, "PONG");
        row("CR LF", exited(0, "PONG\r\n"), ok, HealthFinding::AsExpected, "PONG");
        row("coloured", exited(0, "\x1b[32mPONG\x1b[0m\n"), ok, HealthFinding::AsExpected, "PONG");
        row("PONG and a warning", exited(0, "PONG\n", "Warning: Using a password with '-a' may not be safe.\n"),
            differs, HealthFinding::WarningText, "Warning: Using a password with '-a' may not be safe.");
        // It did answer, and what else it says is an error: that is not OK.
        row("PONG and an error", exited(0, "PONG\n", "Error: AUTH failed\n"), bad, HealthFinding::ErrorText,
            "Error: AUTH failed");
        row("an error before PONG on the same channel", exited(0, "ERR max number of clients reached\nPONG\n"), bad,
            HealthFinding::ErrorText, "ERR max number of clients reached");
        row("an error in the line of PONG", exited(0, "unable to save: PONG\n"), bad, HealthFinding::ErrorText,
            "unable to save:");
        row("Error: PONG", exited(0, "Error: PONG\n"), bad, HealthFinding::ErrorText, "Error:");
        row("PONG and MISCONF", exited(0, "PONG\nMISCONF Redis is configured to save RDB snapshots\n"), bad,
            HealthFinding::ErrorText, "MISCONF Redis is configured to save RDB snapshots");
        row("a warning before PONG on the same channel", exited(0, "Warning: a password in the argv\nPONG\n"), differs,
            HealthFinding::WarningText, "Warning: a password in the argv");
        row("PONG and no errors", exited(0, "PONG\n", "0 errors\n"), ok, HealthFinding::AsExpected, "PONG");
        row("PONG and exit 1", exited(1, "PONG\n"), bad, HealthFinding::ExitCode, "exit 1 PONG");
        row("not quite", exited(0, "PONGO\n"), bad, HealthFinding::UnexpectedText, "PONGO");
        row("somewhere in it", exited(0, "no PONG here\n"), bad, HealthFinding::UnexpectedText, "no PONG here");
        row("nothing", exited(0, ""), bad, HealthFinding::UnexpectedText, "");
        row("nothing but blanks", exited(0, " \r\n\n"), bad, HealthFinding::UnexpectedText, "");
        row("NOAUTH with exit 0", exited(0, "NOAUTH Authentication required.\n\n"), bad, HealthFinding::NeedsPassword,
            "NOAUTH Authentication required.");
        row("NOAUTH as an error", exited(1, "", "(error) NOAUTH Authentication required.\n"), bad,
            HealthFinding::NeedsPassword, "(error) NOAUTH Authentication required.");
        row("loading", exited(0, "LOADING Redis is loading the dataset in memory\n"), bad, HealthFinding::StillLoading,
            "LOADING Redis is loading the dataset in memory");
        row("an error with exit 0", exited(0, "Error: Connection reset by peer\n"), bad, HealthFinding::ErrorText,
            "Error: Connection reset by peer");
        row("MISCONF with exit 0", exited(0, "MISCONF Errors writing to the AOF file\n"), bad, HealthFinding::ErrorText,
            "MISCONF Errors writing to the AOF file");
        row("refused in the container",
            exited(1, "", "Could not connect to Redis at 127.0.0.1:6379: Connection refused\n"), bad,
            HealthFinding::ExitCode, "exit 1 Could not connect to Redis at 127.0.0.1:6379: Connection refused");
        // Docker's own, as measured.
        row("no such program, on standard output",
            exited(126, "OCI runtime exec failed: exec failed: unable to start container process: exec: \"redis-cli\": "
                        "executable file not found in $PATH: unknown\n"),
            bad, HealthFinding::ProgramMissing,
            "OCI runtime exec failed: exec failed: unable to start container process: exec: \"redis-cli\": executable "
            "file not found in $PATH: unknown");
        row("the same with exit 0", exited(0, "OCI runtime exec failed: not found\n"), bad,
            HealthFinding::ProgramMissing, "OCI runtime exec failed: not found");
        row("127", exited(127, ""), bad, HealthFinding::ProgramMissing, "");
        row("no such container", exited(1, "", "Error response from daemon: No such container: titan-redis\n"), bad,
            HealthFinding::ContainerMissing, "Error response from daemon: No such container: titan-redis");
        row("stopped", exited(1, "", "Error response from daemon: container 8d0c is not running\n"), bad,
            HealthFinding::ContainerStopped, "Error response from daemon: container 8d0c is not running");
        row("paused",
            exited(1, "", "Error response from daemon: Container titan-redis is paused, unpause the container\n"), bad,
            HealthFinding::ContainerStopped,
            "Error response from daemon: Container titan-redis is paused, unpause the container");
        row("restarting", exited(1, "", "Error response from daemon: Container 8d0c is restarting, wait until\n"), bad,
            HealthFinding::ContainerStopped, "Error response from daemon: Container 8d0c is restarting, wait until");
        // Its runtime could not run what is there: no other program would help.
        row("no memory for it",
            exited(126, "OCI runtime exec failed: fork/exec /proc/self/exe: resource temporarily unavailable\n"), bad,
            HealthFinding::ExitCode,
            "exit 126 OCI runtime exec failed: fork/exec /proc/self/exe: resource temporarily unavailable");
        row("may not be run", exited(126, "OCI runtime exec failed: exec: \"redis-cli\": permission denied\n"), bad,
            HealthFinding::ExitCode, "exit 126 OCI runtime exec failed: exec: \"redis-cli\": permission denied");
        row("is just ending", exited(126, "OCI runtime exec failed: cannot exec in a stopped container\n"), bad,
            HealthFinding::ContainerStopped, "OCI runtime exec failed: cannot exec in a stopped container");
        row("dead", exited(1, "", "Error response from daemon: Container 8d0c is dead\n"), bad,
            HealthFinding::ContainerStopped, "Error response from daemon: Container 8d0c is dead");
        row("another thing is dead", exited(1, "", "replica 3 is dead\n"), bad, HealthFinding::ExitCode,
            "exit 1 replica 3 is dead");
        row("Podman's word for stopped", exited(255, "", "Error: container state improper\n"), bad,
            HealthFinding::ContainerStopped, "Error: container state improper");
        row("PONG while it loads", exited(0, "PONG\nLOADING Redis is loading the dataset in memory\n"), bad,
            HealthFinding::ErrorText, "LOADING Redis is loading the dataset in memory");
        // Nobody got as far as the container: Redis may be well.
        row("a client that is too new",
            exited(1, "", "Error response from daemon: client version 1.52 is too new. Maximum is 1.41\n"), unknown,
            HealthFinding::ExitCode,
            "exit 1 Error response from daemon: client version 1.52 is too new. Maximum is 1.41");
        row("no docker context", exited(1, "", "context \"prod\": context not found: open meta.json\n"), unknown,
            HealthFinding::ExitCode, "exit 1 context \"prod\": context not found: open meta.json");
        row("sudo asks for a password", exited(1, "", "sudo: a password is required\n"), unknown,
            HealthFinding::ExitCode, "exit 1 sudo: a password is required");
        row("killed in the middle", exited(137, ""), bad, HealthFinding::ExitCode, "exit 137");
        // Redis may be well: the question did not reach it.
        row("no engine",
            exited(1, "",
                   "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon "
                   "running?\n"),
            unknown, HealthFinding::EngineGone,
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
        row("no engine, as a newer client says it",
            exited(1, "",
                   "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct "
                   "and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file\n"),
            unknown, HealthFinding::EngineGone,
            "failed to connect to the docker API at unix:///var/run/docker.sock; check if th…if the daemon is running: "
            "dial unix /var/run/docker.sock: connect: no such file");
        row("no right", exited(1, "", "permission denied while trying to connect to the Docker daemon socket\n"),
            unknown, HealthFinding::EngineDenied,
            "permission denied while trying to connect to the Docker daemon socket");
        row("no docker", ended(domain::HostEnd::CouldNotStart, base::ErrorCode::NotFound), unknown,
            HealthFinding::ToolMissing, "why");
        row("no host", ended(domain::HostEnd::CouldNotStart, base::ErrorCode::LinkDown), unknown,
            HealthFinding::HostUnreachable, "why");
        row("ssh lost", ended(domain::HostEnd::TransportFailed, base::ErrorCode::LinkDown), unknown,
            HealthFinding::HostUnreachable, "why");
        row("cancelled", ended(domain::HostEnd::Cancelled, base::ErrorCode::Cancelled), unknown,
            HealthFinding::Cancelled, "");
        // What began and hangs is docker's client: Redis may be well behind an engine that is frozen.
        row("frozen", late(), unknown, HealthFinding::EngineOrServiceHangs, "");
        row("frozen, after a word of docker's client", late("", "WARNING: Error loading config file\n"), unknown,
            HealthFinding::EngineOrServiceHangs, "WARNING: Error loading config file");
        // The engine brought the question to redis-cli, which began to answer.
        row("hangs in the container", late("PO"), bad, HealthFinding::NoAnswer, "PO");
        // The host was not reached in time: Redis was not asked.
        row("never begun", ended(domain::HostEnd::TimedOut, base::ErrorCode::TimedOut, domain::HostBegan::No), unknown,
            HealthFinding::HostUnreachable, "why");
        row("not known to have begun",
            ended(domain::HostEnd::TimedOut, base::ErrorCode::TimedOut, domain::HostBegan::Unknown), unknown,
            HealthFinding::HostUnreachable, "why");
    }
    void redis()
    {
        QFETCH(CommandAnswer, answer);
        const auto verdict = domain::judgeCommand(::redis(), answer);
        QTEST(verdict.finding, "finding");
        QTEST(verdict.grade, "grade");
        QTEST(verdict.actual, "actual");
    }

    void postgres_data()
    {
        columns();
        row("ready", exited(0, "/var/run/postgresql:5432 - accepting connections\n"), ok, HealthFinding::AsExpected,
            "/var/run/postgresql:5432 - accepting connections");
        row("only the words", exited(0, "accepting connections\n"), ok, HealthFinding::AsExpected,
            "accepting connections");
        row("not", exited(0, "it is not accepting connections\n"), bad, HealthFinding::UnexpectedText,
            "it is not accepting connections");
        row("starting up", exited(1, "/var/run/postgresql:5432 - rejecting connections\n"), bad,
            HealthFinding::StillLoading, "/var/run/postgresql:5432 - rejecting connections");
        // It came back at once: nothing timed out.
        row("nobody there", exited(2, "/var/run/postgresql:5432 - no response\n"), bad, HealthFinding::ServerSilent,
            "/var/run/postgresql:5432 - no response");
        row("nobody there, without a word", exited(2, ""), bad, HealthFinding::ServerSilent, "");
        // Nobody was asked, so Postgres may be well.
        row("not tried", exited(3, "", "pg_isready: error: invalid port\n"), unknown, HealthFinding::NotAttempted,
            "pg_isready: error: invalid port");
        row("exit 1 of another kind", exited(1, "", "unknown flag\n"), bad, HealthFinding::ExitCode,
            "exit 1 unknown flag");
        row("no such program", exited(126, "OCI runtime exec failed: exec: \"pg_isready\": not found\n"), bad,
            HealthFinding::ProgramMissing, "OCI runtime exec failed: exec: \"pg_isready\": not found");
    }
    void postgres()
    {
        QFETCH(CommandAnswer, answer);
        const auto verdict = domain::judgeCommand(::postgres(), answer);
        QTEST(verdict.finding, "finding");
        QTEST(verdict.grade, "grade");
        QTEST(verdict.actual, "actual");
    }

    void script_data()
    {
        columns();
        row("all well", exited(0, "OK    Brain\nOK    Console\nAll services healthy, 0 errors\n"), ok,
            HealthFinding::AsExpected, "exit 0");
        row("says nothing", exited(0, ""), ok, HealthFinding::AsExpected, "exit 0");
        row("warns and ends with 0", exited(0, "OK    Brain\nWARN  NATS: no answer\n"), differs,
            HealthFinding::WarningText, "exit 0: WARN  NATS: no answer");
        row("an error and exit 0", exited(0, "FAIL  Console: connection refused\n"), bad, HealthFinding::ErrorText,
            "exit 0: FAIL Console: connection refused");
        row("an error on the other channel", exited(0, "All services healthy\n", "Error: no such container\n"), bad,
            HealthFinding::ErrorText, "exit 0: Error: no such container");
        row("exit 1", exited(1, "OK    Brain\n", "FAIL  Console: no answer\n"), bad, HealthFinding::ExitCode,
            "exit 1: FAIL Console: no answer");
        row("exit 1, silent", exited(1, ""), bad, HealthFinding::ExitCode, "exit 1");
        row("not there", exited(127, "", "./scripts/ops/health_check.sh: No such file or directory\n"), unknown,
            HealthFinding::ToolMissing, "exit 127: ./scripts/ops/health_check.sh: No such file or directory");
        row("cannot start", ended(domain::HostEnd::CouldNotStart, base::ErrorCode::NotFound), unknown,
            HealthFinding::ToolMissing, "why");
        row("hangs", late(), bad, HealthFinding::NoAnswer, "");
        row("never begun", ended(domain::HostEnd::TimedOut, base::ErrorCode::TimedOut), unknown,
            HealthFinding::HostUnreachable, "why");
        row("a cross and exit 0", exited(0, "✅ Redis\n❌ Brain\n"), bad, HealthFinding::ErrorText, "exit 0: ❌ Brain");
        row("a count and exit 0", exited(0, "0 of 3 ok\n"), differs, HealthFinding::WarningText, "exit 0: 0 of 3 ok");
    }
    void script()
    {
        QFETCH(CommandAnswer, answer);
        const auto verdict = domain::judgeScript({}, answer);
        QTEST(verdict.finding, "finding");
        QTEST(verdict.grade, "grade");
        QFETCH(QString, actual);
        QCOMPARE(verdict.actual.simplified(), actual.simplified());
    }

    // It is there and cannot run: that is no reason to install it. As bash 5.2, dash, env and this program's own hosts
    // say it.
    void aScriptThatCannotRunIsNotCalledMissing_data()
    {
        QTest::addColumn<CommandAnswer>("answer");
        QTest::addColumn<HealthFinding>("finding");
        QTest::addColumn<QString>("who");
        const auto row = [](const char* what, const CommandAnswer& answer, HealthFinding finding,
                            const char* who = "") {
            QTest::newRow(what) << answer << finding << QString::fromLatin1(who);
        };
        row("mode 644", exited(126, "", "bash: ./ops/check.sh: Permission denied\n"), HealthFinding::MayNotRun);
        row("CR LF, bash", exited(126, "", "bash: ./ops/check.sh: /bin/bash^M: bad interpreter: No such file\n"),
            HealthFinding::CannotRun);
        row("CR LF, bash 5.2", exited(127, "", "bash: ./ops/check.sh: cannot execute: required file not found\n"),
            HealthFinding::CannotRun);
        row("CR LF, env", exited(127, "", "env: 'bash\\r': No such file or directory\n"), HealthFinding::CannotRun);
        row("CR LF, dash", exited(127, "", "sh: 5: ./ops/check.sh: not found\n"), HealthFinding::CannotRun);
        row("another machine's", exited(126, "", "bash: ./ops/check.sh: cannot execute binary file: Exec format error"),
            HealthFinding::CannotRun);
        row("126 without a word", exited(126, ""), HealthFinding::ToolMissing);
        row("what it needs", exited(127, "", "./ops/check.sh: line 3: jq: command not found\n"),
            HealthFinding::ToolMissing, "jq");
        row("what it may not", exited(126, "", "./ops/check.sh: line 3: ./b.sh: Permission denied\n"),
            HealthFinding::MayNotRun, "./b.sh");
        CommandAnswer spawned = ended(domain::HostEnd::CouldNotStart, base::ErrorCode::PermissionDenied);
        spawned.outcome.error->subject = QStringLiteral("./ops/check.sh");
        row("may not", spawned, HealthFinding::MayNotRun);
        spawned.outcome.error->code = base::ErrorCode::InvalidInput;
        row("no interpreter", spawned, HealthFinding::CannotRun);
        spawned.outcome.error->code = base::ErrorCode::NotFound;
        row("missing", spawned, HealthFinding::ToolMissing);
        // Its directory, and ssh: they say nothing of the script.
        row("may not enter", ended(domain::HostEnd::CouldNotStart, base::ErrorCode::PermissionDenied),
            HealthFinding::ToolMissing);
        row("ssh's own file", ended(domain::HostEnd::CouldNotStart, base::ErrorCode::InvalidInput),
            HealthFinding::HostUnreachable);
    }
    void aScriptThatCannotRunIsNotCalledMissing()
    {
        QFETCH(CommandAnswer, answer);
        domain::HealthCheck check;
        check.argv = QStringList{QStringLiteral("./ops/check.sh")};
        for (const auto& verdict : {domain::judgeScript(check, answer), domain::judgeCommand(check, answer)}) {
            QCOMPARE(verdict.grade, HealthGrade::Unknown);
            QTEST(verdict.finding, "finding");
            QTEST(verdict.who, "who");
        }
    }

    // Whatever opens docker, what began is its client; what asks by itself hangs by itself.
    void onlyACommandThroughTheEngineIsInDoubt_data()
    {
        QTest::addColumn<QStringList>("argv");
        QTest::addColumn<HealthFinding>("finding");
        const auto argv = [](const char* line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); };
        QTest::newRow("sudo") << argv("sudo -n docker exec titan-redis redis-cli ping")
                              << HealthFinding::EngineOrServiceHangs;
        QTest::newRow("by its path") << argv("/usr/bin/docker exec titan-redis redis-cli ping")
                                     << HealthFinding::EngineOrServiceHangs;
        QTest::newRow("on the host itself") << argv("redis-cli ping") << HealthFinding::NoAnswer;
        QTest::newRow("curl") << argv("curl -q -- http://localhost/docker") << HealthFinding::NoAnswer;
    }
    void onlyACommandThroughTheEngineIsInDoubt()
    {
        QFETCH(QStringList, argv);
        auto check = ::redis();
        check.argv = argv;
        QTEST(domain::judgeCommand(check, late()).finding, "finding");
        QTEST(domain::judgeScript(check, late()).finding, "finding");
    }

    // Redis ends with 2 for reasons of its own.
    void exitCodesOfPgIsReadyAreItsAlone()
    {
        QCOMPARE(domain::judgeCommand(::redis(), exited(2, "")).finding, HealthFinding::ExitCode);
        QCOMPARE(domain::judgeCommand(::redis(), exited(3, "")).finding, HealthFinding::ExitCode);
    }

    // What was dropped may have been the complaint.
    void whatIsNotReadInFullIsNeverOk_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<HealthGrade>("command");
        QTest::addColumn<HealthFinding>("commandFinding");
        QTest::addColumn<HealthGrade>("script");
        QTest::addColumn<HealthFinding>("scriptFinding");
        QTest::newRow("well so far") << QByteArray("PONG\n") << differs << HealthFinding::OutputCut << differs
                                     << HealthFinding::OutputCut;
        QTest::newRow("an error in what is left")
            << QByteArray("FAIL Brain\nPONG\n") << bad << HealthFinding::ErrorText << bad << HealthFinding::ErrorText;
        QTest::newRow("without the line")
            << QByteArray("pong\n") << bad << HealthFinding::UnexpectedText << differs << HealthFinding::OutputCut;
    }
    void whatIsNotReadInFullIsNeverOk()
    {
        QFETCH(QByteArray, output);
        CommandAnswer answer = exited(0, output);
        answer.complete = false;
        const auto command = domain::judgeCommand(::redis(), answer);
        QTEST(command.grade, "command");
        QTEST(command.finding, "commandFinding");
        const auto script = domain::judgeScript({}, answer);
        QTEST(script.grade, "script");
        QTEST(script.finding, "scriptFinding");
    }

    // A runbook may expect a line that would be a complaint elsewhere.
    void theExpectedLineIsNoComplaint()
    {
        auto check = ::redis();
        check.expectedText = QStringLiteral("failover: down");
        QCOMPARE(domain::judgeCommand(check, exited(0, "failover: down\n")).grade, ok);
        QCOMPARE(domain::judgeCommand(check, exited(0, "failover: down\nRedis: down\n")).grade, bad);
    }

    void everythingThatCameIsKept()
    {
        const auto verdict = domain::judgeCommand(::redis(), exited(1, "out\n", "err\n"));
        QCOMPARE(verdict.output, QStringLiteral("out\nerr"));
    }
};

QTEST_GUILESS_MAIN(TestJudgeCommand)
#include "tst_judge_command.moc"
