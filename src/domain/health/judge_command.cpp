#include "domain/health/judge_command.h"

#include "base/error.h"
#include "domain/health/complaint.h"
#include "domain/host/ansi.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <utility>

namespace ops::domain {
namespace {

using base::ErrorCode;

constexpr int cannotRun = 126;  // the engine's and the shell's code for "found, cannot be run"
constexpr int isMissing = 127;  // and for "not found"
constexpr int pgRejecting = 1;  // pg_isready: starting up, shutting down
constexpr int pgNoResponse = 2; // nobody answers there
constexpr int pgNoAttempt = 3;  // no such option, no such port: it asked nobody

QString plain(const QByteArray& bytes)
{
    AnsiStripper stripper;
    const QByteArray stripped = stripper.feed(bytes);
    return QString::fromUtf8(stripped + stripper.finish());
}

// The line that says most: the first that is not empty, of the errors where there are any.
QString tellingLine(const QString& output, const QString& errors)
{
    const QString all = errors + QLatin1Char('\n') + output;
    const QStringList lines = all.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines)
        if (!line.trimmed().isEmpty())
            return oneLine(line);
    return {};
}

// Both channels; their order is lost.
QString joined(const QString& output, const QString& errors)
{
    const QString both = output.trimmed() + QLatin1Char('\n') + errors.trimmed();
    return both.trimmed();
}

HealthVerdict unknown(HealthFinding finding, const QString& actual)
{
    return {HealthGrade::Unknown, finding, actual, {}, {}};
}

bool goesThroughEngine(const HealthCheck& check)
{
    return check.argv.contains(QStringLiteral("docker")) || check.argv.value(0).endsWith(QLatin1String("/docker"));
}

// A command that is there and did not run, as shells, env and the system say it; with exit 126 or 127, or before any.
std::optional<HealthFinding> judgeUnrunnable(const QString& said)
{
    const auto says = [&](const char* text) { return said.contains(QLatin1String(text), Qt::CaseInsensitive); };
    if (says("bad interpreter") || says("required file not found") || says("Exec format error") ||
        said.contains(QLatin1String("\\r'")) || said.contains(QLatin1String("^M")))
        return HealthFinding::CannotRun;
    if (says("Permission denied"))
        return HealthFinding::MayNotRun;
    return std::nullopt;
}

// Which program was not found or may not run, where a line says so of another than the one that was to run: a script
// ran, and did not get what it needs.
QString lackedBeside(const QString& said, const QString& program)
{
    static const QRegularExpression named(
        QStringLiteral(R"((?:^|[:\s])([^\s:]{1,80}): (?:(?:command )?not found|Permission denied)\s*$)"),
        QRegularExpression::MultilineOption);
    const QString other = named.match(said).captured(1);
    return other == program ? QString() : oneLine(other, 80);
}

// Exit 126 and 127 of what no container stands around. A host looks for a path before it begins: a shell that does not
// find it all the same means what its first line names.
HealthVerdict judgeNotRun(const HealthCheck& check, const QString& said, const QString& actual)
{
    const QString path = check.argv.value(0);
    const bool isThere = path.contains(QLatin1Char('/')) && (said.contains(path + QLatin1String(": not found")) ||
                                                             said.contains(path + QLatin1String(": No such file")));
    const HealthFinding plain = isThere ? HealthFinding::CannotRun : HealthFinding::ToolMissing;
    HealthVerdict verdict = unknown(judgeUnrunnable(said).value_or(plain), actual);
    if (verdict.finding != HealthFinding::CannotRun)
        verdict.who = lackedBeside(said, check.program());
    return verdict;
}

// The command did not end by itself: what that says.
std::optional<HealthVerdict> judgeEnd(const HealthCheck& check, const CommandAnswer& answer, const QString& telling)
{
    const HostOutcome& outcome = answer.outcome;
    const QString why = outcome.error ? oneLine(outcome.error->detail) : telling;
    switch (outcome.end) {
    case HostEnd::Exited:
        return std::nullopt;
    case HostEnd::Signalled:
        return HealthVerdict{HealthGrade::Failed, HealthFinding::ExitCode, hostOutcomeWord(outcome), {}, {}};
    case HostEnd::TimedOut:
        // What never began to run, or is not known to have, asked nobody.
        if (outcome.began != HostBegan::Yes)
            return unknown(HealthFinding::HostUnreachable, why);
        // What began is docker's client. Only what the program in the container prints shows that it was asked; the
        // client's own complaints come on the other channel.
        if (goesThroughEngine(check) && answer.output.trimmed().isEmpty())
            return unknown(HealthFinding::EngineOrServiceHangs, telling);
        return HealthVerdict{HealthGrade::Failed, HealthFinding::NoAnswer, telling, {}, {}};
    case HostEnd::Cancelled:
        return unknown(HealthFinding::Cancelled, {});
    case HostEnd::TransportFailed:
        return unknown(HealthFinding::HostUnreachable, why);
    case HostEnd::CouldNotStart:
        break;
    }
    // The subject tells the program from its directory, and from ssh that was turned away.
    const bool aboutProgram = outcome.error && outcome.error->subject == check.argv.value(0);
    if (aboutProgram && outcome.error->code == ErrorCode::PermissionDenied)
        return unknown(HealthFinding::MayNotRun, why);
    if (aboutProgram && outcome.error->code == ErrorCode::InvalidInput)
        return unknown(HealthFinding::CannotRun, why);
    if (outcome.error && (outcome.error->code == ErrorCode::NotFound || outcome.error->code == ErrorCode::Unavailable ||
                          outcome.error->code == ErrorCode::PermissionDenied))
        return unknown(HealthFinding::ToolMissing, why);
    return unknown(HealthFinding::HostUnreachable, why);
}

// Of what a runtime says that it could not run. Others that it says: no memory, no processes left, no right to run it,
// a container that is just ending.
bool saysNoProgram(const QString& all)
{
    static const QRegularExpression made(QStringLiteral("not found|no such file or directory"),
                                         QRegularExpression::CaseInsensitiveOption);
    return made.match(all).hasMatch();
}

// What docker itself complains of, as opposed to the program in the container.
std::optional<HealthVerdict> judgeDocker(int exitCode, const QString& all)
{
    const auto says = [&](const char* text) { return all.contains(QLatin1String(text), Qt::CaseInsensitive); };
    const auto failed = [](HealthFinding finding) { return HealthVerdict{HealthGrade::Failed, finding, {}, {}, {}}; };
    // Both of the client's sentences, as infra/docker/docker_error.cpp knows them: the second is a newer client's.
    if (says("Cannot connect to the Docker daemon") || says("failed to connect to the docker API") ||
        says("error during connect"))
        return unknown(HealthFinding::EngineGone, {});
    if (says("permission denied while trying to connect") || says("Got permission denied"))
        return unknown(HealthFinding::EngineDenied, {});
    if (says("No such container"))
        return failed(HealthFinding::ContainerMissing);
    // A program in the container may say these of something else: only of the engine they are believed.
    const bool isEngines = says("Error response from daemon") &&
                           (says("is dead") || says("marked for removal") || says("removal of container"));
    if (isEngines || says("is not running") || says("is paused") || says("is restarting") ||
        says("in a stopped container") || says("in a paused container") || says("container state improper"))
        return failed(HealthFinding::ContainerStopped);
    const bool isOfRuntime = says("OCI runtime exec failed");
    if (isOfRuntime && !saysNoProgram(all))
        return std::nullopt; // it could not run it for another reason, which its line tells
    if (isOfRuntime || exitCode == cannotRun || exitCode == isMissing)
        return failed(HealthFinding::ProgramMissing);
    return std::nullopt;
}

// Docker's client, or what opens it, was turned away before anybody asked for the container.
bool wasNotAsked(const QString& all)
{
    static const QRegularExpression made(
        QStringLiteral(R"(client version \S+ is too (?:new|old)|^sudo: |^context ".*": context not found)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    return made.match(all).hasMatch();
}

// What a line says beside the expected text, which is the line or stands at its end: "/run/postgresql:5432 - accepting
// connections", and neither "rejecting connections" nor "not accepting connections". None: it is not that line.
std::optional<QString> besideExpected(const QString& line, const QString& expected)
{
    const QString said = line.trimmed();
    if (said == expected)
        return QString();
    const QString before = said.endsWith(expected) ? said.chopped(expected.size()) : QString();
    if (before.endsWith(QLatin1String("- ")) || before.endsWith(QLatin1String(": ")))
        return before;
    return std::nullopt;
}

bool hasLine(const QString& output, const QString& expected)
{
    const QStringList lines = output.split(QLatin1Char('\n'));
    return std::any_of(lines.begin(), lines.end(),
                       [&](const QString& line) { return besideExpected(line, expected).has_value(); });
}

// Both channels without the expected text: no word of that is a complaint.
QString withoutExpected(const QString& output, const QString& errors, const QString& expected)
{
    const QString both = errors + QLatin1Char('\n') + output;
    QStringList lines = both.split(QLatin1Char('\n'));
    for (QString& line : lines)
        line = besideExpected(line, expected).value_or(line);
    return lines.join(QLatin1Char('\n'));
}

bool runsPgIsReady(const HealthCheck& check)
{
    return check.argv.contains(QStringLiteral("pg_isready"));
}

bool firstWordIs(const QString& output, const QString& word)
{
    const QString text = output.trimmed();
    return text.startsWith(word) && (text.size() == word.size() || !text.at(word.size()).isLetter());
}

// Servers that answer, and say why they will not.
std::optional<HealthFinding> judgeRefusal(const QString& output, const QString& errors)
{
    for (const QString& text : {output, errors}) {
        if (firstWordIs(text, QStringLiteral("NOAUTH")) || firstWordIs(text, QStringLiteral("(error) NOAUTH")) ||
            firstWordIs(text, QStringLiteral("WRONGPASS")))
            return HealthFinding::NeedsPassword;
        if (firstWordIs(text, QStringLiteral("LOADING")) || firstWordIs(text, QStringLiteral("(error) LOADING")))
            return HealthFinding::StillLoading;
    }
    return std::nullopt;
}

// What pg_isready's exit code says, from its manual.
std::optional<HealthVerdict> judgePgIsReady(int exitCode, const QString& output)
{
    const auto failed = [](HealthFinding finding) { return HealthVerdict{HealthGrade::Failed, finding, {}, {}, {}}; };
    // Docker's own failures end with 1 as well.
    if (exitCode == pgRejecting && output.contains(QLatin1String("rejecting connections")))
        return failed(HealthFinding::StillLoading);
    if (exitCode == pgNoResponse)
        return failed(HealthFinding::ServerSilent);
    if (exitCode == pgNoAttempt)
        return unknown(HealthFinding::NotAttempted, {});
    return std::nullopt;
}

} // namespace

HealthVerdict judgeCommand(const HealthCheck& check, const CommandAnswer& answer)
{
    const QString output = plain(answer.output);
    const QString errors = plain(answer.errors);
    const QString telling = tellingLine(output, errors);
    const auto whole = [&](HealthVerdict verdict) {
        if (verdict.actual.isEmpty())
            verdict.actual = telling;
        verdict.output = joined(output, errors);
        return verdict;
    };
    if (const auto ended = judgeEnd(check, answer, telling))
        return whole(*ended);
    const int code = answer.outcome.exitCode.value_or(-1);
    if ((code == cannotRun || code == isMissing) && !goesThroughEngine(check))
        return whole(judgeNotRun(check, errors + QLatin1Char('\n') + output, {}));
    if (const auto docker = judgeDocker(code, output + errors); docker && !hasLine(output, check.expectedText))
        return whole(*docker);
    if (const auto refusal = judgeRefusal(output, errors))
        return whole({HealthGrade::Failed, *refusal, {}, {}, {}});
    if (const auto postgres = runsPgIsReady(check) ? judgePgIsReady(code, output) : std::nullopt)
        return whole(*postgres);
    if (code != 0)
        return whole({wasNotAsked(errors) ? HealthGrade::Unknown : HealthGrade::Failed,
                      HealthFinding::ExitCode,
                      QStringLiteral("exit %1 %2").arg(code).arg(telling).trimmed(),
                      {},
                      {}});
    if (!hasLine(output, check.expectedText)) {
        const bool complains = findComplaint(output + QLatin1Char('\n') + errors) == Complaint::Error;
        return whole(
            {HealthGrade::Failed, complains ? HealthFinding::ErrorText : HealthFinding::UnexpectedText, {}, {}, {}});
    }
    QString line;
    const Complaint complaint = findComplaint(withoutExpected(output, errors, check.expectedText), &line);
    if (complaint != Complaint::None)
        return whole(complaint == Complaint::Error
                         ? HealthVerdict{HealthGrade::Failed, HealthFinding::ErrorText, line, {}, {}}
                         : HealthVerdict{HealthGrade::Differs, HealthFinding::WarningText, line, {}, {}});
    if (!answer.complete)
        return whole({HealthGrade::Differs, HealthFinding::OutputCut, {}, {}, {}});
    return whole({HealthGrade::Ok, HealthFinding::AsExpected, oneLine(output), {}, {}});
}

HealthVerdict judgeScript(const HealthCheck& check, const CommandAnswer& answer)
{
    const QString output = plain(answer.output);
    const QString errors = plain(answer.errors);
    HealthVerdict verdict;
    verdict.output = joined(output, errors);
    QString line;
    const Complaint complaint = findComplaint(errors + QLatin1Char('\n') + output, &line);
    const QString telling = line.isEmpty() ? tellingLine(output, errors) : line;
    if (const auto ended = judgeEnd(check, answer, telling)) {
        const QString all = std::exchange(verdict.output, {});
        verdict = *ended;
        verdict.output = all;
        return verdict;
    }
    const int code = answer.outcome.exitCode.value_or(-1);
    const QString exit = QStringLiteral("exit %1").arg(code);
    verdict.actual = line.isEmpty() ? exit : exit + QStringLiteral(": ") + line;
    if (code == cannotRun || code == isMissing) {
        const QString all = std::exchange(verdict.output, {});
        verdict = judgeNotRun(check, errors + QLatin1Char('\n') + output, exit + QStringLiteral(": ") + telling);
        verdict.output = all;
    } else if (code != 0) {
        verdict.grade = HealthGrade::Failed;
        verdict.finding = HealthFinding::ExitCode;
    } else if (complaint == Complaint::Error) {
        verdict.grade = HealthGrade::Failed;
        verdict.finding = HealthFinding::ErrorText;
    } else if (complaint == Complaint::Warning) {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::WarningText;
    } else if (!answer.complete) {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::OutputCut;
    } else {
        verdict.grade = HealthGrade::Ok;
        verdict.finding = HealthFinding::AsExpected;
    }
    return verdict;
}

} // namespace ops::domain
