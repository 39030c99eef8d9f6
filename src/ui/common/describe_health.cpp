#include "ui/common/describe_health.h"

#include "domain/health/judge_endpoint.h"
#include "ui/common/describe.h"

#include <QCoreApplication>
#include <QStringList>

namespace ops::ui {
namespace {

struct DescribeHealth {
    Q_DECLARE_TR_FUNCTIONS(DescribeHealth)
};

using domain::HealthCheckKind;
using domain::HealthFinding;

QString seconds(std::chrono::milliseconds time)
{
    return DescribeHealth::tr("%1 s").arg(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

// The program or script that a finding is about.
QString subjectOf(const domain::HealthCheck& check, const domain::HealthVerdict& verdict)
{
    return verdict.who.isEmpty() ? domain::oneLine(check.program(), 80) : verdict.who;
}

} // namespace

QString healthGradeText(domain::HealthGrade grade)
{
    switch (grade) {
    case domain::HealthGrade::Ok:
        return DescribeHealth::tr("OK");
    case domain::HealthGrade::Differs:
        return DescribeHealth::tr("DIFFERS");
    case domain::HealthGrade::Failed:
        return DescribeHealth::tr("FAILED");
    case domain::HealthGrade::Unknown:
        break;
    }
    return DescribeHealth::tr("UNKNOWN");
}

QString describe(const domain::HealthCheck& check, const domain::HealthVerdict& verdict)
{
    const QString subject = subjectOf(check, verdict);
    switch (verdict.finding) {
    case HealthFinding::NotAsked:
        return DescribeHealth::tr("Not asked yet.");
    case HealthFinding::AsExpected:
        return DescribeHealth::tr("As the runbook says.");
    case HealthFinding::OtherWord:
        return DescribeHealth::tr("Works, but differs from the runbook: %1 instead of \"%2\".")
            .arg(verdict.who, check.expectedText);
    case HealthFinding::SaysUnwell:
        return DescribeHealth::tr("It says itself that it is not well.");
    case HealthFinding::Contradicts:
        return DescribeHealth::tr("It says that it is well, and contradicts itself: %1.").arg(verdict.who);
    case HealthFinding::RepeatedKey:
        return DescribeHealth::tr("Its JSON has %1 twice: which of the two is meant is not known.").arg(verdict.who);
    case HealthFinding::ByteOrderMark:
        return DescribeHealth::tr("As the runbook says, but behind a byte order mark (BOM): no valid JSON.");
    case HealthFinding::FieldMissing:
        return DescribeHealth::tr("JSON without “%1”: another program may be answering.").arg(check.expectedField);
    case HealthFinding::OtherService:
        return DescribeHealth::tr("%1 answers on this port, not %2.").arg(verdict.who, check.title);
    case HealthFinding::NotJson:
        return verdict.grade == domain::HealthGrade::Differs
                   ? DescribeHealth::tr("Works, but differs from the runbook: plain text, no JSON.")
                   : DescribeHealth::tr("The answer is not the JSON that the runbook expects.");
    case HealthFinding::WrongStatus:
        if (verdict.who == QLatin1String(domain::goServer))
            return DescribeHealth::tr("The HTTP status is not 200; a Go program answers (Traefik, Loki or another).");
        return verdict.who.isEmpty() ? DescribeHealth::tr("The HTTP status is not 200.")
                                     : DescribeHealth::tr("The HTTP status is not 200; %1 answers.").arg(verdict.who);
    case HealthFinding::Redirected:
        return DescribeHealth::tr("It sends on to %1, which the console does not follow: a proxy or a login may "
                                  "stand before it.")
            .arg(verdict.who);
    case HealthFinding::PortClosed:
        return DescribeHealth::tr("Nothing listens on this port.");
    case HealthFinding::NotTaken:
        return check.url.startsWith(QLatin1String("https:"))
                   ? DescribeHealth::tr("No secure connection within %1: TCP or TLS had no answer.")
                         .arg(seconds(check.deadline))
                   : DescribeHealth::tr("Nobody took the connection within %1: TCP had no answer.")
                         .arg(seconds(check.deadline));
    case HealthFinding::NoAnswer:
        return check.kind == HealthCheckKind::Script
                   ? DescribeHealth::tr("It had not ended after %1 and was stopped.").arg(seconds(check.deadline))
                   : DescribeHealth::tr("No answer within %1.").arg(seconds(check.deadline));
    case HealthFinding::TakenNoAnswer:
        return DescribeHealth::tr("The connection was taken, and no answer came within %1.")
            .arg(seconds(check.deadline));
    case HealthFinding::AnswerUnfinished:
        return DescribeHealth::tr("An answer began and did not end within %1.").arg(seconds(check.deadline));
    case HealthFinding::BrokenAnswer:
        return DescribeHealth::tr("What answers speaks no HTTP, or stopped in the middle.");
    case HealthFinding::TlsFailed:
        return DescribeHealth::tr("There is no secure connection (TLS) to it: nothing was asked.");
    case HealthFinding::AnswerTooLong:
        return DescribeHealth::tr(
                   "It answers with more than %1 KiB and was not read to the end: that is no health answer.")
            .arg(domain::maxHealthBodyBytes / 1024);
    case HealthFinding::NameUnknown:
        return DescribeHealth::tr("The host name in this URL has no address.");
    case HealthFinding::Unreachable:
        return DescribeHealth::tr("This machine cannot reach it (network): nothing is known of the service.");
    case HealthFinding::LinkDown:
        return DescribeHealth::tr("This console has no connection to a NATS server.");
    case HealthFinding::LinkSilent:
        return DescribeHealth::tr("Connected, but the server does not answer pings.");
    case HealthFinding::MonitoringSilent:
        return DescribeHealth::tr("The server answers pings; its monitoring port does not say that it is well.");
    case HealthFinding::OtherServer:
        return DescribeHealth::tr("%1 answers, but it is not the first NATS server of this environment.")
            .arg(verdict.who);
    case HealthFinding::MonitoringElsewhere:
        return DescribeHealth::tr(
            "The server answers pings; the monitoring port is named on another host and may be another server's.");
    case HealthFinding::UnexpectedText:
        return DescribeHealth::tr("It ended with 0 and did not print “%1”.").arg(check.expectedText);
    case HealthFinding::ErrorText:
        return DescribeHealth::tr("It ended with 0 and printed an error: that is not OK.");
    case HealthFinding::WarningText:
        return DescribeHealth::tr("It ended with 0 and printed a warning.");
    case HealthFinding::OutputCut:
        return DescribeHealth::tr("It ended with 0; it printed so much that the middle of it was not read.");
    case HealthFinding::ExitCode:
        return DescribeHealth::tr("The command failed.");
    case HealthFinding::NeedsPassword:
        return DescribeHealth::tr("It answers, and wants a password that the runbook's command does not give.");
    case HealthFinding::StillLoading:
        return DescribeHealth::tr("It is starting up or shutting down and refuses work.");
    case HealthFinding::ServerSilent:
        return DescribeHealth::tr("The server in the container does not answer (pg_isready exit 2).");
    case HealthFinding::NotAttempted:
        return DescribeHealth::tr("pg_isready asked nobody (exit 3): nothing is known of the server.");
    case HealthFinding::ProgramMissing:
        return DescribeHealth::tr("The container does not have this program.");
    case HealthFinding::ContainerMissing:
        return DescribeHealth::tr("There is no container of this name.");
    case HealthFinding::ContainerStopped:
        return DescribeHealth::tr("The container does not run.");
    case HealthFinding::EngineGone:
        return DescribeHealth::tr("The Docker engine does not answer: nothing is known of the container.");
    case HealthFinding::EngineOrServiceHangs:
        return DescribeHealth::tr("No answer within %1, neither from the Docker engine nor from the service.")
            .arg(seconds(check.deadline));
    case HealthFinding::EngineDenied:
        return DescribeHealth::tr("This user may not speak to the Docker engine.");
    case HealthFinding::ToolMissing:
        return DescribeHealth::tr("%1 is not there, or the directory that it is looked for in is not.").arg(subject);
    case HealthFinding::MayNotRun:
        return DescribeHealth::tr("%1 is there, and this user may not run it.").arg(subject);
    case HealthFinding::CannotRun:
        return DescribeHealth::tr("%1 is there and cannot be started: its first line names no program that is there.")
            .arg(subject);
    case HealthFinding::HostUnreachable:
        return DescribeHealth::tr("The command host could not be reached: nothing is known of the service.");
    case HealthFinding::NoHost:
        return DescribeHealth::tr("This environment names no command host to ask from.");
    case HealthFinding::Cancelled:
        return DescribeHealth::tr("Cancelled.");
    }
    return {};
}

QString nextAct(const domain::HealthCheck& check, const domain::HealthVerdict& verdict)
{
    const QString subject = subjectOf(check, verdict);
    switch (verdict.finding) {
    case HealthFinding::NotAsked:
    case HealthFinding::Cancelled:
        return DescribeHealth::tr("Run it.");
    case HealthFinding::AsExpected:
        return {};
    case HealthFinding::OtherWord:
        return DescribeHealth::tr("Have the runbook variant say what this service really answers.");
    case HealthFinding::SaysUnwell:
        return check.kind == HealthCheckKind::NatsServer
                   ? DescribeHealth::tr("Read the server's log; JetStream may be out of disk.")
                   : DescribeHealth::tr("Read the service's log; consider SOFT_HALT (P2).");
    case HealthFinding::Contradicts:
        return DescribeHealth::tr("Trust neither: read the answer below, then the log of what it names.");
    case HealthFinding::RepeatedKey:
        return DescribeHealth::tr(
            "Read the answer below, then the service's log; have the service name each key once.");
    case HealthFinding::ByteOrderMark:
        return DescribeHealth::tr("Have the service, or what stands before it, send its JSON without the mark.");
    case HealthFinding::Redirected:
        return DescribeHealth::tr("Name the URL that answers without a login in the environment (healthUrls).");
    case HealthFinding::FieldMissing:
    case HealthFinding::OtherService:
    case HealthFinding::NotJson:
        return DescribeHealth::tr("Find the service's real port and name it in the environment (healthUrls).");
    case HealthFinding::WrongStatus:
        return DescribeHealth::tr("Read the answer below, then the service's log.");
    case HealthFinding::PortClosed:
        return DescribeHealth::tr("See whether its container runs, and whether its port is published.");
    case HealthFinding::NotTaken:
        return DescribeHealth::tr("See whether its host is up and no firewall drops the connection. A service that is "
                                  "stuck takes no new ones either: an unresponsive system is P1.");
    case HealthFinding::NoAnswer:
        if (check.kind == HealthCheckKind::Script)
            return DescribeHealth::tr("Read below what it had printed, then run it on the host itself.");
        return DescribeHealth::tr("Read its log; an unresponsive system is P1.");
    case HealthFinding::TakenNoAnswer:
    case HealthFinding::AnswerUnfinished:
        return DescribeHealth::tr("Read its log; an unresponsive system is P1.");
    case HealthFinding::BrokenAnswer:
        return DescribeHealth::tr("Find out what listens on this port.");
    case HealthFinding::TlsFailed:
        return DescribeHealth::tr(
            "Renew its certificate, have whoever asks trust it, or name the URL with http where it speaks no TLS.");
    case HealthFinding::Unreachable:
        return DescribeHealth::tr("Look at this machine's network and VPN, then at the address in the URL.");
    case HealthFinding::AnswerTooLong:
    case HealthFinding::NameUnknown:
        return DescribeHealth::tr("Correct the URL in the runbook variant or the environment.");
    case HealthFinding::LinkDown:
    case HealthFinding::LinkSilent:
        return DescribeHealth::tr("See the command path in the banner: a halt would not arrive.");
    case HealthFinding::MonitoringSilent:
        return DescribeHealth::tr("Correct monitoringUrl in the environment, or start the server with -m 8222.");
    case HealthFinding::OtherServer:
        return DescribeHealth::tr(
            "See whether the first server runs, and which server Titan's services are connected to.");
    case HealthFinding::MonitoringElsewhere:
        return DescribeHealth::tr("Name this server's monitoring port in the environment (monitoringUrl).");
    case HealthFinding::OutputCut:
        return DescribeHealth::tr("Run it on the host itself and read all of it.");
    case HealthFinding::UnexpectedText:
    case HealthFinding::ErrorText:
    case HealthFinding::WarningText:
    case HealthFinding::ExitCode:
        return DescribeHealth::tr("Read what it printed, below.");
    case HealthFinding::NeedsPassword:
        return DescribeHealth::tr("Have the runbook's check log in on the host; the console keeps no such password.");
    case HealthFinding::StillLoading:
        return DescribeHealth::tr("Wait and run it again; after a minute read its log.");
    case HealthFinding::ServerSilent:
        return DescribeHealth::tr("See whether postgres runs in it.");
    case HealthFinding::NotAttempted:
        return DescribeHealth::tr("Have the runbook variant correct what it gives to pg_isready.");
    case HealthFinding::ProgramMissing:
        return DescribeHealth::tr("Have the runbook variant use a program that this image has.");
    case HealthFinding::ContainerMissing:
        return DescribeHealth::tr("See with docker ps -a what it is called, or whether it was removed.");
    case HealthFinding::ContainerStopped:
        return DescribeHealth::tr("Read the end of its log: it says why it ended.");
    case HealthFinding::EngineGone:
        return DescribeHealth::tr("See whether dockerd runs on the host; containers may run on without it.");
    case HealthFinding::EngineOrServiceHangs:
        return DescribeHealth::tr(
            "Read the engine's notice on the Services page, then the service's log; an unresponsive system is P1.");
    case HealthFinding::EngineDenied:
        return DescribeHealth::tr("Have this user put into the group docker on the host.");
    case HealthFinding::ToolMissing:
        return DescribeHealth::tr("Install it there, or correct the host's workingDirectory in the environment. A "
                                  "script that is there: see whether its first line (#!) ends with a carriage return.");
    case HealthFinding::MayNotRun:
        return DescribeHealth::tr("Make it executable on the host: chmod +x %1").arg(subject);
    case HealthFinding::CannotRun:
        return DescribeHealth::tr("Give it Unix line endings on the host (sed -i 's/\\r$//' %1), or correct its first "
                                  "line (#!).")
            .arg(subject);
    case HealthFinding::HostUnreachable:
        return DescribeHealth::tr("Try ssh to the host by hand.");
    case HealthFinding::NoHost:
        return DescribeHealth::tr("Add hosts (or healthUrls) to the environment file.");
    }
    return {};
}

QString healthWayText(const domain::HealthCheck& check)
{
    switch (check.way) {
    case domain::HealthWay::Here:
        return check.kind == HealthCheckKind::NatsServer
                   ? DescribeHealth::tr("by this console's own NATS connections, instead of the command line tool")
                   : DescribeHealth::tr("by this console: %1").arg(check.url);
    case domain::HealthWay::OnHost:
        return DescribeHealth::tr("by a command on host %1").arg(check.host);
    case domain::HealthWay::Nowhere:
        break;
    }
    return DescribeHealth::tr("by nobody");
}

QString describe(const domain::HealthSummary& summary)
{
    QStringList parts;
    if (summary.ok > 0)
        parts << DescribeHealth::tr("%n as the runbook says", nullptr, summary.ok);
    if (summary.differs > 0)
        parts << DescribeHealth::tr("%n differ(s)", nullptr, summary.differs);
    if (summary.failed > 0)
        parts << DescribeHealth::tr("%n failed", nullptr, summary.failed);
    if (summary.unknown > 0)
        parts << DescribeHealth::tr("%n unknown", nullptr, summary.unknown);
    return parts.join(QStringLiteral(" · "));
}

} // namespace ops::ui
