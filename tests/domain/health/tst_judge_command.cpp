#include "domain/health/judge_command.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::CommandAnswer;
using domain::Complaint;
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

CommandAnswer ended(domain::HostEnd end, base::ErrorCode code)
{
    domain::HostOutcome outcome;
    outcome.end = end;
    outcome.error = base::Error{code, QStringLiteral("why"), QStringLiteral("docker")};
    return {outcome, {}, {}};
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
        row("PONG and exit 1", exited(1, "PONG\n"), bad, HealthFinding::ExitCode, "exit 1 PONG");
        row("not quite", exited(0, "PONGO\n"), bad, HealthFinding::UnexpectedText, "PONGO");
        row("somewhere in it", exited(0, "no PONG here\n"), bad, HealthFinding::UnexpectedText, "no PONG here");
        row("nothing", exited(0, ""), bad, HealthFinding::UnexpectedText, "");
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
        row("killed in the middle", exited(137, ""), bad, HealthFinding::ExitCode, "exit 137");
        // Redis may be well: the question did not reach it.
        row("no engine",
            exited(1, "",
                   "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon "
                   "running?\n"),
            unknown, HealthFinding::EngineGone,
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
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
        row("frozen", ended(domain::HostEnd::TimedOut, base::ErrorCode::TimedOut), bad, HealthFinding::NoAnswer, "");
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
        row("nobody there", exited(2, "/var/run/postgresql:5432 - no response\n"), bad, HealthFinding::NoAnswer,
            "/var/run/postgresql:5432 - no response");
        row("not tried", exited(3, "", "pg_isready: error: invalid port\n"), bad, HealthFinding::ExitCode,
            "exit 3 pg_isready: error: invalid port");
        row("no such program", exited(126, "OCI runtime exec failed: pg_isready\n"), bad, HealthFinding::ProgramMissing,
            "OCI runtime exec failed: pg_isready");
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
        row("hangs", ended(domain::HostEnd::TimedOut, base::ErrorCode::TimedOut), bad, HealthFinding::NoAnswer, "");
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

    void complaints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Complaint>("complaint");
        const auto row = [](const char* text, Complaint complaint) {
            QTest::newRow(text) << QString::fromUtf8(text) << complaint;
        };
        row("all services healthy", Complaint::None);
        row("0 errors, no warnings", Complaint::None);
        row("errors: 0", Complaint::None);
        row("without any failures", Complaint::None);
        row("failed=0", Complaint::None);
        row("terror-free mirror", Complaint::None);
        row("countdown finished", Complaint::None);
        row("10 errors", Complaint::Error);
        row("0 warnings, 2 errors", Complaint::Error);
        row("ERROR: x", Complaint::Error);
        row("titan-brain is not running", Complaint::Error);
        row("unhealthy", Complaint::Error);
        row("curl: (7) Failed to connect", Complaint::Error);
        row("panicked at src/x.rs", Complaint::Error);
        row("[WARN] NATS not available", Complaint::Warning);
        row("warning: error rate is high", Complaint::Warning);
        row("WARN a\nERROR b", Complaint::Error);
    }
    void complaints()
    {
        QFETCH(QString, text);
        QTEST(domain::findComplaint(text), "complaint");
    }

    void everythingThatCameIsKept()
    {
        const auto verdict = domain::judgeCommand(::redis(), exited(1, "out\n", "err\n"));
        QCOMPARE(verdict.output, QStringLiteral("out\nerr"));
    }
};

QTEST_GUILESS_MAIN(TestJudgeCommand)
#include "tst_judge_command.moc"
