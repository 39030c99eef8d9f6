#pragma once

#include "base/error.h"

#include <nats/nats.h>

namespace ops::infra {

// The one place that turns cnats' status values into ours. `text` is what the library or the server said; `subject`
// names the server or NATS subject.
base::Error mapNatsError(natsStatus status, const QString& text, const QString& subject);

// A server URL without user and password, for showing and recording (rule G3).
QString withoutCredentials(const QString& url);

} // namespace ops::infra
