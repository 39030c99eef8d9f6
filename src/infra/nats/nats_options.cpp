#include "infra/nats/nats_options.h"

#include "base/json_text.h"
#include "infra/nats/nats_error.h"

namespace ops::infra {
namespace {

constexpr int64_t connectTimeoutMs = 1500;
constexpr int maxPingsOut = 2;

// cnats 3.4.1 puts these texts into the JSON of CONNECT as they are: a quote in a password would end its string there.
QByteArray insideJson(const QString& text)
{
    const QByteArray quoted = base::jsonString(text);
    return quoted.mid(1, quoted.size() - 2);
}

} // namespace

base::Result<std::shared_ptr<natsOptions>> makeNatsOptions(const domain::LinkConfig& config, const QString& url)
{
    natsOptions* raw = nullptr;
    natsStatus status = natsOptions_Create(&raw);
    const std::shared_ptr<natsOptions> options(raw, natsOptions_Destroy);
    const auto also = [&status](natsStatus next) { status = status == NATS_OK ? next : status; };
    if (status == NATS_OK) {
        also(natsOptions_SetURL(raw, url.toUtf8().constData()));
        also(natsOptions_SetName(raw, insideJson(config.clientName).constData()));
        also(natsOptions_SetAllowReconnect(raw, false));
        also(natsOptions_SetTimeout(raw, connectTimeoutMs));
        also(natsOptions_SetPingInterval(raw, domain::linkPingInterval.count()));
        also(natsOptions_SetMaxPingsOut(raw, maxPingsOut));
        also(natsOptions_SetSendAsap(raw, true));
        also(natsOptions_SetNoEcho(raw, true)); // what we say ourselves does not make us a listener
        also(natsOptions_SetIgnoreDiscoveredServers(raw, true));
        // cnats 3.4.1 takes tls:// for a wish and would send the password in the clear to a server without TLS.
        if (url.startsWith(QLatin1String("tls://"), Qt::CaseInsensitive))
            also(natsOptions_SetSecure(raw, true));
        if (!config.user.isEmpty())
            also(natsOptions_SetUserInfo(raw, insideJson(config.user).constData(),
                                         insideJson(config.password).constData()));
    }
    if (status != NATS_OK)
        return mapNatsError(status, {}, withoutCredentials(url));
    return options;
}

} // namespace ops::infra
