#pragma once

#include "base/error.h"

#include <nats/nats.h>

namespace ops::infra {

// The one place that turns cnats' status values into ours. `text` is what the library or the server said; `subject`
// names the server or NATS subject; where it is empty, the one that the text names in quotes.
base::Error mapNatsError(natsStatus status, const QString& text, const QString& subject);

// The server does not let this connection hear something; it stays connected all the same.
bool isSubscriptionDenial(const base::Error& error);

// A server URL without user and password, for showing and recording (rule G3).
QString withoutCredentials(const QString& url);

} // namespace ops::infra
