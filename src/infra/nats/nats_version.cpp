#include "infra/nats/nats_version.h"

#include <nats/nats.h>

namespace ops::infra {

QString natsLibraryVersion()
{
    return QString::fromLatin1(nats_GetVersion());
}

} // namespace ops::infra
