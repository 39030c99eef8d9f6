#include "domain/host/host_outcome.h"

namespace ops::domain {

HostOutcome couldNotStart(const base::Error& error)
{
    HostOutcome outcome;
    outcome.gone = true;
    outcome.error = error;
    return outcome;
}

HostOutcome exitedWith(int exitCode)
{
    HostOutcome outcome;
    outcome.end = HostEnd::Exited;
    outcome.began = HostBegan::Yes;
    outcome.exitCode = exitCode;
    outcome.gone = true;
    return outcome;
}

QString hostOutcomeWord(const HostOutcome& outcome)
{
    switch (outcome.end) {
    case HostEnd::Exited:
        return QStringLiteral("exited %1").arg(outcome.exitCode.value_or(-1));
    case HostEnd::Signalled:
        return QStringLiteral("signalled %1").arg(outcome.signalNumber);
    case HostEnd::TimedOut:
        return QStringLiteral("timed-out");
    case HostEnd::Cancelled:
        return QStringLiteral("cancelled");
    case HostEnd::TransportFailed:
        return QStringLiteral("transport-failed");
    case HostEnd::CouldNotStart:
        break;
    }
    return QStringLiteral("could-not-start");
}

} // namespace ops::domain
