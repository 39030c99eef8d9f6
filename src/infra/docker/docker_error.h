#pragma once

#include "domain/host/host_outcome.h"
#include "domain/services/engine_follow.h"

#include <QByteArray>

namespace ops::infra {

// The one place where what the docker client says becomes an Error. `errors`: its standard error. For every outcome but
// exit code 0.
base::Error dockerError(const domain::HostOutcome& outcome, const QByteArray& errors);
// The same of a question that only asks: an engine that was reached and did not answer in time is frozen, one that
// could not be reached, or whose host could not, is gone.
domain::EngineFailure engineFailure(const domain::HostOutcome& outcome, const QByteArray& errors);
// It said 0, but not what it should have said.
domain::EngineFailure unreadableAnswer(const base::Error& error);

} // namespace ops::infra
