#include "app/credentials_controller.h"

namespace ops::app {

CredentialsController::CredentialsController(const SessionContext& context, SecretPort& secrets, LinksController& links,
                                             QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_secrets(secrets)
    , m_links(links)
{
    connect(&m_secrets, &SecretPort::secretRead, this, [this](const QString& environment, const QString& secret) {
        if (environment != m_context.environment.name)
            return;
        if (secret.isEmpty())
            Q_EMIT passwordNeeded(true);
        else
            use(secret);
    });
    connect(&m_secrets, &SecretPort::secretStored, this, [this] {
        m_sessionOnly = false;
        Q_EMIT sessionOnlyChanged();
    });
    connect(&m_secrets, &SecretPort::keyringUnavailable, this,
            [this](const QString& environment, const base::Error& why) {
                if (environment != m_context.environment.name)
                    return;
                const bool asking = !m_provided;
                m_keyringError = why;
                m_sessionOnly = true;
                Q_EMIT sessionOnlyChanged();
                if (asking)
                    Q_EMIT passwordNeeded(false);
            });
    connect(&m_links, &LinksController::linksChanged, this, &CredentialsController::noteLinks);
}

void CredentialsController::start()
{
    if (m_context.environment.user.isEmpty())
        connectWith({});
    else
        m_secrets.read(m_context.environment.name);
}

void CredentialsController::provide(const QString& password, bool keep)
{
    m_provided = true;
    use(password);
    m_sessionOnly = !keep;
    if (keep)
        m_secrets.store(m_context.environment.name, password);
    Q_EMIT sessionOnlyChanged();
}

void CredentialsController::skip()
{
    m_provided = true;
    connectWith({});
}

void CredentialsController::reconnect()
{
    if (m_used)
        m_links.connectLinks(*m_used);
}

void CredentialsController::use(const QString& password)
{
    Q_EMIT secretKnown(password);
    m_awaitingVerdict = true;
    m_refused = false;
    connectWith(password);
}

void CredentialsController::connectWith(const QString& password)
{
    m_used = password;
    m_links.connectLinks(password);
}

void CredentialsController::noteLinks()
{
    const domain::LinkStatus& link = m_links.commandLink();
    if (link.up()) {
        m_awaitingVerdict = false;
        m_refused = false;
        return;
    }
    const bool refused =
        link.phase == domain::LinkPhase::Down && link.error && link.error->code == base::ErrorCode::AuthFailed;
    if (!m_awaitingVerdict || !refused)
        return;
    m_awaitingVerdict = false; // asked once; the link goes on trying, and says so
    m_refused = true;
    Q_EMIT passwordNeeded(!m_keyringError);
}

} // namespace ops::app
