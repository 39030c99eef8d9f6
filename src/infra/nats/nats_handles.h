#pragma once

#include <memory>
#include <nats/nats.h>

namespace ops::infra {

// cnats' objects, destroyed by its own functions.
struct NatsDeleter {
    void operator()(natsOptions* options) const { natsOptions_Destroy(options); }
    void operator()(natsMsg* message) const { natsMsg_Destroy(message); }
};
using NatsOptionsPtr = std::unique_ptr<natsOptions, NatsDeleter>;
using NatsMsgPtr = std::unique_ptr<natsMsg, NatsDeleter>;

} // namespace ops::infra
