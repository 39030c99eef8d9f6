#include "domain/health/judge_command.h"

#include "base/error.h"
#include "domain/host/ansi.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace ops::domain {
namespace {

using base::ErrorCode;

constexpr int cannotRun = 126;  // the engine's and the shell's code for "found, cannot be run"
constexpr int isMissing = 127;  // and for "not found"
constexpr int pgRejecting = 1;  // pg_isready: starting up, shutting down
constexpr int pgNoResponse = 2; // nobody answers there

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

// The command did not end by itself: what that says.
std::optional<HealthVerdict> judgeEnd(const HostOutcome& outcome, const QString& telling)
{
    const QString why = outcome.error ? oneLine(outcome.error->detail) : telling;
    switch (outcome.end) {
    case HostEnd::Exited:
        return std::nullopt;
    case HostEnd::Signalled:
        return HealthVerdict{HealthGrade::Failed, HealthFinding::ExitCode, hostOutcomeWord(outcome), {}, {}};
    case HostEnd::TimedOut:
        return HealthVerdict{HealthGrade::Failed, HealthFinding::NoAnswer, telling, {}, {}};
    case HostEnd::Cancelled:
        return unknown(HealthFinding::Cancelled, {});
    case HostEnd::TransportFailed:
        return unknown(HealthFinding::HostUnreachable, why);
    case HostEnd::CouldNotStart:
        break;
    }
    if (outcome.error && (outcome.error->code == ErrorCode::NotFound || outcome.error->code == ErrorCode::Unavailable ||
                          outcome.error->code == ErrorCode::PermissionDenied))
        return unknown(HealthFinding::ToolMissing, why);
    return unknown(HealthFinding::HostUnreachable, why);
}

// What docker itself complains of, as opposed to the program in the container.
std::optional<HealthVerdict> judgeDocker(int exitCode, const QString& all)
{
    const auto says = [&](const char* text) { return all.contains(QLatin1String(text), Qt::CaseInsensitive); };
    const auto failed = [](HealthFinding finding) { return HealthVerdict{HealthGrade::Failed, finding, {}, {}, {}}; };
    if (says("Cannot connect to the Docker daemon") || says("error during connect"))
        return unknown(HealthFinding::EngineGone, {});
    if (says("permission denied while trying to connect") || says("Got permission denied"))
        return unknown(HealthFinding::EngineDenied, {});
    if (says("No such container"))
        return failed(HealthFinding::ContainerMissing);
    if (says("is not running") || says("is paused") || says("is restarting"))
        return failed(HealthFinding::ContainerStopped);
    if (says("OCI runtime exec failed") || exitCode == cannotRun || exitCode == isMissing)
        return failed(HealthFinding::ProgramMissing);
    return std::nullopt;
}

// The expected text as a line of its own, or at its end: "/run/postgresql:5432 - accepting connections", and neither
// "rejecting connections" nor "not accepting connections".
bool hasLine(const QString& output, const QString& expected)
{
    const QStringList lines = output.split(QLatin1Char('\n'));
    for (const QString& each : lines) {
        const QString line = each.trimmed();
        if (line == expected)
            return true;
        const QString before = line.endsWith(expected) ? line.chopped(expected.size()) : QString();
        if (before.endsWith(QLatin1String("- ")) || before.endsWith(QLatin1String(": ")))
            return true;
    }
    return false;
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
std::optional<HealthFinding> judgeRefusal(const HealthCheck& check, int exitCode, const QString& output,
                                          const QString& errors)
{
    for (const QString& text : {output, errors}) {
        if (firstWordIs(text, QStringLiteral("NOAUTH")) || firstWordIs(text, QStringLiteral("(error) NOAUTH")) ||
            firstWordIs(text, QStringLiteral("WRONGPASS")))
            return HealthFinding::NeedsPassword;
        if (firstWordIs(text, QStringLiteral("LOADING")) || firstWordIs(text, QStringLiteral("(error) LOADING")))
            return HealthFinding::StillLoading;
    }
    if (!runsPgIsReady(check))
        return std::nullopt;
    if (exitCode == pgRejecting && output.contains(QLatin1String("rejecting connections")))
        return HealthFinding::StillLoading;
    if (exitCode == pgNoResponse)
        return HealthFinding::NoAnswer;
    return std::nullopt;
}

} // namespace

Complaint findComplaint(const QString& text, QString* line)
{
    // Whole words; a count of none before or after one takes it back.
    static const QRegularExpression none(
        QStringLiteral("\\b(?:0|no|zero|without(?: any)?)\\s+(?:errors?|warnings?|failures?|failed|problems?)\\b|"
                       "\\b(?:errors?|warnings?|failures?|failed)\\s*[:=]\\s*(?:0|none)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression error(
        QStringLiteral("\\b(?:errors?|err|fail|failed|failure|fatal|panic(?:ked)?|unhealthy|refused|unreachable|denied|"
                       "timed out|timeout|no such|not found|not running|not healthy|not ready|cannot|could not|"
                       "exception|noauth|down)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression warning(QStringLiteral("\\b(?:warn|warning|degraded|not available|unavailable|"
                                                           "skipped|skipping)\\b"),
                                            QRegularExpression::CaseInsensitiveOption);
    Complaint worst = Complaint::None;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString& each : lines) {
        QString said = each;
        said.remove(none);
        // A line that calls itself a warning is one, whatever it warns of.
        const Complaint complaint = said.contains(warning) ? Complaint::Warning
                                    : said.contains(error) ? Complaint::Error
                                                           : Complaint::None;
        if (complaint <= worst)
            continue;
        worst = complaint;
        if (line != nullptr)
            *line = oneLine(each);
    }
    return worst;
}

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
    if (const auto ended = judgeEnd(answer.outcome, telling))
        return whole(*ended);
    const int code = answer.outcome.exitCode.value_or(-1);
    if (const auto docker = judgeDocker(code, output + errors); docker && !hasLine(output, check.expectedText))
        return whole(*docker);
    if (const auto refusal = judgeRefusal(check, code, output, errors))
        return whole({HealthGrade::Failed, *refusal, {}, {}, {}});
    if (code != 0)
        return whole({HealthGrade::Failed,
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
    if (findComplaint(errors, &line) != Complaint::None)
        return whole({HealthGrade::Differs, HealthFinding::WarningText, line, {}, {}});
    return whole({HealthGrade::Ok, HealthFinding::AsExpected, oneLine(output), {}, {}});
}

HealthVerdict judgeScript(const HealthCheck&, const CommandAnswer& answer)
{
    const QString output = plain(answer.output);
    const QString errors = plain(answer.errors);
    HealthVerdict verdict;
    verdict.output = joined(output, errors);
    QString line;
    const Complaint complaint = findComplaint(errors + QLatin1Char('\n') + output, &line);
    const QString telling = line.isEmpty() ? tellingLine(output, errors) : line;
    if (const auto ended = judgeEnd(answer.outcome, telling)) {
        const QString all = std::exchange(verdict.output, {});
        verdict = *ended;
        verdict.output = all;
        return verdict;
    }
    const int code = answer.outcome.exitCode.value_or(-1);
    const QString exit = QStringLiteral("exit %1").arg(code);
    verdict.actual = line.isEmpty() ? exit : exit + QStringLiteral(": ") + line;
    if (code == cannotRun || code == isMissing) {
        verdict.grade = HealthGrade::Unknown;
        verdict.finding = HealthFinding::ToolMissing;
        verdict.actual = exit + QStringLiteral(": ") + telling;
    } else if (code != 0) {
        verdict.grade = HealthGrade::Failed;
        verdict.finding = HealthFinding::ExitCode;
    } else if (complaint == Complaint::Error) {
        verdict.grade = HealthGrade::Failed;
        verdict.finding = HealthFinding::ErrorText;
    } else if (complaint == Complaint::Warning) {
        verdict.grade = HealthGrade::Differs;
        verdict.finding = HealthFinding::WarningText;
    } else {
        verdict.grade = HealthGrade::Ok;
        verdict.finding = HealthFinding::AsExpected;
    }
    return verdict;
}

} // namespace ops::domain
