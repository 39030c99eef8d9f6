#include "ui/common/describe_health.h"

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
    switch (verdict.finding) {
    case HealthFinding::NotAsked:
        return DescribeHealth::tr("Not asked yet.");
    case HealthFinding::AsExpected:
        return DescribeHealth::tr("As the runbook says.");
    case HealthFinding::OtherWord:
        return DescribeHealth::tr("Works, but differs from the runbook: another word for “%1”.")
            .arg(check.expectedText);
    case HealthFinding::SaysUnwell:
        return DescribeHealth::tr("It says itself that it is not well.");
    case HealthFinding::FieldMissing:
        return DescribeHealth::tr("JSON without “%1”: another program may be answering.").arg(check.expectedField);
    case HealthFinding::OtherService:
        return DescribeHealth::tr("%1 answers on this port, not %2.").arg(verdict.who, check.title);
    case HealthFinding::NotJson:
        return verdict.grade == domain::HealthGrade::Differs
                   ? DescribeHealth::tr("Works, but differs from the runbook: plain text, no JSON.")
                   : DescribeHealth::tr("The answer is not the JSON that the runbook expects.");
    case HealthFinding::WrongStatus:
        return verdict.who.isEmpty() ? DescribeHealth::tr("The HTTP status is not 200.")
                                     : DescribeHealth::tr("The HTTP status is not 200; %1 answers.").arg(verdict.who);
    case HealthFinding::PortClosed:
        return DescribeHealth::tr("Nothing listens on this port.");
    case HealthFinding::NoAnswer:
        return DescribeHealth::tr("No answer within %1.").arg(seconds(check.deadline));
    case HealthFinding::BrokenAnswer:
        return DescribeHealth::tr("What answers speaks no HTTP, or stopped in the middle.");
    case HealthFinding::NameUnknown:
        return DescribeHealth::tr("The host name in this URL has no address.");
    case HealthFinding::LinkDown:
        return DescribeHealth::tr("This console has no connection to a NATS server.");
    case HealthFinding::LinkSilent:
        return DescribeHealth::tr("Connected, but the server does not answer pings.");
    case HealthFinding::MonitoringSilent:
        return DescribeHealth::tr("The server answers pings; its monitoring port does not say that it is well.");
    case HealthFinding::UnexpectedText:
        return DescribeHealth::tr("It ended with 0 and did not print “%1”.").arg(check.expectedText);
    case HealthFinding::ErrorText:
        return DescribeHealth::tr("It ended with 0 and printed an error: that is not OK.");
    case HealthFinding::WarningText:
        return DescribeHealth::tr("It ended with 0 and printed a warning.");
    case HealthFinding::ExitCode:
        return DescribeHealth::tr("The command failed.");
    case HealthFinding::NeedsPassword:
        return DescribeHealth::tr("It answers, and wants a password that the runbook's command does not give.");
    case HealthFinding::StillLoading:
        return DescribeHealth::tr("It is starting up or shutting down and refuses work.");
    case HealthFinding::ProgramMissing:
        return DescribeHealth::tr("The container does not have this program.");
    case HealthFinding::ContainerMissing:
        return DescribeHealth::tr("There is no container of this name.");
    case HealthFinding::ContainerStopped:
        return DescribeHealth::tr("The container does not run.");
    case HealthFinding::EngineGone:
        return DescribeHealth::tr("The Docker engine does not answer: nothing is known of the container.");
    case HealthFinding::EngineDenied:
        return DescribeHealth::tr("This user may not speak to the Docker engine.");
    case HealthFinding::ToolMissing:
        return DescribeHealth::tr("The program or script is not there, or its directory is not.");
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
    case HealthFinding::FieldMissing:
    case HealthFinding::OtherService:
    case HealthFinding::NotJson:
        return DescribeHealth::tr("Find the service's real port and name it in the environment (healthUrls).");
    case HealthFinding::WrongStatus:
        return DescribeHealth::tr("Read the answer below, then the service's log.");
    case HealthFinding::PortClosed:
        return DescribeHealth::tr("See whether its container runs, and whether its port is published.");
    case HealthFinding::NoAnswer:
        return DescribeHealth::tr("It hangs: read its log; an unresponsive system is P1.");
    case HealthFinding::BrokenAnswer:
        return DescribeHealth::tr("Find out what listens on this port.");
    case HealthFinding::NameUnknown:
        return DescribeHealth::tr("Correct the URL in the runbook variant or the environment.");
    case HealthFinding::LinkDown:
    case HealthFinding::LinkSilent:
        return DescribeHealth::tr("See the command path in the banner: a halt would not arrive.");
    case HealthFinding::MonitoringSilent:
        return DescribeHealth::tr("Correct monitoringUrl in the environment, or start the server with -m 8222.");
    case HealthFinding::UnexpectedText:
    case HealthFinding::ErrorText:
    case HealthFinding::WarningText:
    case HealthFinding::ExitCode:
        return DescribeHealth::tr("Read what it printed, below.");
    case HealthFinding::NeedsPassword:
        return DescribeHealth::tr("Have the runbook's check log in on the host; the console keeps no such password.");
    case HealthFinding::StillLoading:
        return DescribeHealth::tr("Wait and run it again; after a minute read its log.");
    case HealthFinding::ProgramMissing:
        return DescribeHealth::tr("Have the runbook variant use a program that this image has.");
    case HealthFinding::ContainerMissing:
        return DescribeHealth::tr("See with docker ps -a what it is called, or whether it was removed.");
    case HealthFinding::ContainerStopped:
        return DescribeHealth::tr("Read the end of its log: it says why it ended.");
    case HealthFinding::EngineGone:
        return DescribeHealth::tr("See whether dockerd runs on the host; containers may run on without it.");
    case HealthFinding::EngineDenied:
        return DescribeHealth::tr("Have this user put into the group docker on the host.");
    case HealthFinding::ToolMissing:
        return DescribeHealth::tr("Install it there, or correct the host's workingDirectory in the environment.");
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
