#pragma once

#include "base/result.h"
#include "domain/link.h"

#include <memory>
#include <nats/nats.h>

namespace ops::infra {

// The options of every connection to one server of a link, kept for as long as the configuration: a TLS context made
// once connects ten times faster. Used by one connect at a time. No connection reconnects by itself: what is published
// while cnats reconnects is delivered later (rule G6), and its own reconnecting can hang for ever.
// Error: a URL that cnats cannot use.
base::Result<std::shared_ptr<natsOptions>> makeNatsOptions(const domain::LinkConfig& config, const QString& url);

} // namespace ops::infra
