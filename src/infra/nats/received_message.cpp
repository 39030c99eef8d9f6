#include "infra/nats/received_message.h"

namespace ops::infra {

app::TelemetryMessage toTelemetryMessage(natsMsg* message, const base::Instant& at)
{
    app::TelemetryMessage copy;
    copy.at = at;
    copy.subject = QString::fromUtf8(natsMsg_GetSubject(message));
    copy.size = natsMsg_GetDataLength(message);
    copy.payload = QByteArray(natsMsg_GetData(message), qMin(copy.size, app::maxTelemetryBytes));
    return copy;
}

} // namespace ops::infra
