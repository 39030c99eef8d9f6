#pragma once

#include "domain/host/host_outcome.h"
#include "domain/services/engine_follow.h"
#include "domain/services/service_act.h"

#include <QByteArray>

namespace ops::infra {

// A line that the client printed: without colours, and no longer than anybody reads.
QString plainLine(const QByteArray& line);
// The one place where what the docker client says becomes an Error. `errors`: its standard error. For every outcome but
// exit code 0. Its warnings are not what went wrong, unless it says nothing else.
base::Error dockerError(const domain::HostOutcome& outcome, const QByteArray& errors);
// The same of a question that only asks: an engine that was reached and did not answer in time is frozen, one of which
// nobody knows whether it was reached is silent, one that could not be reached, or whose host could not, is gone.
domain::EngineFailure engineFailure(const domain::HostOutcome& outcome, const QByteArray& errors);
// It said 0, but not what it should have said. `command`: "docker info"; what it printed, on standard output or else on
// standard error, is evidence. `why`: what is wrong with it; empty: that shows.
base::Error unreadable(const QString& command, const QByteArray& output, const QByteArray& errors,
                       const QString& why = {});
domain::EngineFailure unreadableAnswer(const base::Error& error);
// A client's standard error without the warnings which leave an answer as good as it is (a configuration file that it
// cannot read): whole lines.
QByteArray withoutWarnings(const QByteArray& errors);
// The first line of that; empty: there is none.
QString complaint(const QByteArray& errors);
// What is known of an act of which the client said this. Refused only by words that mean it: what was cut off may have
// been asked, and an engine goes on with what it was asked for when nobody waits for its answer any more. Exit code 0
// does not outweigh an engine's own word that it did not do it.
domain::ActReply actReply(const domain::HostOutcome& outcome, const QByteArray& errors);
// An inspect that tells of the containers which it can tell of, and ends with 1 for the others. Not an answer: the
// engine was not reached, or was lost on the way.
bool isInspectAnswer(const domain::HostOutcome& outcome, const QByteArray& output, const QByteArray& errors);

} // namespace ops::infra
