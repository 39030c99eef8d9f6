#pragma once

#include "domain/host/host_command.h"
#include "domain/host/host_outcome.h"

#include <QString>

// Docker's commands for the engine of another machine, run by the client on this one over a forward of the engine's
// socket: which of them can be, how they are run, and what their end means. Pure.
namespace ops::domain {

// True for a docker command that wants nothing of its host but the engine: no file, no directory, no compose project,
// no registry password. What is not known to be such a command is none.
bool needsOnlyTheEngine(const HostCommand& command);

// The same command for the client on this machine; `socket` is the near end of the forward. What this user's own
// environment says of engines does not count: DOCKER_HOST wins over any context, and an empty variable over one that
// is set. Nothing is left of the far host's working directory.
HostCommand overSocket(HostCommand command, const QString& socket);

// True where the end of such a run may be that of its way, which is then lost a moment later: it failed, and the last
// words of the client speak of its connection, or there are none.
bool mayHaveLostItsWay(const HostOutcome& outcome, const QByteArray& lastErrors);
// True where such a run came to the end of its time: it does for an engine that is frozen, and for a connection that
// is.
bool mayNotHaveArrived(const HostOutcome& outcome);
// What that end is known to mean where the connection gave no sign of life either: whether the engine was asked is
// open. `host`: its name.
HostOutcome withoutSignOfLife(const HostOutcome& outcome, const QString& host);
// How a run ended whose way was lost meanwhile, for the reason `why`: ssh failed, not the engine. What succeeded, never
// ran or was ended because somebody asked needs no such reason.
HostOutcome afterItsWayWasLost(const HostOutcome& outcome, const base::Error& why);

} // namespace ops::domain
