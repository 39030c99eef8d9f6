#include "main/nats_forward.h"

#include "domain/host/forward_target.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace ops::main {
namespace {

constexpr QLatin1String monitoringName("monitoring");

} // namespace

NatsForward::NatsForward(app::SessionContext& context, app::HostForwardPort& port, app::LinksController& links,
                         app::CredentialsController& credentials, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_port(port)
    , m_links(links)
    , m_credentials(credentials)
{
    const QStringList servers = std::exchange(m_context.environment.natsUrls, {});
    for (const QString& url : servers)
        add(QStringLiteral("nats-%1").arg(m_forwards.size() + 1), url);
    const QString monitoring = std::exchange(m_context.environment.monitoringUrl, {});
    if (!monitoring.isEmpty())
        add(monitoringName, monitoring);
    connect(&m_port, &app::HostForwardPort::forwardReady, this, &NatsForward::onReady);
    connect(&m_port, &app::HostForwardPort::forwardLost, this, &NatsForward::onLost);
}

void NatsForward::add(const QString& name, const QString& url)
{
    // What cannot be forwarded is refused with the environment file, and by the port once more.
    m_forwards.push_back({{name, domain::forwardTarget(url).value_or(QString())}, QUrl(url).scheme(), {}});
}

void NatsForward::start()
{
    m_started = true;
    m_links.closeWay({});
    for (const Forward& forward : m_forwards)
        m_port.open(forward.wanted);
}

void NatsForward::hurry()
{
    if (!m_started || m_links.wayOpen())
        return;
    for (const Forward& forward : m_forwards)
        m_port.open(forward.wanted);
}

NatsForward::Forward* NatsForward::find(const QString& name)
{
    const auto found = std::find_if(m_forwards.begin(), m_forwards.end(),
                                    [&](const Forward& forward) { return forward.wanted.name == name; });
    return found == m_forwards.end() ? nullptr : &*found;
}

void NatsForward::onReady(const QString& name, const QString& address)
{
    Forward* forward = find(name);
    if (forward == nullptr || forward->address == address)
        return;
    forward->address = address;
    if (std::none_of(m_forwards.begin(), m_forwards.end(), [](const Forward& each) { return each.address.isEmpty(); }))
        open();
}

void NatsForward::open()
{
    QStringList servers;
    QString monitoring;
    for (const Forward& forward : m_forwards) {
        const QString url = forward.scheme + QStringLiteral("://") + forward.address;
        if (forward.wanted.name == monitoringName)
            monitoring = url;
        else
            servers << url;
    }
    domain::Environment& environment = m_context.environment;
    const bool others = environment.natsUrls != servers || environment.monitoringUrl != monitoring;
    environment.natsUrls = servers;
    environment.monitoringUrl = monitoring;
    m_links.openWay();
    m_credentials.reconnect();
    if (!others)
        return;
    m_told = true;
    Q_EMIT serversChanged();
}

void NatsForward::onLost(const QString& name, const base::Error& why)
{
    Forward* forward = find(name);
    if (forward == nullptr)
        return;
    forward->address.clear();
    // A code of its own: that ssh accepts no key, for one, says nothing of the NATS user and password.
    m_links.closeWay(base::Error{base::ErrorCode::LinkDown, why.detail,
                                 QStringLiteral("ssh to %1").arg(m_context.environment.natsThrough)});
    if (!std::exchange(m_told, true))
        Q_EMIT serversChanged();
}

} // namespace ops::main
